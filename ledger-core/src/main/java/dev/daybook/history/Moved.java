package dev.daybook.history;

/**
 * What a history carries.
 *
 * @param origin the ledger's name
 * @param entries how many there are
 * @param sealed how many of them the latest checkpoint is of
 * @param checkpoints how many are kept
 * @param contents documents, policies and facts
 * @param persons how many have a key, and so are named and not erased
 */
public record Moved(
    String origin, long entries, long sealed, long checkpoints, long contents, long persons) {}
