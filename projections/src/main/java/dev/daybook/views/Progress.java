package dev.daybook.views;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far this node knows each view to have come. */
final class Progress {

  private final Map<String, Long> reached = new ConcurrentHashMap<>();

  /** The view has committed everything up to {@code position}. */
  synchronized void reached(String view, long position) {
    reached.merge(view, position, Math::max);
    notifyAll();
  }

  /** The view begins anew. */
  synchronized void reset(String view) {
    reached.remove(view);
  }

  /** Position all of {@code views} have reached. */
  long position(Collection<String> views) {
    long position = Long.MAX_VALUE;
    for (String view : views) {
      position = Math.min(position, reached.getOrDefault(view, 0L));
    }
    return views.isEmpty() ? 0 : position;
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
