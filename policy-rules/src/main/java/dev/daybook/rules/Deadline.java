package dev.daybook.rules;

import dev.daybook.decision.Gate.DeadlineExceeded;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The wall-clock limit behind the counted budgets. What it cuts off is not an answer: it would not
 * repeat, so nothing may be recorded.
 */
final class Deadline {

  private final @Nullable Duration allowed;
  private final long end;
  private boolean exceeded;

  private Deadline(@Nullable Duration allowed, long end) {
    this.allowed = allowed;
    this.end = end;
  }

  static Deadline in(Duration allowed) {
    return new Deadline(allowed, System.nanoTime() + allowed.toNanos());
  }

  /** No limit: for what the counted budgets alone keep short. */
  static Deadline never() {
    return new Deadline(null, 0);
  }

  /** Throws if the time is up; remembers it, because a rule's `||` may swallow what is thrown. */
  void check() {
    if (allowed == null) {
      return;
    }
    if (exceeded || System.nanoTime() - end > 0) {
      exceeded = true;
      throw new DeadlineExceeded(
          "judging took longer than %d ms; nothing was recorded, try again"
              .formatted(allowed.toMillis()));
    }
  }
}
