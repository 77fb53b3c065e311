package dev.daybook.hindsight;

import dev.daybook.edge.ProblemException;
import dev.daybook.moment.AsOf;
import dev.daybook.moment.AskedMoment;
import dev.daybook.moment.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the ledger, both ends included; empty where it ends before it begins.
 *
 * @param first 1 or more
 */
public record Stretch(long first, long last) {

  /**
   * The stretch between two moments; without one, to the ledger's own end.
   *
   * @param from the entry it ends with is the first one; of a time, what was recorded then or later
   * @param to what was recorded by then
   * @throws ProblemException when one of them lies in the future, or no tag is called so
   */
  public static Stretch of(
      Timeline timeline, @Nullable AskedMoment from, @Nullable AskedMoment to) {
    return new Stretch(
        from == null ? 1 : timeline.first(from),
        to == null ? timeline.position(AsOf.NOW) : timeline.position(to));
  }

  /** Its beginning, no longer than so many positions. */
  public Stretch begun(long positions) {
    return new Stretch(first, Math.min(last, first + positions - 1));
  }

  /** How many positions it has. */
  public long positions() {
    return Math.max(0, last - first + 1);
  }
}
