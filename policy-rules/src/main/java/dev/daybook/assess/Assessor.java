package dev.daybook.assess;

import dev.daybook.assess.Watch.Due;
import dev.daybook.assess.Watch.Next;
import dev.daybook.decision.Gate;
import dev.daybook.decision.SystemActors;
import dev.daybook.path.MeshDirectory;
import dev.daybook.path.OwnEntries;
import dev.daybook.path.OwnEntries.Judged;
import dev.daybook.path.OwnEntries.Own;
import dev.daybook.path.Republication;
import dev.daybook.path.Republication.Standing;
import dev.daybook.posture.Posture;
import dev.daybook.posture.PostureEvent.PolicyPosture;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.CelGate.Assessment;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerFollower;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the policies in force of every product and contract, again whenever something happened that
 * may have changed the answer, and records each change. Works on one thread of its own, a few
 * subjects at a time, and lets commands go first.
 *
 * <p>What it records stands on exactly what stood before it: an entry is refused where its subject
 * or the policies have moved meanwhile, and the subject is asked again. So a crash costs work and
 * never truth. How far everything was asked is recorded too, which is where the next start goes on.
 *
 * <p>Of several nodes on a database one asks; the others follow what happens and what it records,
 * and one of them goes on when it ends.
 */
public final class Assessor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Assessor.class);

  /** Most subjects asked in one turn. */
  private static final int BATCH = 50;

  /** The same where commands do not stop coming. */
  private static final int SHORT_BATCH = 10;

  /** Subjects swept over before that is recorded. */
  private static final int STRETCH = 1_000;

  /** How often it looks at the clock where nothing happens. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** How long it leaves alone what could not be asked or recorded. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How long a subject rests that could not be asked. */
  private static final Duration REST = Duration.ofMinutes(1);

  private static final Duration CATCH_UP = Duration.ofSeconds(10);

  /** How long a node waits before it looks again whether another one still asks. */
  private static final Duration OTHERS = Duration.ofSeconds(5);

  /** What one node does for all of them. */
  private static final String TURN = "posture";

  private final Ledger ledger;
  private final CelGate gate;
  private final MeshDirectory directory;
  private final Republication republication;
  private final OwnEntries entries;
  private final Clock clock;
  private final CommandsFirst commandsFirst;
  private final Watch watch = new Watch();
  private final LongAdder assessed = new LongAdder();
  private final LedgerFollower follower;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean asking;
  private volatile long told;
  private volatile boolean idle;

  private String cursor = "";
  private Stretch stretch = Stretch.from("");

  /**
   * What was swept over and not recorded yet.
   *
   * @param after the stream before its first
   * @param swept how many were asked because policies changed or a day passed
   * @param asOf everything up to this position was taken into account for each of them
   * @param under the policies each was asked under, or later ones
   * @param clock the time the first of them was asked for
   */
  private record Stretch(
      String after, int swept, int changed, long asOf, long under, Instant clock) {

    static Stretch from(String after) {
      return new Stretch(after, 0, 0, Long.MAX_VALUE, Long.MAX_VALUE, Instant.MAX);
    }

    Stretch and(int sweptMore, int changedMore, long asOfThen, long underThen, Instant then) {
      return new Stretch(
          after,
          swept + sweptMore,
          changed + changedMore,
          Math.min(asOf, asOfThen),
          Math.min(under, underThen),
          then.isBefore(clock) ? then : clock);
    }
  }

  private Assessor(
      Ledger ledger,
      CelGate gate,
      MeshDirectory directory,
      Clock clock,
      BooleanSupplier commandsUnderWay) {
    this.ledger = ledger;
    this.gate = gate;
    this.directory = directory;
    this.republication = new Republication(ledger, directory);
    this.entries = new OwnEntries(ledger, SystemActors.DAYBOOK);
    this.clock = clock;
    this.commandsFirst = new CommandsFirst(commandsUnderWay, CommandsFirst.PATIENCE);
    this.thread = Thread.ofPlatform().daemon().name("daybook-posture").unstarted(this::run);
    this.follower =
        LedgerFollower.start(
            ledger,
            "posture",
            Watch.follows(ledger.types()),
            entry -> {
              watch.apply(entry);
              told = entry.position();
              if (idle) {
                LockSupport.unpark(thread);
              }
            });
  }

  /**
   * Starts asking.
   *
   * @param directory follows the same ledger
   * @param commandsUnderWay whether somebody waits for an answer
   */
  public static Assessor start(
      Ledger ledger,
      CelGate gate,
      MeshDirectory directory,
      Clock clock,
      BooleanSupplier commandsUnderWay) {
    Assessor assessor = new Assessor(ledger, gate, directory, clock, commandsUnderWay);
    assessor.thread.start();
    return assessor;
  }

  /** Whether this node asks; else another one does, or none. */
  public boolean isAsking() {
    return asking;
  }

  /** How many products and contracts have to be asked again, as far as this node knows. */
  public int behind() {
    return watch.behind(clock.instant());
  }

  /** How many were asked since the start. */
  public long assessed() {
    return assessed.sum();
  }

  /** The ledger position up to which it knows what happened. */
  public long position() {
    return follower.position();
  }

  private void run() {
    while (!closed) {
      try {
        Optional<Turn> turn = ledger.turn(TURN);
        if (turn.isEmpty()) {
          pause(OTHERS);
          continue;
        }
        try (Turn mine = turn.get()) {
          asking = true;
          askWhile(mine);
        } finally {
          asking = false;
        }
      } catch (InterruptedException _) {
        return;
      } catch (StoreUnavailable e) {
        LOG.debug("posture waits for the ledger", e);
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.error("posture stands still behind `{}`", cursor, e);
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private void askWhile(Turn turn) throws InterruptedException {
    cursor = "";
    stretch = Stretch.from("");
    while (!closed && turn.isHeld()) {
      long before = told;
      if (!step() && !closed) {
        rest(before);
      }
    }
  }

  /** Whatever happens meanwhile is for another node to ask. */
  private void pause(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0 && !closed; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Waits for the next entry, unless one came after {@code before}. */
  private void rest(long before) {
    idle = true;
    if (told == before && !closed) {
      LockSupport.parkNanos(IDLE.toNanos());
    }
    idle = false;
  }

  /** Asks some; false when there is nothing to do. */
  private boolean step() throws InterruptedException {
    commandsFirst.await(() -> closed);
    try {
      return !follower.await(ledger.knownPosition(), CATCH_UP) || turn();
    } finally {
      commandsFirst.done();
    }
  }

  private boolean turn() throws InterruptedException {
    long asOf = follower.position();
    Instant now = clock.instant();
    gate.awaitPolicies(watch.gatePosition());
    if (!directory.await(asOf, CATCH_UP)) {
      return true; // what it is made of would be asked as it was
    }
    Next next = watch.next(cursor, commandsFirst.isShare() ? SHORT_BATCH : BATCH, now);
    boolean found = !next.due().isEmpty();
    boolean fromTheFirst = cursor.isEmpty();
    cursor = found ? ask(next, asOf, now) : next.through();
    if (cursor.isEmpty() || stretch.swept() >= STRETCH) {
      recordStretch();
      stretch = Stretch.from(cursor);
    }
    return found || !fromTheFirst;
  }

  /** A subject with rules that answer otherwise, and what they were asked on. */
  private record Found(Due due, Standing standing, long under, List<PolicyPosture> changes) {}

  /**
   * Asks these, or the first of them where a command comes meanwhile.
   *
   * @return the last stream that was looked at; empty for the end
   */
  private String ask(Next next, long asOf, Instant now) throws InterruptedException {
    List<Found> found = new ArrayList<>();
    long under = Long.MAX_VALUE;
    int sweeping = 0;
    String through = next.through();
    int left = next.due().size();
    for (Due due : next.due()) {
      if (left < next.due().size() && commandsFirst.isWanted()) {
        break;
      }
      sweeping += due.swept() ? 1 : 0;
      through = --left == 0 ? next.through() : due.name().stream();
      try {
        Standing standing = republication.of(due.name(), now);
        long current = gate.policies().position();
        Assessment answer =
            standing.facts().map(gate::assess).orElseGet(() -> Assessment.none(current));
        under = Math.min(under, answer.policyPosition());
        watch.linked(due.name(), standing.facts().map(Links::in).orElse(Set.of()));
        List<PolicyPosture> changes = due.before().changes(answer.policies(), due.causes());
        if (changes.isEmpty()) {
          watch.unchanged(due.name(), asOf, answer.policyPosition(), now);
        } else {
          found.add(new Found(due, standing, answer.policyPosition(), changes));
        }
        assessed.increment();
      } catch (StoreUnavailable e) {
        throw e;
      } catch (Gate.DeadlineExceeded e) {
        LOG.warn("`{}` is asked for its posture later: {}", due.name(), e.getMessage());
        watch.rests(due.name(), now.plus(REST));
      } catch (RuntimeException e) {
        LOG.warn("`{}` cannot be asked for its posture, and rests", due.name(), e);
        watch.rests(due.name(), now.plus(REST));
      }
    }
    if (!found.isEmpty()) {
      record(found, now);
    }
    stretch = stretch.and(sweeping, found.size(), asOf, under, now);
    return through;
  }

  /** All at once; where one of them has moved, each by itself. What has moved is asked again. */
  private void record(List<Found> found, Instant now) throws InterruptedException {
    long under = found.stream().mapToLong(Found::under).min().orElseThrow();
    OptionalLong last = entries.append(found.stream().map(each -> own(each, now)).toList(), under);
    if (last.isEmpty()) {
      for (Found each : found) {
        OptionalLong recorded = entries.append(List.of(own(each, now)), each.under());
        last = recorded.isPresent() ? recorded : last;
      }
    }
    if (last.isPresent()) {
      boolean _ = follower.await(last.getAsLong(), CATCH_UP);
    }
  }

  private static Own own(Found found, Instant now) {
    Due due = found.due();
    return new Own(
        new PostureChanged(
            Posture.of(due.name()),
            due.name(),
            found.standing().sequence(),
            found.under(),
            now,
            found.changes()),
        due.postureSequence() + 1,
        new Judged(due.name(), found.standing().sequence()));
  }

  private void recordStretch() {
    if (stretch.swept() == 0) {
      return;
    }
    OptionalLong _ =
        entries.append(
            List.of(
                new Own(
                    watch.stretched(
                        stretch.after(),
                        cursor,
                        stretch.changed(),
                        stretch.asOf(),
                        stretch.under(),
                        stretch.clock()),
                    watch.allSequence() + 1,
                    null)),
            Long.MAX_VALUE);
  }

  @Override
  public void close() {
    closed = true;
    follower.close();
    LockSupport.unpark(thread);
    if (Thread.currentThread() != thread) {
      try {
        thread.join(5000);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
