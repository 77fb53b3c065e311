package dev.daybook.store;

/**
 * Where a stream and the whole ledger stand, read in one snapshot.
 *
 * @param position the ledger's last position
 * @param policyPosition position of the last entry that changed the policies in force
 * @param lastSequence the stream's last sequence; -1 for a stream without any
 */
public record Standing(long position, long policyPosition, long lastSequence) {}
