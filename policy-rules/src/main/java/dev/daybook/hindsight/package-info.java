/**
 * Judges recorded decisions again: by what they were judged by, or with something else in force.
 */
@NullMarked
package dev.daybook.hindsight;

import org.jspecify.annotations.NullMarked;
