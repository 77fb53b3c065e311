/**
 * Seals the ledger: follows its entries, keeps the tree over their leaf statements, and signs
 * checkpoints of it. What is signed and how is {@code dev.daybook.seal}'s; this is where keys,
 * database and time come in.
 */
@NullMarked
package dev.daybook.sealer;

import org.jspecify.annotations.NullMarked;
