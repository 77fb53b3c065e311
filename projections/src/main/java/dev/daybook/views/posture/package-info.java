/** Posture: what the rules in force say of what stands, and since when. */
@NullMarked
package dev.daybook.views.posture;

import org.jspecify.annotations.NullMarked;
