/**
 * Has the ledger's checkpoints witnessed: sends them to the witnesses of a policy, and keeps their
 * cosignatures until there are enough. What a witness is and what it says is {@code
 * dev.daybook.seal}'s.
 */
@NullMarked
package dev.daybook.witnessed;

import org.jspecify.annotations.NullMarked;
