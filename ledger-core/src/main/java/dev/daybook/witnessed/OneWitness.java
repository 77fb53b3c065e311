package dev.daybook.witnessed;

import dev.daybook.seal.AddCheckpoint;
import dev.daybook.seal.NoteSignature;
import dev.daybook.seal.TlogPolicy.Quorum;
import dev.daybook.sealer.Seal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one witness the latest checkpoint it was offered, on a thread of its own: however slow it
 * is and whatever it answers, nobody else waits. After a failure it waits twice as long as before,
 * and what came meanwhile replaces what failed.
 */
final class OneWitness implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OneWitness.class);

  /** Sizes one checkpoint is tried from before the witness is given a rest. */
  private static final int MOST_SIZES = 3;

  private final Quorum.Witness witness;
  private final Seal seal;
  private final ToLongFunction<Quorum.Witness> last;
  private final Kept kept;
  private final Patience patience;
  private final WitnessClient client;
  private final Thread thread;

  private volatile @Nullable Target offered;
  private volatile State state;
  private volatile boolean closed;
  private @Nullable Target done;
  private long known = -1;
  private int failures;
  private final AtomicLong failedTries = new AtomicLong();
  private long notBefore = System.nanoTime();

  /** Keeps what a witness cosigned. */
  @FunctionalInterface
  interface Kept {
    void keep(Target target, NoteSignature cosignature);
  }

  /**
   * How a witness does.
   *
   * @param size entries in the last checkpoint it cosigned, as far as is known here
   * @param failure why the last try gave no cosignature, behind the witness's name
   * @param contradicts whether it says that it knows another history than this ledger's
   */
  record State(Quorum.Witness witness, long size, Optional<String> failure, boolean contradicts) {}

  /**
   * @param last tells the size of the last checkpoint a witness cosigned, 0 for none
   */
  OneWitness(
      Quorum.Witness witness,
      URI prefix,
      Seal seal,
      ToLongFunction<Quorum.Witness> last,
      Kept kept,
      Patience patience) {
    this.witness = witness;
    this.seal = seal;
    this.last = last;
    this.kept = kept;
    this.patience = patience;
    this.client = new WitnessClient(witness.key(), prefix, patience.answer());
    this.state = new State(witness, 0, Optional.empty(), false);
    this.thread =
        Thread.ofPlatform().daemon().name("daybook-witness-" + witness.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Offers a checkpoint in place of the one before; null to leave the witness alone. */
  void offer(@Nullable Target target) {
    offered = target;
    LockSupport.unpark(thread);
  }

  /** How many tries gave no cosignature since this node started. */
  long failedTries() {
    return failedTries.get();
  }

  State state() {
    return state;
  }

  private void run() {
    while (!closed) {
      Target target = offered;
      long wait = notBefore - System.nanoTime();
      if (target == null || target == done) {
        LockSupport.park(this);
      } else if (wait > 0) {
        LockSupport.parkNanos(this, wait);
      } else {
        try {
          ask(target);
        } catch (InterruptedException _) {
          return;
        } catch (RuntimeException e) {
          failed("is not asked: " + e.getMessage(), false);
        }
      }
      if (Thread.interrupted()) {
        return;
      }
    }
  }

  private void ask(Target target) throws InterruptedException {
    if (known < 0) {
      known = last.applyAsLong(witness);
    }
    for (int sizes = 0; sizes < MOST_SIZES; sizes++) {
      long old = Math.min(known, target.size());
      switch (client.ask(request(old, target))) {
        case WitnessClient.Reply.Cosigned(var cosignature) -> {
          kept.keep(target, cosignature);
          known = target.size();
          succeeded(target);
          return;
        }
        case WitnessClient.Reply.OtherSize(long size) when size > target.size() -> {
          isAhead(target, size);
          return;
        }
        case WitnessClient.Reply.OtherSize(long size) when size == old -> {
          if (size == target.size()) {
            failed("holds another tree of the first %d entries".formatted(size), true);
          } else {
            failed("names the size it was asked from, and refuses it", false);
          }
          return;
        }
        case WitnessClient.Reply.OtherSize(long size) -> known = size;
        case WitnessClient.Reply.NotConsistent() -> {
          failed("holds %d entries with which this ledger does not begin".formatted(old), true);
          return;
        }
        case WitnessClient.Reply.Failed(String why) -> {
          failed(why, false);
          return;
        }
      }
    }
    failed("names one size after another", false);
  }

  private AddCheckpoint request(long old, Target target) {
    return new AddCheckpoint(
        old, old == 0 ? List.of() : seal.consistency(old, target.size()).path(), target.signed());
  }

  /** It cosigned more than it was asked to: by another node of ours, or of another ledger. */
  private void isAhead(Target target, long size) {
    long sealed = seal.size();
    if (size > sealed) {
      failed(
          "cosigned %d entries of this ledger, of which %d are sealed here".formatted(size, sealed),
          true);
    } else {
      known = size;
      done = target;
    }
  }

  private void succeeded(Target target) {
    if (state.failure().isPresent()) {
      LOG.info("the witness `{}` cosigns again", witness.name());
    }
    state = new State(witness, target.size(), Optional.empty(), false);
    failures = 0;
    done = target;
  }

  private void failed(String why, boolean contradicts) {
    State before = state;
    if (closed) {
      return;
    }
    failedTries.incrementAndGet();
    if (contradicts && !before.contradicts()) {
      LOG.error("the witness `{}` {}: it knows another history", witness.name(), why);
    } else if (before.failure().isEmpty()) {
      LOG.warn("the witness `{}` {}", witness.name(), why);
    }
    state = new State(witness, before.size(), Optional.of(why), contradicts);
    Duration wait = patience.first().multipliedBy(1L << Math.min(failures++, 20));
    wait = wait.compareTo(patience.longest()) > 0 ? patience.longest() : wait;
    notBefore = System.nanoTime() + wait.toNanos();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    client.close();
  }
}
