/** Policies, their versions, and which of them are in force. */
@NullMarked
package dev.daybook.views.policies;

import org.jspecify.annotations.NullMarked;
