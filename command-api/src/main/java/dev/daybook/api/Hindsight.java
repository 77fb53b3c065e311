package dev.daybook.api;

import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.edge.Shape;
import dev.daybook.hindsight.Concerning;
import dev.daybook.hindsight.PastDecisions;
import dev.daybook.hindsight.RecordedContract;
import dev.daybook.hindsight.RecordedNames;
import dev.daybook.hindsight.Stretch;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.moment.AsOf;
import dev.daybook.moment.AskedMoment;
import dev.daybook.moment.Timeline;
import dev.daybook.path.MeshDirectory;
import dev.daybook.path.Supposition;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.PolicySet;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerBroken;
import io.micronaut.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges this ledger's decisions again, a bounded piece of the history for each request; whoever
 * asks goes on behind it. One piece at a time, since each takes all processors there are: commands
 * are answered meanwhile, but not as quickly.
 */
@Singleton
final class Hindsight {

  /** Most positions of one piece. */
  private static final long POSITIONS = 20_000;

  /** After this long nothing more of a piece is read. */
  private static final Duration PIECE = Duration.ofSeconds(3);

  /** How long a request waits for the one before. */
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final Ledger ledger;
  private final MeshDirectory directory;
  private final Timeline timeline;
  private final PastDecisions past;
  private final Semaphore turn = new Semaphore(1, true);

  Hindsight(Ledger ledger, CelGate gate, Timeline timeline, MeshDirectory directory) {
    this.ledger = ledger;
    this.directory = directory;
    this.timeline = timeline;
    this.past = new PastDecisions(ledger, gate);
  }

  /**
   * What part of the history a request is about.
   *
   * @param zone where days begin and end
   */
  record Asked(@Nullable AskedMoment from, @Nullable AskedMoment to, ZoneId zone) {

    static Asked read(Shape shape) {
      ZoneId said =
          shape.valueOrAbsent(
              AsOf.ZONE,
              "a time zone's IANA name",
              text -> readable(() -> AsOf.zone(AsOf.ZONE, text)));
      ZoneId zone = said == null ? ZoneOffset.UTC : said;
      return new Asked(
          shape.valueOrAbsent(
              "from",
              AsOf.FORMS,
              text -> readable(() -> AskedMoment.beginning("from", text, zone))),
          moment(shape, "to", zone),
          zone);
    }
  }

  /** A moment in a request's body; absent is null. */
  static @Nullable AskedMoment moment(Shape shape, String key, ZoneId zone) {
    return shape.valueOrAbsent(
        key, AsOf.FORMS, text -> readable(() -> AskedMoment.read(key, text, zone)));
  }

  /** What was read; a refusal becomes one of the body's problems, told with its place. */
  private static <T> T readable(Supplier<T> read) {
    try {
      return read.get();
    } catch (ProblemException e) {
      String next = e.details().next();
      throw new IllegalArgumentException(
          next == null || next.equals(AsOf.FORMS)
              ? e.details().detail()
              : e.details().detail() + "; " + next,
          e);
    }
  }

  /**
   * A piece that was gone through.
   *
   * @param from the first position looked at
   * @param through the last one
   * @param to the last one there is to look at
   */
  record Piece(long from, long through, long to) {

    /** Where the next piece begins; absent where there is none. */
    @Nullable Long next() {
      return through < to ? through + 1 : null;
    }
  }

  /** The last position recorded at a moment. */
  long position(AskedMoment moment) {
    return timeline.position(moment);
  }

  /** What was in force once a position was recorded. */
  PolicySet inForceAt(long position) {
    return past.inForceAt(position);
  }

  /** Versions of contracts that the ledger has. */
  List<PublishContract> recorded(List<String> names) {
    try {
      return names.stream().map(name -> RecordedContract.named(name).in(ledger)).toList();
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.UNPROCESSABLE,
          String.valueOf(e.getMessage()),
          "in `withContracts`, name " + RecordedContract.WANTED);
    }
  }

  /** Requires that what a draft goes without was ever there. */
  void requireRecorded(List<String> policies, List<String> waivers) {
    try {
      RecordedNames.require(ledger, SubjectKind.POLICY, policies);
      RecordedNames.require(ledger, SubjectKind.WAIVER, waivers);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.UNPROCESSABLE,
          String.valueOf(e.getMessage()),
          "in `withoutPolicies` and `withoutWaivers`, name what was in force once; without anything"
              + " else nothing would have come out otherwise");
    }
  }

  private void requireRecorded(Concerning concerning) {
    try {
      RecordedNames.require(ledger, concerning);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.UNPROCESSABLE,
          String.valueOf(e.getMessage()),
          "in `policy`, name one that was published once; no decision was made by any other");
    }
  }

  /** That these contracts had been in force before each command. */
  Supposition supposing(List<PublishContract> contracts) {
    return Supposition.of(ledger, directory, contracts);
  }

  /** Goes through the first piece of what is asked for. */
  <T> Piece piece(
      Asked asked,
      Concerning concerning,
      PastDecisions.Work<T> work,
      PastDecisions.Taking<T> taking)
      throws InterruptedException {
    requireRecorded(concerning);
    if (!turn.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ProblemException(
              ProblemType.OVERLOADED,
              "others have decisions judged again, and one does at a time",
              "ask again in some seconds")
          .header(HttpHeaders.RETRY_AFTER, "5");
    }
    try {
      Stretch all = Stretch.of(timeline, asked.from(), asked.to());
      long through = past.through(all.begun(POSITIONS), concerning, PIECE, work, taking);
      return new Piece(all.first(), through, all.last());
    } catch (LedgerBroken e) {
      throw new ProblemException(
          ProblemType.UNPROCESSABLE,
          String.valueOf(e.getMessage()),
          "`daybook verify` tells what else is wrong with the ledger");
    } finally {
      turn.release();
    }
  }
}
