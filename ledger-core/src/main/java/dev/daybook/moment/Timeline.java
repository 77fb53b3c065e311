package dev.daybook.moment;

import dev.daybook.edge.Cut;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.tag.TagEvent.MomentTagged;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger's positions as moments: which position a moment is, however it is written, and when
 * each was recorded. It knows the ledger alone; how far views are is theirs to say.
 */
@Singleton
public final class Timeline {

  /** How long a time in the last second is waited for, until nothing is recorded before it. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How far the clock of a node that appends may be from the database's. */
  private static final Duration CLOCKS = Duration.ofSeconds(60);

  /** The earliest time that can be asked about. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  /** How often such a time is looked at. */
  private static final Duration GLANCE = Duration.ofMillis(20);

  /** Most tags that are looked at to find the nearest. */
  private static final int MOST_TAGS = 5_000;

  /** Most times whose positions are kept. */
  private static final int MOST_TIMES = 1_000;

  private final Ledger ledger;

  /** Positions of times that are past for good, those asked for last. */
  private final Map<Instant, Long> settled = new LinkedHashMap<>(MOST_TIMES * 2, 0.75f, true);

  public Timeline(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * The position a request asks about, the last one where it does not say.
   *
   * @throws ProblemException when it is written wrong, or lies in the future
   */
  public long asked(HttpRequest<?> request) {
    return position(AsOf.of(request));
  }

  /**
   * The last position recorded at the moment of {@link AsOf#PARAMETER}; 0 before the first.
   *
   * @throws ProblemException when it lies in the future, or no tag is called so
   */
  public long position(AsOf asOf) {
    return position(new AskedMoment(AsOf.PARAMETER, asOf));
  }

  /**
   * The last position recorded at a moment; 0 before the first.
   *
   * @throws ProblemException when it lies in the future, or no tag is called so
   */
  public long position(AskedMoment asked) {
    String parameter = asked.parameter();
    return switch (asked.asOf()) {
      case AsOf.Now() -> ledger.head().position();
      case AsOf.AtPosition(long position) -> recorded(parameter, position);
      case AsOf.AtTime(Instant time) -> settled(parameter, past(parameter, time));
      case AsOf.BeforeLast(long entries) -> beforeLast(parameter, entries);
      case AsOf.AtTag(String name) -> tagged(parameter, name);
    };
  }

  /**
   * The first position of what was recorded from a moment on: the entry it ends with, or the first
   * one recorded at a time or later. 1 or more, and one behind the last where nothing was.
   *
   * @throws ProblemException when it lies in the future, or no tag is called so
   */
  public long first(AskedMoment asked) {
    return asked.asOf() instanceof AsOf.AtTime(Instant time)
        ? settled(asked.parameter(), past(asked.parameter(), time).minus(1, ChronoUnit.MICROS)) + 1
        : Math.max(1, position(asked));
  }

  /**
   * The time a question is about, for what ends without an event. After the last entry that is now:
   * what has run out since has run out.
   *
   * @param position what {@link #position} said of it
   */
  public Instant time(AsOf asOf, long position) {
    return switch (asOf) {
      case AsOf.Now() -> Instant.now();
      case AsOf.AtTime(Instant time) -> time;
      case AsOf.BeforeLast(long entries) when entries == 0 -> Instant.now();
      case AsOf.AtPosition _, AsOf.BeforeLast _, AsOf.AtTag _ ->
          ledger.recordedAt(position).orElse(Instant.EPOCH);
    };
  }

  /**
   * Whether a position was the last one at a time that somebody brings along, as far as clocks of
   * nodes agree.
   *
   * @param position one that is recorded, or 0
   */
  public boolean isAt(long position, Instant time) {
    Instant begun = position == 0 ? FIRST : ledger.recordedAt(position).orElse(FIRST).minus(CLOCKS);
    Instant ended =
        position < ledger.head().position()
            ? ledger.recordedAt(position + 1).orElseGet(Instant::now)
            : Instant.now();
    return !time.isBefore(begun) && !time.isAfter(ended.plus(CLOCKS));
  }

  private long recorded(String parameter, long position) {
    if (position <= ledger.knownPosition()) {
      return position;
    }
    long head = ledger.head().position();
    if (position <= head) {
      return position;
    }
    throw refused(
        "`%s` names position %d; the ledger ends at %d".formatted(parameter, position, head),
        "ask for a position up to %d%s".formatted(head, orNow(parameter)));
  }

  private long beforeLast(String parameter, long entries) {
    long head = ledger.head().position();
    if (entries <= head) {
      return head - entries;
    }
    throw refused(
        "`%s` goes %d entries back; the ledger has %d".formatted(parameter, entries, head),
        "HEAD~%d is before the first entry".formatted(head));
  }

  private long tagged(String parameter, String name) {
    String stream = new SubjectName(SubjectKind.TAG, name).stream();
    List<LedgerEntry> first = ledger.stream(stream, 0, 1);
    if (!first.isEmpty() && first.getFirst().event() instanceof MomentTagged tag) {
      return tag.position();
    }
    throw refused(
        "`%s` names `%s`, and no tag is called so".formatted(parameter, Cut.to(name, 60)),
        nearest(stream).map("did you mean `%s`? "::formatted).orElse("") + AsOf.FORMS);
  }

  /** What else may be done, where it is the moment of the answer that was asked for. */
  private static String orNow(String parameter) {
    return parameter.equals(AsOf.PARAMETER) ? ", or leave `asOf` out for now" : "";
  }

  /** The tag somebody most likely meant, spelled as it was set. */
  private Optional<String> nearest(String stream) {
    return Nearest.to(stream, ledger.streams(SubjectKind.TAG.word() + "/", MOST_TAGS))
        .flatMap(near -> ledger.stream(near, 0, 1).stream().findFirst())
        .map(entry -> entry.event() instanceof MomentTagged tag ? tag.subject().path() : "");
  }

  /** The position at a time, once nothing can be recorded at or before it any more. */
  private long settled(String parameter, Instant time) {
    synchronized (settled) {
      Long known = settled.get(time);
      if (known != null) {
        return known;
      }
    }
    long position = lookUp(parameter, time);
    synchronized (settled) {
      settled.put(time, position);
      if (settled.size() > MOST_TIMES) {
        settled.remove(settled.keySet().iterator().next());
      }
    }
    return position;
  }

  private long lookUp(String parameter, Instant time) {
    Instant longest = Instant.now().plus(PATIENCE);
    while (!ledger.isSettled(time)) {
      if (Instant.now().isAfter(longest)) {
        throw new ProblemException(
            ProblemType.UNAVAILABLE,
            "an append that began before %s is still under way".formatted(time),
            "ask again in a moment" + orNow(parameter));
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
      throw new ProblemException(ProblemType.UNAVAILABLE, "the server is shutting down");
    }
  }

  private static Instant past(String parameter, Instant time) {
    Instant now = Instant.now();
    if (time.isAfter(now)) {
      throw refused(
          "`%s` names %s, which is in the future; it is %s".formatted(parameter, time, now),
          "ask for a time that has passed" + orNow(parameter));
    }
    return time;
  }

  private static ProblemException refused(String detail, String next) {
    return new ProblemException(ProblemType.INVALID_PARAMETER, detail, next);
  }
}
