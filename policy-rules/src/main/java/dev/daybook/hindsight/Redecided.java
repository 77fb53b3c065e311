package dev.daybook.hindsight;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What judging some decisions again came to.
 *
 * @param decisions those that were asked for
 * @param same those that come to the very same, every step included
 * @param otherSteps those made by another engine that come to the same answer, every message
 *     included, by other steps
 * @param otherwise those that come to anything else, or cannot be judged though they should
 * @param notRecomputable those whose facts named a person who was erased since
 * @param engines how many of them each engine made
 * @param first the first that comes out otherwise; else the first that comes to the same by other
 *     steps; absent where there is neither
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Redecided(
    long decisions,
    long same,
    long otherSteps,
    long otherwise,
    long notRecomputable,
    SortedMap<String, Long> engines,
    @Nullable Divergence first) {

  /** Nothing yet. */
  public static final Redecided NONE = new Redecided(0, 0, 0, 0, 0, new TreeMap<>(), null);

  public Redecided {
    engines = Collections.unmodifiableSortedMap(new TreeMap<>(engines));
  }

  /** Both together; {@code later} stands behind this in the ledger. */
  public Redecided and(Redecided later) {
    SortedMap<String, Long> all = new TreeMap<>(engines);
    later.engines.forEach((engine, count) -> all.merge(engine, count, Long::sum));
    boolean laterCounts = first == null || (otherwise == 0 && later.otherwise > 0);
    return new Redecided(
        decisions + later.decisions,
        same + later.same,
        otherSteps + later.otherSteps,
        otherwise + later.otherwise,
        notRecomputable + later.notRecomputable,
        all,
        laterCounts ? later.first : first);
  }
}
