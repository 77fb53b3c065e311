package dev.daybook.store;

import java.time.Instant;

/**
 * Where the ledger stands: the one row every append moves.
 *
 * @param epoch counts restores: raised by whoever puts an older copy of the database in place, so
 *     that a node that still remembers the other history cannot append to this one
 * @param position position of the last entry; 0 while the ledger is empty
 * @param recordedAt when the last entry was recorded, to the microsecond
 * @param policyPosition position of the last entry that changed which policies are in force; 0
 *     before the first
 */
public record LedgerHead(long epoch, long position, Instant recordedAt, long policyPosition) {}
