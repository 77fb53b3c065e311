/**
 * Policies as the ledger keeps them: published, put in force, taken out of force. What they say is
 * judged elsewhere.
 */
@NullMarked
package dev.daybook.policy;

import org.jspecify.annotations.NullMarked;
