/** Promises, what was measured against them, and their breaches. */
@NullMarked
package dev.daybook.views.slos;

import org.jspecify.annotations.NullMarked;
