/**
 * Has the ledger's checkpoints stamped by timestamp authorities (RFC 3161), so that somebody else
 * says when they were there. What a token is and says is {@code dev.daybook.seal}'s.
 */
@NullMarked
package dev.daybook.timestamped;

import org.jspecify.annotations.NullMarked;
