/**
 * Posture: what the policies in force say of everything that stands, and how that changed. Nothing
 * here is asked for: it follows from what happened, and from time passing.
 */
@NullMarked
package dev.daybook.posture;

import org.jspecify.annotations.NullMarked;
