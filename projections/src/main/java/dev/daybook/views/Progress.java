package dev.daybook.views;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How far this node knows each view to have come. */
final class Progress {

  private final Map<String, Long> positions = new HashMap<>();
  private final Map<String, Anew> anew = new HashMap<>();
  private final Set<String> doubted = new HashSet<>();

  /** The view has committed everything up to {@code position}. */
  synchronized void reached(String view, long position) {
    positions.merge(view, position, Math::max);
    notifyAll();
  }

  /** All of it, to be taken before {@link #found what is looked up} in the database. */
  synchronized Map<String, Long> known() {
    return Map.copyOf(positions);
  }

  /**
   * The database says that the view stands at {@code position}. That counts even when it is less
   * than was known {@code before} it was asked, for a crash may have taken back what was committed;
   * but not when something was committed since.
   */
  synchronized void found(String view, long position, Map<String, Long> before) {
    long now = position(view);
    if (position >= now || now == before.getOrDefault(view, 0L)) {
      positions.put(view, position);
      notifyAll();
    }
  }

  /**
   * The database says that the view's rows were taken away. What was known before to be there is
   * not.
   */
  synchronized void found(Anew found) {
    if (times(found.view()) < found.times()) {
      anew.put(found.view(), found);
      positions.remove(found.view());
    }
  }

  /** How often this node knows the view's rows to have been taken away. */
  synchronized long times(String view) {
    Anew known = anew.get(view);
    return known == null ? 0 : known.times();
  }

  /** The one of {@code views} that has furthest to go until it is whole again; empty for none. */
  synchronized Optional<Anew> anew(Collection<String> views) {
    return views.stream()
        .flatMap(view -> Optional.ofNullable(anew.get(view)).stream())
        .filter(each -> position(each.view()) < each.until())
        .max(Comparator.comparingLong(each -> each.until() - position(each.view())));
  }

  /** A transaction of the view failed; whether it was committed all the same is not known. */
  synchronized void doubt(Collection<String> views) {
    doubted.addAll(views);
  }

  /** Takes what is doubted away, to be looked up in the database. */
  synchronized Set<String> takeDoubted() {
    Set<String> taken = Set.copyOf(doubted);
    doubted.clear();
    return taken;
  }

  synchronized boolean isDoubted(Collection<String> views) {
    return views.stream().anyMatch(doubted::contains);
  }

  synchronized long position(String view) {
    return positions.getOrDefault(view, 0L);
  }

  /** Position all of {@code views} have reached. */
  synchronized long position(Collection<String> views) {
    return views.stream().mapToLong(this::position).min().orElse(0);
  }

  /** Waits until all of {@code views} are at {@code position}; false when that takes too long. */
  synchronized boolean await(Collection<String> views, long position, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (position(views) < position) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
