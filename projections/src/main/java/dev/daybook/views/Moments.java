package dev.daybook.views;

import dev.daybook.edge.Positions;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns a question's "as of" into the one position its answer is computed at. Every read selects
 * the rows that were true at that position, in whichever views it looks, so an answer is one
 * moment's even while the views move.
 */
public final class Moments {

  /** How long an answer waits for the views to reach the position asked for. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How often a time in the last second is looked at until it is settled. */
  private static final Duration GLANCE = Duration.ofMillis(20);

  private final Ledger ledger;
  private final Views views;

  Moments(Ledger ledger, Views views) {
    this.ledger = ledger;
    this.views = views;
  }

  /**
   * The moment a request asks about, see {@link #at}.
   *
   * @param asOf what it says of it; absent for now
   * @param names the views the answer is read from
   */
  public Moment asked(HttpRequest<?> request, @Nullable String asOf, Collection<String> names) {
    return at(AsOf.parse(asOf), Positions.minimum(request), names);
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
      case AsOf.AtPosition(long position) -> reached(recorded(position), names);
      case AsOf.AtTime(Instant time) -> reached(settled(past(time)), names);
    };
  }

  /** The time a question is about, for what ends without an event. */
  public Instant time(AsOf asOf, Moment moment) {
    return switch (asOf) {
      case AsOf.Now() -> Instant.now();
      case AsOf.AtTime(Instant time) -> time;
      case AsOf.AtPosition _ ->
          ledger.entry(moment.position()).map(LedgerEntry::recordedAt).orElse(Instant.EPOCH);
    };
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

  private long recorded(long position) {
    if (position <= views.head()) {
      return position;
    }
    long head = ledger.head().position();
    if (position <= head) {
      return position;
    }
    throw new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "`asOf` names position %d; the ledger ends at %d".formatted(position, head),
        "ask for a position up to %d, or leave `asOf` out for now".formatted(head));
  }

  /** The position at a time, once nothing can be recorded at or before it any more. */
  private long settled(Instant time) {
    Instant longest = Instant.now().plus(PATIENCE);
    while (!ledger.isSettled(time)) {
      if (Instant.now().isAfter(longest)) {
        throw new ProblemException(
            ProblemType.UNAVAILABLE,
            "an append that began before %s is still under way".formatted(time),
            "ask again in a moment, or leave `asOf` out for now");
      }
      pause();
    }
    return ledger.positionAt(time).orElse(0);
  }

  private static void pause() {
    try {
      Thread.sleep(GLANCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw shuttingDown();
    }
  }

  private static ProblemException shuttingDown() {
    return new ProblemException(ProblemType.UNAVAILABLE, "the server is shutting down");
  }

  private static Instant past(Instant time) {
    Instant now = Instant.now();
    if (time.isAfter(now)) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`asOf` names %s, which is in the future; it is %s".formatted(time, now),
          "ask for a time that has passed, or leave `asOf` out for now");
    }
    return time;
  }
}
