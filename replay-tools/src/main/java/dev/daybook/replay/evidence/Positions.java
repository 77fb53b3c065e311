package dev.daybook.replay.evidence;

import java.util.Arrays;

/** Positions in the ledger that are wanted, eight bytes each. */
final class Positions {

  /** A page is worth asking for where this share of it is wanted, one of so many. */
  private static final int WORTH_A_PAGE = 8;

  private long[] all = new long[64];
  private int count;

  void add(long position) {
    if (count == all.length) {
      all = Arrays.copyOf(all, 2 * count);
    }
    all[count++] = position;
  }

  /** Puts them in order, each once. */
  void sort() {
    all = Arrays.stream(all, 0, count).sorted().distinct().toArray();
    count = all.length;
    if (count == 0) {
      all = new long[1];
    }
  }

  int size() {
    return count;
  }

  long get(int at) {
    return all[at];
  }

  /** Whether any is behind {@code after} and at {@code last} or before. */
  boolean isAnyIn(long after, long last) {
    int at = Arrays.binarySearch(all, 0, count, after + 1);
    int next = at < 0 ? -at - 1 : at;
    return next < count && all[next] <= last;
  }

  /** How many entries to ask for from the one at {@code at} on: as many as are worth it. */
  int pageFrom(int at) {
    int worth = 1;
    for (int i = at + 1; i < count; i++) {
      long span = all[i] - all[at] + 1;
      if (span > EvidenceSource.MOST_ENTRIES) {
        break;
      }
      if (span <= (long) WORTH_A_PAGE * (i - at + 1)) {
        worth = (int) span;
      }
    }
    return worth;
  }
}
