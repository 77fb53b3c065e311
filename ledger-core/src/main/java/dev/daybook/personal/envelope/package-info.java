/**
 * How values that name persons stand encrypted, and what opens a single one. Whoever verifies
 * evidence needs no more than this of persons.
 */
@NullMarked
package dev.daybook.personal.envelope;

import org.jspecify.annotations.NullMarked;
