package dev.daybook.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything found wrong with one document so far. Holds at most {@link #MAX}: what comes after is
 * counted, and the last problem says how many more there are.
 */
public final class Problems {

  /** Most problems reported for one document. */
  public static final int MAX = 100;

  private final List<Problem> found = new ArrayList<>();
  private int unlisted;

  public void add(Problem problem) {
    if (found.size() < MAX) {
      found.add(problem);
    } else {
      unlisted++;
    }
  }

  public void add(
      Place place,
      String pointer,
      String message,
      @Nullable String seen,
      @Nullable String wanted,
      @Nullable String fix) {
    add(Problem.at(place, pointer, message, seen, wanted, fix));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Whether a problem stands at {@code pointer} or above it. */
  boolean covers(String pointer) {
    for (Problem problem : found) {
      String place = problem.pointer();
      if (!place.isEmpty()
          && pointer.startsWith(place)
          && (pointer.length() == place.length() || pointer.charAt(place.length()) == '/')) {
        return true;
      }
    }
    return false;
  }

  /** All problems in the order of their places. */
  public List<Problem> list() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparing(Problem::place));
    if (unlisted > 0) {
      Problem last = sorted.getLast();
      sorted.add(
          Problem.at(
              last.place(),
              "",
              "%d more problems are not listed".formatted(unlisted),
              null,
              null,
              "correct these first"));
    }
    return List.copyOf(sorted);
  }
}
