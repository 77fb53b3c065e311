package dev.daybook.parked;

import java.util.Set;
import java.util.TreeSet;

/**
 * What became of a view's parked entries.
 *
 * @param skipped positions it was told to go on without
 */
record ParkedState(Set<Long> skipped) {

  static final ParkedState NOTHING = new ParkedState(Set.of());

  ParkedState {
    skipped = Set.copyOf(skipped);
  }

  ParkedState andSkipped(long position) {
    Set<Long> all = new TreeSet<>(skipped);
    all.add(position);
    return new ParkedState(all);
  }

  ParkedState andRetried(long position) {
    Set<Long> all = new TreeSet<>(skipped);
    all.remove(position);
    return new ParkedState(all);
  }
}
