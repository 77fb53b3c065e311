package dev.daybook.views;

/**
 * What an answer is computed at.
 *
 * @param position the last ledger position it takes into account
 */
public record Moment(long position) {}
