package dev.daybook.witnessed;

import dev.daybook.seal.NoteSignature;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TlogPolicy;
import dev.daybook.seal.VerifierKey;
import dev.daybook.sealer.Seal;
import dev.daybook.store.Ledger;
import dev.daybook.store.Turn;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the latest checkpoint witnessed, over and over. All witnesses are offered the same checkpoint
 * and the next one only once enough have cosigned it, or too much time has passed: cosignatures of
 * different checkpoints never add up. Nothing here is waited for by who seals, and one node of
 * several does it.
 */
public final class Witnesses implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);

  /** How long to wait before looking again whether another node still does it. */
  private static final Duration OTHERS = Duration.ofSeconds(5);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final Seal seal;
  private final @Nullable TlogPolicy policy;
  private final Patience patience;
  private final Clock clock;
  private final Cosignatures cosignatures;
  private final List<OneWitness> witnesses;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean asking;

  private Witnesses(
      Ledger ledger, Seal seal, @Nullable TlogPolicy policy, Patience patience, Clock clock) {
    this.ledger = ledger;
    this.seal = seal;
    this.policy = policy;
    this.patience = patience;
    this.clock = clock;
    this.cosignatures = new Cosignatures(ledger.dataSource());
    this.witnesses =
        policy == null ? List.of() : policy.witnesses().stream().map(this::witness).toList();
    this.thread = Thread.ofPlatform().daemon().name("daybook-witnesses").unstarted(this::run);
  }

  private OneWitness witness(TlogPolicy.Quorum.Witness witness) {
    return new OneWitness(
        witness,
        URI.create(Objects.requireNonNull(witness.url(), "settings ask for it")),
        seal,
        asked -> cosignatures.last(asked.key()),
        this::keep,
        patience);
  }

  /**
   * Begins to ask the witnesses of a policy, each of which has an address; nobody without one.
   *
   * @param policy who is asked, and when there are enough
   */
  public static Witnesses start(
      Ledger ledger, Seal seal, @Nullable TlogPolicy policy, Clock clock) {
    return start(ledger, seal, policy, Patience.USUAL, clock);
  }

  static Witnesses start(
      Ledger ledger, Seal seal, @Nullable TlogPolicy policy, Patience patience, Clock clock) {
    Witnesses witnesses = new Witnesses(ledger, seal, policy, patience, clock);
    if (policy != null) {
      witnesses.witnesses.forEach(OneWitness::start);
      witnesses.thread.start();
    }
    return witnesses;
  }

  /**
   * How one witness does.
   *
   * @param name the policy's own
   * @param size entries in the last checkpoint it cosigned since this node asks
   * @param failure why there is no cosignature of the latest, to be read behind its name
   * @param contradicts whether it says that it knows another history than this ledger's
   */
  public record Standing(String name, long size, Optional<String> failure, boolean contradicts) {}

  /** How the witnesses do, in the order of the policy; nothing is known where another node asks. */
  public List<Standing> standings() {
    return witnesses.stream()
        .map(OneWitness::state)
        .map(
            state ->
                new Standing(
                    state.witness().name(), state.size(), state.failure(), state.contradicts()))
        .toList();
  }

  /** How many tries gave no cosignature since this node started, by the policy's names. */
  public Map<String, Long> failedTries() {
    Map<String, Long> tries = new LinkedHashMap<>();
    witnesses.forEach(each -> tries.put(each.state().witness().name(), each.failedTries()));
    return tries;
  }

  /** Whether this node asks the witnesses; else another one does, or there are none. */
  public boolean isAsking() {
    return asking;
  }

  /**
   * Whether so many witnesses know another history that the others are not enough: then this is not
   * the ledger its witnesses saw, as the policy itself understands it.
   */
  public boolean isContradicted() {
    if (policy == null) {
      return false;
    }
    List<OneWitness.State> states = witnesses.stream().map(OneWitness::state).toList();
    List<VerifierKey> others =
        states.stream()
            .filter(state -> !state.contradicts())
            .map(state -> state.witness().key())
            .toList();
    return others.size() < states.size() && !policy.isReachedBy(others);
  }

  private void run() {
    boolean complained = false;
    while (!closed) {
      try {
        Optional<Turn> turn = ledger.turn("witnesses");
        if (turn.isEmpty()) {
          Thread.sleep(OTHERS);
          continue;
        }
        try (Turn mine = turn.get()) {
          asking = true;
          rounds(mine, Objects.requireNonNull(policy));
        } finally {
          asking = false;
          witnesses.forEach(witness -> witness.offer(null));
        }
        complained = false;
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException e) {
        if (!closed && !complained) {
          LOG.warn("witnesses are not asked: {}", e.getMessage());
          complained = true;
        }
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
      }
    }
  }

  private void rounds(Turn turn, TlogPolicy asked) throws InterruptedException {
    @Nullable Target target = null;
    long begun = 0;
    while (!closed && turn.isHeld()) {
      if (!seal.awaitMore(target == null ? 0 : target.size(), LOOK_EVERY)) {
        continue;
      }
      if (target != null) {
        awaitReached(target, begun);
      }
      Optional<byte[]> note = seal.checkpoint();
      if (note.isPresent()) {
        Target next =
            new Target(
                asked,
                SignedNote.parse(note.get()),
                seal.keyHistory().stream().flatMap(each -> each.keys().stream()).toList());
        if (next.isReached()) {
          cosignatures.reached(next.size(), clock.instant());
        }
        begun = System.nanoTime();
        witnesses.forEach(witness -> witness.offer(next));
        target = next;
      }
    }
  }

  /** Until it is witnessed, or its time is over; and for the shortest time between two. */
  private void awaitReached(Target target, long begun) throws InterruptedException {
    while (!closed) {
      long gone = System.nanoTime() - begun;
      long left =
          (target.isReached() ? patience.every().toNanos() : patience.round().toNanos()) - gone;
      if (left <= 0) {
        return;
      }
      LockSupport.parkNanos(this, left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private void keep(Target target, NoteSignature cosignature) {
    cosignatures.keep(target.size(), cosignature, clock.instant());
    target.add(cosignature);
    if (target.isReached()) {
      cosignatures.reached(target.size(), clock.instant());
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    witnesses.forEach(OneWitness::close);
    try {
      thread.join(patience.answer().toMillis());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
