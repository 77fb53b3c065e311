package dev.daybook.rules;

/**
 * How much may be spent on one thing. Everything in it is counted, never timed, so what goes beyond
 * does so every time and everywhere.
 *
 * @param words how the budget is told, with {@code %s} for what ran out
 * @param steps most sub-expressions evaluated
 * @param created most characters, list and map elements created, those inside them included
 * @param searched most work of matching, searching and comparing: pattern instructions times
 *     characters, characters times characters, elements looked at
 */
record Budget(String words, long steps, long created, long searched) {

  String spent(String what) {
    return words.formatted(what);
  }
}
