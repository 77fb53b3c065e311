package dev.daybook.document;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word somebody most likely meant. */
final class Nearest {

  private Nearest() {}

  /**
   * The closest of {@code known}, if it is close: the same but for case, hyphens and underscores,
   * or at most a third of the letters different, where swapping two neighbours is one difference.
   */
  static Optional<String> to(String seen, Collection<String> known) {
    String folded = fold(seen);
    String best = null;
    int least = Math.max(1, folded.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(folded, fold(candidate), least);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String fold(String word) {
    return word.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  /** Optimal string alignment distance, or {@code limit} where it is not smaller. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
