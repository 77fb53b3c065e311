/**
 * A witness for other ledgers: cosigns checkpoints that are consistent with what it cosigned before
 * (C2SP tlog-witness), and keeps copies of whole logs for who asks. It needs no database and knows
 * nothing of this house's ledger.
 */
@NullMarked
package dev.daybook.witness;

import org.jspecify.annotations.NullMarked;
