package dev.daybook.replay.evidence;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Files that entries cite and a bundle does not carry.
 *
 * @param absent the ledger no longer had them
 * @param erased somebody whom they named was erased
 * @param withheld they name persons, and were not to be disclosed
 */
record Omitted(SortedSet<String> absent, SortedSet<String> erased, SortedSet<String> withheld) {

  static Omitted none() {
    return new Omitted(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
  }

  /** All of them. */
  SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>(absent);
    all.addAll(erased);
    all.addAll(withheld);
    return all;
  }
}
