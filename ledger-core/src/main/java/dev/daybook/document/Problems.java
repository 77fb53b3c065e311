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

  /** After so many problems reading a document is given up: it is no document of ours. */
  static final int GIVE_UP = 1_000;

  private final List<Problem> found = new ArrayList<>();
  private int unlisted;
  private boolean stoppedShort;

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

  /** How many there are, listed or not. */
  public int count() {
    return found.size() + unlisted;
  }

  /** Whether something is wrong at this pointer, below it, or with what it is a part of. */
  public boolean touch(String pointer) {
    return found.stream()
        .map(Problem::pointer)
        .anyMatch(place -> covers(place, pointer) || covers(pointer, place));
  }

  /** Whether there are so many that reading on is no use. */
  boolean areHopeless() {
    return count() >= GIVE_UP;
  }

  /** Reading could not go on to the end. */
  void stopShort() {
    stoppedShort = true;
  }

  boolean stoppedShort() {
    return stoppedShort;
  }

  /** Keeps of these problems what is not a mere consequence of {@code earlier} ones. */
  public void precededBy(List<Problem> earlier) {
    found.removeIf(
        problem -> earlier.stream().anyMatch(cause -> covers(cause.pointer(), problem.pointer())));
    found.addAll(earlier);
  }

  /** Whether {@code pointer} is {@code place} or stands below it. */
  private static boolean covers(String place, String pointer) {
    return !place.isEmpty()
        && pointer.startsWith(place)
        && (pointer.length() == place.length() || pointer.charAt(place.length()) == '/');
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
