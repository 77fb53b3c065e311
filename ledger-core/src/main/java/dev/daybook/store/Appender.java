package dev.daybook.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives entries their places: one thread, one connection, many callers.
 *
 * <p>Each round takes whatever waits, and nothing waits for a round to fill. It judges every caller
 * at the head it knows: is the decision new, are the policies still those it was judged under, do
 * the streams end where it thinks. Who loses is answered at once; the others are numbered and go
 * out in one statement that moves the head from the position they were judged at. If the head was
 * elsewhere by then nothing is written, and the round judges and numbers again.
 *
 * <p>With one node the first try always wins. With several, who lost once holds the head's row
 * while it judges, and for some rounds after, so that every node gets its turn.
 *
 * <p>If the connection breaks around a commit, nobody is answered before the head has been read
 * again: our first event stands at the position after it, or it never will.
 */
final class Appender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Appender.class);

  /** Bytes after which a round is full. */
  private static final int BYTES_PER_COMMIT = 8 << 20;

  /** Entries of other nodes read to catch up; past that all memory of streams is dropped. */
  private static final int CATCH_UP = 10_000;

  /** Rounds that hold the head's row after one was lost to another node. */
  private static final int CAREFUL_ROUNDS = 64;

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** Who the appender tells what it learns, on its own thread. */
  interface Witness {

    /** These entries are durable, and written by this node. */
    void committed(Attempt attempt);

    /** The head was read, after a while in which others or a lost connection may have moved it. */
    void seen(LedgerHead head);
  }

  private final Database database;
  private final LedgerSettings settings;
  private final Clock clock;
  private final Witness witness;
  private final BlockingQueue<Proposal> queue;
  private final Thread thread;

  private final Admission admission = new Admission();
  private final KeptContents keptContents = new KeptContents();
  private @Nullable AppendSession session;
  private @Nullable LedgerHead head;
  private int carefulRounds;
  private Duration pause = SHORTEST_PAUSE;
  private boolean lost;

  private final AtomicLong commits = new AtomicLong();
  private volatile int backend;
  private volatile boolean closed;
  private volatile @Nullable String stopped;

  Appender(Database database, LedgerSettings settings, Clock clock, Witness witness) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
    this.witness = witness;
    this.queue = new ArrayBlockingQueue<>(settings.queuedAppends());
    this.thread = Thread.ofPlatform().daemon().name("daybook-appender").start(this::run);
  }

  long commits() {
    return commits.get();
  }

  /** Whether this is the process that serves the appender in PostgreSQL, by its id there. */
  boolean isServedBy(int backendId) {
    return backendId == backend;
  }

  /** Why nothing can be appended any more, if so. */
  @Nullable String stopped() {
    return stopped;
  }

  /**
   * Records the proposal and returns once it is durable.
   *
   * @throws DecisionExists when the decision was recorded before
   * @throws PoliciesMoved when the policies in force are no longer those it was judged under
   * @throws ConcurrencyException when a stream does not end where it should
   * @throws StoreUnavailable when that could not be found out
   */
  Receipt append(Proposal proposal) {
    if (stopped != null || closed) {
      throw new StoreUnavailable(stopped == null ? "the ledger is closed" : stopped);
    }
    if (!queue.offer(proposal)) {
      throw new StoreUnavailable(
          "%d appends wait already; try again in a moment".formatted(settings.queuedAppends()));
    }
    if (closed) {
      turnAway(); // the thread may have left before it saw this one
    }
    return proposal.await();
  }

  private static final String UNKNOWN =
      "whether the entries were recorded is not known: repeat the command with the same id to find"
          + " out";

  private void run() {
    List<Proposal> round = new ArrayList<>();
    while (!closed) {
      try {
        Proposal first = queue.take();
        round.clear();
        round.add(first);
        fill(round);
        commit(round);
      } catch (InterruptedException _) {
        break;
      } catch (RuntimeException | Error e) {
        if (stopped == null) {
          stop("the appender failed: " + e, e);
        }
      }
      String reason = stopped;
      if (reason != null) {
        refuse(round, new StoreUnavailable(reason));
      }
    }
    turnAway();
    disconnect();
  }

  private void fill(List<Proposal> round) {
    int entries = round.getFirst().events().size();
    int bytes = round.getFirst().bytes();
    while (entries < settings.entriesPerCommit() && bytes < BYTES_PER_COMMIT) {
      Proposal next = queue.poll();
      if (next == null) {
        return;
      }
      round.add(next);
      entries += next.events().size();
      bytes += next.bytes();
    }
  }

  private void turnAway() {
    List<Proposal> waiting = new ArrayList<>();
    queue.drainTo(waiting);
    refuse(waiting, new StoreUnavailable("the ledger was closed before this was recorded"));
  }

  private void commit(List<Proposal> round) {
    List<Proposal> open = new ArrayList<>(round);
    Attempt unknown = null;
    long deadline = System.nanoTime() + settings.patience().toNanos();
    while (!open.isEmpty() && stopped == null) {
      Attempt attempt = null;
      try {
        AppendSession current = session();
        boolean careful = carefulRounds > 0 || unknown != null;
        if (careful) {
          observe(current, current.lockHead());
        } else if (head == null) {
          observe(current, current.head());
        }
        if (unknown != null) {
          if (isWritten(current, unknown)) {
            current.rollback();
            finish(unknown, open);
            unknown = null;
            continue;
          }
          unknown = null; // we hold the head: what was on its way can no longer arrive
        }
        LedgerHead at = known();
        Admission.Judged judged = admission.judge(current, open, at);
        if (judged.ahead() && !careful) {
          // A caller has seen more of a stream than we have: another node is ahead of us.
          observe(current, current.head());
          if (known().position() != at.position()) {
            continue;
          }
        }
        judged.losers().forEach(Proposal::refuse);
        open.removeAll(judged.losers().keySet());
        if (open.isEmpty()) {
          current.rollback();
          break;
        }
        Instant now = clock.instant();
        attempt = number(at, judged.winners(), now, judged.policyPosition());
        boolean won = current.write(attempt, keptContents.missing(judged.winners()), now);
        current.commit();
        if (won) {
          carefulRounds = Math.max(0, carefulRounds - 1);
          finish(attempt, open);
        } else {
          lost(current, at, open, now);
        }
      } catch (SQLException e) {
        unknown = failed(e, attempt, unknown, open);
        if (System.nanoTime() - deadline > 0) {
          refuse(
              open,
              new StoreUnavailable(
                  "the database cannot be reached (%s)%s"
                      .formatted(e.getMessage(), unknown == null ? "" : "; " + UNKNOWN),
                  e));
          return;
        }
      }
    }
  }

  private AppendSession session() throws SQLException {
    AppendSession open = session;
    if (open == null) {
      open = new AppendSession(database.connect("daybook-appender", ANSWER_WITHIN));
      session = open;
      backend = open.backend();
      LedgerHead before = head;
      if (before != null) {
        observe(open, open.head());
      }
      pause = SHORTEST_PAUSE;
      if (lost) {
        lost = false;
        LOG.info("the database is back");
      }
    }
    return open;
  }

  private void disconnect() {
    AppendSession open = session;
    session = null;
    backend = 0;
    if (open != null) {
      open.close();
    }
  }

  private LedgerHead known() {
    LedgerHead known = head;
    if (known == null) {
      throw new IllegalStateException("the head has not been read");
    }
    return known;
  }

  /** Takes notice of where the head is, and of the streams others continued meanwhile. */
  private void observe(AppendSession current, AppendSession.Observed seen) throws SQLException {
    LedgerHead before = head;
    LedgerHead now = seen.head();
    if (before != null) {
      if (now.epoch() != before.epoch() || now.position() < before.position()) {
        stop(
            "the ledger this node knew stood at position %d of epoch %d, and now it stands at %d of %d: the database was replaced by another copy; restart this node once that is intended"
                .formatted(before.position(), before.epoch(), now.position(), now.epoch()),
            null);
        throw new StoreUnavailable(String.valueOf(stopped));
      }
      if (now.position() - before.position() > CATCH_UP) {
        admission.forget();
      } else if (now.position() > before.position()) {
        admission.learn(current.headsSince(before.position(), now.position()));
      }
    }
    head = now;
    witness.seen(now);
  }

  private boolean isWritten(AppendSession current, Attempt attempt) throws SQLException {
    UUID there = current.eventAt(attempt.base().position() + 1);
    return attempt.firstEvent().equals(there);
  }

  private static Attempt number(
      LedgerHead at, List<Proposal> winners, Instant now, long policyPosition) {
    Instant next = at.recordedAt().plus(1, ChronoUnit.MICROS);
    Instant stamp = now.truncatedTo(ChronoUnit.MICROS);
    int size = winners.stream().mapToInt(proposal -> proposal.events().size()).sum();
    return new Attempt(
        at, List.copyOf(winners), size, stamp.isBefore(next) ? next : stamp, policyPosition);
  }

  /** The attempt is durable: remember it, tell of it, answer. */
  private void finish(Attempt attempt, List<Proposal> open) {
    LedgerHead after = attempt.after();
    LedgerHead before = head;
    if (before == null || before.position() < after.position()) {
      head = after;
    }
    for (Proposal proposal : attempt.proposals()) {
      admission.written(proposal);
      keptContents.add(proposal.contents());
    }
    commits.incrementAndGet();
    witness.committed(attempt);
    long first = attempt.base().position() + 1;
    for (Proposal proposal : attempt.proposals()) {
      long last = first + proposal.events().size() - 1;
      proposal.answer(new Receipt(first, last, attempt.recordedAt()));
      first = last + 1;
    }
    open.removeAll(Set.copyOf(attempt.proposals()));
  }

  /** Nothing was written: another node was faster, or our clock is off. */
  private void lost(AppendSession current, LedgerHead at, List<Proposal> open, Instant now)
      throws SQLException {
    AppendSession.Observed seen = current.head();
    Duration off = Duration.between(seen.databaseNow(), now).abs();
    if (off.compareTo(AppendSession.CLOCK_TOLERANCE) > 0) {
      refuse(
          open,
          new StoreUnavailable(
              "this node's clock is %d s away from the database's; set it right (chrony or ntpd), up to %d s are tolerated"
                  .formatted(off.toSeconds(), AppendSession.CLOCK_TOLERANCE.toSeconds())));
      return;
    }
    observe(current, seen);
    if (known().position() != at.position()) {
      carefulRounds = CAREFUL_ROUNDS;
    }
  }

  private void refuse(List<Proposal> proposals, RuntimeException why) {
    proposals.forEach(proposal -> proposal.refuse(why));
    proposals.clear();
  }

  /** What to do about a failure; returns the attempt whose outcome it leaves unknown. */
  private @Nullable Attempt failed(
      SQLException e, @Nullable Attempt attempt, @Nullable Attempt unknown, List<Proposal> open) {
    disconnect();
    if (Unreachable.is(e)) {
      if (!lost) {
        lost = true;
        LOG.warn("lost the database ({}); trying again", e.getMessage());
      }
      LockSupport.parkNanos(pause.toNanos());
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
      return attempt != null ? attempt : unknown;
    }
    if ("23505".equals(e.getSQLState())) {
      stop(
          "two entries claimed one place, which the head row rules out: %s. Nothing is appended any more; please report this, and restart to go on"
              .formatted(e.getMessage()),
          e);
      return null;
    }
    if (open.size() > 1 && attempt != null) {
      LOG.warn(
          "a commit of {} appends failed ({}); trying them one by one",
          open.size(),
          e.getMessage());
      List<Proposal> each = List.copyOf(open);
      open.clear();
      each.forEach(proposal -> commit(new ArrayList<>(List.of(proposal))));
      return null;
    }
    refuse(
        open,
        new StoreUnavailable(
            "the database refused: %s%s"
                .formatted(e.getMessage(), unknown == null ? "" : "; " + UNKNOWN),
            e));
    return null;
  }

  private void stop(String reason, @Nullable Throwable cause) {
    LOG.error("the ledger stops appending: {}", reason, cause);
    stopped = reason;
    disconnect();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt(); // out of its wait for work; a commit under way goes on
    try {
      thread.join(ANSWER_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
