package dev.daybook.mesh;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word somebody most likely meant. */
public final class Nearest {

  /** Longest word that is looked at, in UTF-16 units: looking takes its square. */
  private static final int MAX_LENGTH = 100;

  private Nearest() {}

  /**
   * The closest of {@code known}, if it is close: the same but for case, hyphens and underscores,
   * or at most a third of the letters different, where swapping two neighbours is one difference.
   */
  public static Optional<String> to(String seen, Collection<String> known) {
    if (seen.length() > MAX_LENGTH) {
      return Optional.empty();
    }
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

  /** {@code did you mean `x`?}, if a known word is close. */
  public static Optional<String> question(String seen, Collection<String> known) {
    return to(seen, known).map("did you mean `%s`?"::formatted);
  }

  /** {@code did you mean `x`?}, or the known words if none is close. */
  public static String hint(String seen, Collection<String> known) {
    return question(seen, known).orElseGet(() -> "known are " + String.join(", ", known));
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
