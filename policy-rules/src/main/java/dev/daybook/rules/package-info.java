/**
 * Judges facts with policies: documents are compiled once, each evaluation runs under a guard, and
 * every answer that is not a pass explains itself.
 */
@NullMarked
package dev.daybook.rules;

import org.jspecify.annotations.NullMarked;
