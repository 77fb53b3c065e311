/**
 * Service level objectives: what was promised, what was measured, and when a promise was broken.
 */
@NullMarked
package dev.daybook.slo;

import org.jspecify.annotations.NullMarked;
