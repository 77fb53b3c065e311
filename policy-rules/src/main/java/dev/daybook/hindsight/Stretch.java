package dev.daybook.hindsight;

import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.moment.AsOf;
import dev.daybook.moment.AskedMoment;
import dev.daybook.moment.Timeline;
import java.time.Instant;
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
   * @throws ProblemException when one of them lies in the future, when no tag is called so, or when
   *     it would end before it begins
   */
  public static Stretch of(
      Timeline timeline, @Nullable AskedMoment from, @Nullable AskedMoment to) {
    Stretch stretch =
        new Stretch(
            from == null ? 1 : timeline.first(from),
            to == null ? timeline.position(AsOf.NOW) : timeline.position(to));
    if (from != null && to != null && isBackwards(stretch, from.asOf(), to.asOf())) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`%s` comes after `%s`: what is asked about begins at position %d and ends at %d"
              .formatted(from.parameter(), to.parameter(), stretch.first, stretch.last),
          "give the earlier of the two as `%s`".formatted(from.parameter()));
    }
    return stretch;
  }

  /** Between two times nothing may have been recorded, which is no mistake. */
  private static boolean isBackwards(Stretch stretch, AsOf from, AsOf to) {
    if (from instanceof AsOf.AtTime(Instant begin) && to instanceof AsOf.AtTime(Instant end)) {
      return begin.isAfter(end);
    }
    return stretch.first > stretch.last + (from instanceof AsOf.AtTime ? 1 : 0);
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
