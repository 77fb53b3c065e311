/**
 * Evidence bundles: an answer of the ledger in one file, with everything that proves it. Writing
 * one, and verifying one without any server. It needs {@code dev.daybook.seal}, the verifier beside
 * it and the JDK alone, so that {@code daybook-verify.jar} can be small.
 */
@NullMarked
package dev.daybook.replay.evidence;

import org.jspecify.annotations.NullMarked;
