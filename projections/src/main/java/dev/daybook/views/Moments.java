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
import java.util.List;
import java.util.Map;
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

  /** After how many seconds to ask again at the latest. */
  private static final int LONGEST_REST = 60;

  private static final String READ = "daybook.views.read";

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
    AsOf asOf = AsOf.of(request);
    OptionalLong minimum = Positions.minimum(request);
    request.setAttribute(READ, new Read(views.times(names)));
    return at(asOf, minimum, names);
  }

  /**
   * What an answer is read from.
   *
   * @param times how often each view's rows had been taken away when it was begun
   */
  private record Read(Map<String, Long> times) {}

  /**
   * Requires that no rows were taken away while a request was answered from them: what was read may
   * lack what had been there.
   *
   * @throws ProblemException when some were
   */
  void requireUndisturbed(HttpRequest<?> request) {
    request
        .getAttribute(READ, Read.class)
        .flatMap(read -> views.takenAway(read.times()))
        .ifPresent(
            anew -> {
              throw beingDerived(anew);
            });
  }

  /**
   * The moment to answer at, waiting for the views to get there; a time in the last second is
   * waited for too, until nothing can be recorded before it any more.
   *
   * @param minimum the position a caller wants to see at least, such as that of its own write; only
   *     where it does not ask for a moment itself
   * @param names the views the answer is read from
   * @throws ProblemException when the moment lies in the future, or the views do not reach it in
   *     time; about now also when one of them is derived anew, and does not get back in time to
   *     where it began
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
    long position = views.position(names);
    Optional<Anew> anew = views.anew(names);
    return anew.isPresent() ? reached(anew.get().until(), names) : new Moment(position);
  }

  private Moment reached(long position, Collection<String> names) {
    try {
      if (!views.awaitPosition(names, position, PATIENCE)) {
        throw views
            .anew(names)
            .map(this::beingDerived)
            .orElseGet(() -> Positions.behind(position, views.position(names)));
      }
      return new Moment(position);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw shuttingDown();
    }
  }

  private ProblemException beingDerived(Anew anew) {
    long position = views.position(List.of(anew.view()));
    return new ProblemException(
            ProblemType.UNAVAILABLE,
            "the view `%s` has been derived anew since %s, as %s: it stands at position %d, and answers again from %d on"
                .formatted(anew.view(), anew.since(), anew.why(), position, anew.until()),
            "ask again in a moment; GET /api/v1/views tells how far it is")
        .header("Retry-After", Long.toString(secondsLeft(anew, position)))
        .header(Positions.POSITION, Long.toString(position));
  }

  /** About how long it takes to be whole at the rate it had so far, in seconds: 1 to 60. */
  private static long secondsLeft(Anew anew, long position) {
    double seconds = Duration.between(anew.since(), Instant.now()).toMillis() / 1e3;
    double left = seconds * (anew.until() - position) / Math.max(1, position);
    return Math.clamp((long) Math.ceil(left), 1, LONGEST_REST);
  }

  private static ProblemException shuttingDown() {
    return new ProblemException(ProblemType.UNAVAILABLE, "the server is shutting down");
  }
}
