/** Posture in the forms of other tools. */
@NullMarked
package dev.daybook.cli.posture;

import org.jspecify.annotations.NullMarked;
