package dev.daybook.views;

import dev.daybook.edge.Positions;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.moment.AsOf;
import dev.daybook.moment.TakesEffectiveAt;
import dev.daybook.moment.Timeline;
import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns a question's "as of" into the one position its answer is computed at. Every read selects
 * the rows that were true at that position, in whichever views it looks, so an answer is one
 * moment's even while the views move.
 */
public final class Moments {

  /** How long an answer waits for the views to reach the position asked for. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Timeline timeline;
  private final Views views;

  Moments(Timeline timeline, Views views) {
    this.timeline = timeline;
    this.views = views;
  }

  /**
   * The moment a request asks about, see {@link #at}.
   *
   * @param names the views the answer is read from
   */
  public Moment asked(HttpRequest<?> request, Collection<String> names) {
    return at(AsOf.of(request), Positions.minimum(request), names);
  }

  /**
   * The moment to answer at, waiting for the views to get there; a time in the last second is
   * waited for too, until nothing can be recorded before it any more.
   *
   * @param minimum the position a caller wants to see at least, such as that of its own write; only
   *     where it does not ask for a moment itself
   * @param names the views the answer is read from
   * @throws ProblemException when the moment lies in the future, or the views do not reach it in
   *     time
   */
  public Moment at(AsOf asOf, OptionalLong minimum, Collection<String> names) {
    return switch (asOf) {
      case AsOf.Now() -> now(minimum, names);
      case AsOf.AtPosition _, AsOf.AtTime _, AsOf.BeforeLast _, AsOf.AtTag _ ->
          reached(timeline.position(asOf), names);
    };
  }

  /**
   * A moment of which is asked what was true.
   *
   * @param position the last that was recorded by then
   */
  public record Effective(Instant time, long position) {}

  /**
   * The moment of which a request asks what was true; empty where it asks for what is known.
   *
   * @throws ProblemException when it lies in the future, or is written wrong
   */
  public Optional<Effective> effective(HttpRequest<?> request) {
    if (!request.getParameters().contains(TakesEffectiveAt.PARAMETER)) {
      return Optional.empty();
    }
    AsOf at = AsOf.of(request, TakesEffectiveAt.PARAMETER);
    long position = timeline.position(at);
    return Optional.of(new Effective(timeline.time(at, position), position));
  }

  /** The time a question is about, for what ends without an event. */
  public Instant time(AsOf asOf, Moment moment) {
    return timeline.time(asOf, moment.position());
  }

  private Moment now(OptionalLong minimum, Collection<String> names) {
    if (minimum.isPresent()) {
      reached(minimum.getAsLong(), names);
    }
    return new Moment(views.position(names));
  }

  private Moment reached(long position, Collection<String> names) {
    try {
      if (!views.awaitPosition(names, position, PATIENCE)) {
        throw Positions.behind(position, views.position(names));
      }
      return new Moment(position);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw shuttingDown();
    }
  }

  private static ProblemException shuttingDown() {
    return new ProblemException(ProblemType.UNAVAILABLE, "the server is shutting down");
  }
}
