/** Asks the policies in force of everything that stands, in the background, and records changes. */
@NullMarked
package dev.daybook.assess;

import org.jspecify.annotations.NullMarked;
