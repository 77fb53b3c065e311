/**
 * Measurements of Daybook on the machine they run on, each beside the raw limit measured in the
 * same run. Timings never fail a test.
 */
@NullMarked
package dev.daybook.bench;

import org.jspecify.annotations.NullMarked;
