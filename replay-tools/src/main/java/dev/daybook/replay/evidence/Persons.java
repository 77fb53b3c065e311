package dev.daybook.replay.evidence;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Persons a bundle speaks of, by surrogate id.
 *
 * @param disclosed those whom it lets everybody read of
 * @param erased those of whom nobody can read any more
 */
record Persons(SortedSet<String> disclosed, SortedSet<String> erased) {

  static Persons none() {
    return new Persons(new TreeSet<>(), new TreeSet<>());
  }
}
