package dev.daybook.sealer;

/**
 * Why a node signs nothing any more.
 *
 * @param isAlarm whether what was signed and what is there contradict each other; otherwise another
 *     node seals
 */
public record Standstill(String why, boolean isAlarm) {}
