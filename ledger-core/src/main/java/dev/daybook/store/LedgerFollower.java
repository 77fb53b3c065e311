package dev.daybook.store;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps something in memory in step with the ledger: hands it every entry of the given types, from
 * the first, in order, one at a time, on one thread; then those to come.
 */
public final class LedgerFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerFollower.class);

  private static final int PAGE = 1000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Ledger ledger;
  private final Set<String> types;
  private final Consumer<LedgerEntry> apply;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Thread thread;
  private final Subscription subscription;
  private volatile long position;
  private volatile boolean closed;

  private LedgerFollower(
      Ledger ledger, String name, Set<String> types, Consumer<LedgerEntry> apply) {
    this.ledger = ledger;
    this.types = Set.copyOf(types);
    this.apply = apply;
    this.thread =
        Thread.ofPlatform().daemon().name("daybook-follow-" + name).unstarted(this::follow);
    this.subscription = ledger.onAppended(this::told);
  }

  /**
   * Follows {@code ledger} from its first entry.
   *
   * @param name for the thread
   * @param types wire names; nothing else reaches {@code apply}
   * @param apply must not throw: an entry it fails on is tried again until it succeeds
   */
  public static LedgerFollower start(
      Ledger ledger, String name, Set<String> types, Consumer<LedgerEntry> apply) {
    LedgerFollower follower = new LedgerFollower(ledger, name, types, apply);
    follower.thread.start();
    return follower;
  }

  /** The position up to which every entry of its types has been applied. */
  public long position() {
    return position;
  }

  /** Waits until {@link #position()} is {@code wanted} at least; false when that took too long. */
  public boolean await(long wanted, Duration within) throws InterruptedException {
    if (position >= wanted || passes(wanted)) {
      return true;
    }
    LockSupport.unpark(thread);
    lock.lockInterruptibly();
    try {
      long left = within.toNanos();
      while (position < wanted) {
        if (left <= 0 || closed) {
          return false;
        }
        left = moved.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void told(long head) {
    if (!passes(head)) {
      LockSupport.unpark(thread);
    }
  }

  /** Goes on to {@code head} if it is known that nothing up to there is of the types. */
  private boolean passes(long head) {
    if (!ledger.surelyHasNoneOf(types, position, head)) {
      return false;
    }
    reached(head);
    return true;
  }

  private void follow() {
    while (!closed) {
      try {
        if (!catchUp() && !closed) {
          LockSupport.parkNanos(LONGEST_WAIT.toNanos());
        }
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.error("{} stands still at position {}", thread.getName(), position, e);
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private boolean catchUp() {
    long head = ledger.knownPosition();
    if (head <= position) {
      return false;
    }
    EntryPage page = ledger.entriesOfTypes(types, position + 1, head, PAGE);
    for (LedgerEntry entry : page.entries()) {
      apply.accept(entry);
      reached(entry.position());
    }
    if (page.entries().size() < PAGE && !page.isCut()) {
      reached(head);
    }
    return true;
  }

  private void reached(long now) {
    lock.lock();
    try {
      position = Math.max(position, now);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    subscription.close();
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
