/**
 * Verifies a sealed log: derives every hash anew from what it is over, and names the first that is
 * not what was published. It needs {@code dev.daybook.seal}, {@code dev.daybook.replay.log} and the
 * JDK alone, so that a verifier can be small enough to be read.
 */
@NullMarked
package dev.daybook.replay.verify;

import org.jspecify.annotations.NullMarked;
