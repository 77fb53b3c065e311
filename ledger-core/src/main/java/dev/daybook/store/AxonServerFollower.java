package dev.daybook.store;

import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies Axon Server's events into the ledger, in their order, each append whole: the event of
 * index n gets position n + 1, its recorded time and its leaf. One node does it for all.
 *
 * <p>The ledger's head says where to go on, so nothing else is kept, and a node may die at any
 * point. Two nodes that both believe it is their turn do no harm: the appender refuses an event
 * whose stream is past it.
 */
final class AxonServerFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AxonServerFollower.class);

  /** Events copied in one commit, but for an append that is larger. */
  private static final int ENTRIES = 1_024;

  /** Bytes after which a commit is full. */
  private static final int BYTES = 4 << 20;

  private static final Duration QUIET = Duration.ofMillis(500);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

  private final AxonServer server;
  private final Appender appender;
  private final EntryReader reader;
  private final EntryForm form;
  private final String origin;
  private final Supplier<Optional<Turn>> turns;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable String stopped;
  private @Nullable String complaint;

  AxonServerFollower(
      AxonServer server,
      Appender appender,
      EntryReader reader,
      EntryForm form,
      String origin,
      Supplier<Optional<Turn>> turns) {
    this.server = server;
    this.appender = appender;
    this.reader = reader;
    this.form = form;
    this.origin = origin;
    this.turns = turns;
    this.thread =
        Thread.ofPlatform().daemon().name("daybook-follow-axon-server").unstarted(this::run);
  }

  /** What is followed. */
  AxonServerSettings settings() {
    return server.settings();
  }

  void start() {
    thread.start();
  }

  /** Why the ledger follows no further, if so: what is in Axon Server cannot be its next entry. */
  Optional<String> stopped() {
    return Optional.ofNullable(stopped);
  }

  /**
   * Sees that the ledger and Axon Server hold the same history so far.
   *
   * @throws StartRefused when they do not
   */
  void requireSameHistory() {
    long followed = reader.head().position();
    long there = server.size();
    if (there < followed) {
      throw new StartRefused(
          "the ledger has %d entries and Axon Server at %s only %d events: it is another, an older copy, or lost what it had not written to its disk; put the right one in place"
              .formatted(followed, server.settings(), there));
    }
    if (followed == 0) {
      return;
    }
    LedgerEntry last = reader.entries(followed, 1).entries().getFirst();
    Optional<EventWithToken> copied = server.at(followed - 1);
    String seen = copied.map(event -> event.getEvent().getMessageIdentifier()).orElse("none");
    if (!seen.equals(last.eventId().toString())) {
      throw new StartRefused(
          "position %d of the ledger is event %s and Axon Server at %s has %s in its place: it is another; put the right one in place"
              .formatted(followed, last.eventId(), server.settings(), seen));
    }
  }

  private void run() {
    while (!closed && stopped == null) {
      try (Turn turn = turns.get().orElse(null)) {
        if (turn == null) {
          LockSupport.parkNanos(QUIET.toNanos());
        } else {
          follow(turn);
        }
      } catch (LedgerBroken | IllegalArgumentException e) {
        stop(e);
      } catch (StoreUnavailable e) {
        complain(e);
        LockSupport.parkNanos(QUIET.toNanos());
      } catch (InterruptedException _) {
        return; // closed
      } catch (RuntimeException e) {
        LOG.error("following Axon Server failed; trying again", e);
        LockSupport.parkNanos(QUIET.toNanos());
      }
    }
  }

  private void follow(Turn turn) throws InterruptedException {
    long next = reader.head().position();
    long asked = System.nanoTime();
    try (EventStream events = server.follow(next)) {
      while (!closed && !events.isClosed()) {
        if (System.nanoTime() - asked > ASK_AGAIN.toNanos()) {
          if (!turn.isHeld()) {
            return;
          }
          asked = System.nanoTime();
        }
        @Nullable EventWithToken first =
            events.nextIfAvailable(QUIET.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          List<Proposal.Raw> appends = whole(first, next, events);
          if (!copy(appends, next)) {
            return; // another node was here
          }
          next += appends.size();
          complaint = null;
        }
      }
      events.getError().ifPresent(e -> complain(new StoreUnavailable(e.toString(), e)));
    }
  }

  /** As many whole appends as are there and fit, one at least. */
  private List<Proposal.Raw> whole(EventWithToken first, long next, EventStream events)
      throws InterruptedException {
    List<Proposal.Raw> raws = new ArrayList<>();
    long bytes = 0;
    @Nullable EventWithToken event = first;
    while (event != null) {
      if (event.getToken() != next + raws.size()) {
        throw new LedgerBroken(
            "Axon Server gave out index %d where %d was due; a ledger needs a context without gaps"
                .formatted(event.getToken(), next + raws.size()));
      }
      AxonServerForm.Copied copied = AxonServerForm.read(origin, form.types(), event.getEvent());
      raws.add(copied.raw());
      bytes += copied.raw().payload().length + copied.raw().metadata().length;
      if (copied.following() > 0) {
        event = events.nextIfAvailable(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
          throw new StoreUnavailable(
              "Axon Server gave out only a part of an append, %d events of it are missing"
                  .formatted(copied.following()));
        }
      } else {
        event = raws.size() < ENTRIES && bytes < BYTES ? events.nextIfAvailable() : null;
      }
    }
    return raws;
  }

  /** False where these have their places already. */
  private boolean copy(List<Proposal.Raw> raws, long next) {
    Receipt receipt;
    try {
      receipt = appender.append(Proposal.made(origin, form, raws));
    } catch (ConcurrencyException | DecisionExists e) {
      long head = reader.head().position();
      if (head > next) {
        return false;
      }
      throw new LedgerBroken(
          "Axon Server's index %d cannot become position %d: %s"
              .formatted(next, next + 1, e.getMessage()));
    }
    if (receipt.first() != next + 1) {
      throw new LedgerBroken(
          "Axon Server's index %d became position %d; somebody else writes to this ledger"
              .formatted(next, receipt.first()));
    }
    return true;
  }

  private void stop(RuntimeException e) {
    LOG.error("the ledger follows Axon Server no further: {}", e.getMessage());
    stopped = "the ledger follows Axon Server no further: " + e.getMessage();
  }

  private void complain(StoreUnavailable e) {
    String what = String.valueOf(e.getMessage());
    if (!what.equals(complaint)) {
      complaint = what;
      LOG.warn("not following Axon Server for now: {}", what);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    if (thread.isAlive()) {
      try {
        thread.join(5000);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
