package dev.daybook.hindsight;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Facts;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.FrozenFacts;
import dev.daybook.rules.KeptFacts;
import dev.daybook.rules.PastPolicies;
import dev.daybook.rules.PolicySet;
import dev.daybook.seal.Sha256;
import dev.daybook.store.EntryScan;
import dev.daybook.store.Kept;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerBroken;
import dev.daybook.store.LedgerEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The decisions of a ledger in their order, each with its facts and the policies of then, for who
 * judges them again.
 *
 * <p>One thread walks the ledger and keeps the policies in force as they change on the way, so that
 * each set of them is made once; others read the facts, a few hundred at once, and judge. What they
 * come to is taken in the ledger's order. Any number of decisions takes the memory of a few
 * hundred.
 */
public final class PastDecisions {

  /** Entries that are read together, and bytes after which there are no more of them. */
  private static final int BATCH = 256;

  private static final long BATCH_BYTES = 2 << 20;

  private static final String DECISION = "decision.recorded";

  private final Ledger ledger;
  private final CelGate gate;
  private final PastPolicies policies;

  /**
   * @param gate what is compiled is shared with it
   */
  public PastDecisions(Ledger ledger, CelGate gate) {
    this.ledger = ledger;
    this.gate = gate;
    this.policies = new PastPolicies(ledger, gate.patient());
  }

  /** What judges them again. */
  public String engine() {
    return gate.engine();
  }

  /** The policies, params, ceilings and waivers in force once a position was recorded. */
  public PolicySet inForceAt(long position) {
    return policies.at(position).policies();
  }

  /** What is done with some decisions that follow each other; by several threads at once. */
  public interface Work<T> extends Function<List<PastDecision>, T> {}

  /** Takes what was done, in order, on the thread that asked. */
  public interface Taking<T> {

    /**
     * @param through the position up to which everything was looked at
     */
    void take(T done, long through);
  }

  /** An entry with the policies in force where it stands. */
  private record Placed(LedgerEntry entry, CelGate gate) {}

  /** Entries that follow each other. */
  private record Batch(List<Placed> decisions, long through) {}

  /** What was done with a batch. */
  private record Done<T>(T what, long through) {}

  /**
   * Goes through a stretch.
   *
   * @param atMost no more of it is read after this time, which what is read then may outlast
   * @return the last position that was looked at
   * @throws LedgerBroken when an entry that changed the policies in force cannot be read
   */
  public <T> long through(
      Stretch stretch, Concerning concerning, Duration atMost, Work<T> work, Taking<T> taking) {
    if (stretch.positions() == 0) {
      return stretch.last();
    }
    long until = System.nanoTime() + atMost.toNanos();
    long[] through = {stretch.first() - 1};
    try (Batches batches = new Batches(stretch);
        InOrder<Done<T>> others = new InOrder<>()) {
      boolean more = true;
      while (true) {
        while (more && !others.isFull()) {
          Batch batch = batches.next();
          others.ask(
              () -> new Done<>(work.apply(thawed(batch.decisions(), concerning)), batch.through()));
          more = batch.through() < stretch.last() && System.nanoTime() - until < 0;
        }
        if (others.isEmpty()) {
          return through[0];
        }
        Done<T> done = others.take();
        through[0] = done.through();
        taking.take(done.what(), done.through());
      }
    }
  }

  /** The ledger's entries from end to end, and the policies in force on the way. */
  private final class Batches implements AutoCloseable {

    private final long last;
    private final EntryScan entries;
    private final CelGate rolling;
    private CelGate gate;

    Batches(Stretch stretch) {
      this.last = stretch.last();
      this.rolling = policies.at(stretch.first() - 1);
      this.gate = rolling.beginningWith(rolling.policies());
      Set<String> types = new HashSet<>(ledger.types().changingPolicies());
      types.add(DECISION);
      this.entries = ledger.scan(types, stretch.first(), last);
    }

    Batch next() {
      List<LedgerEntry> read = entries.next(BATCH, BATCH_BYTES);
      List<Placed> decisions = new ArrayList<>(read.size());
      for (LedgerEntry entry : read) {
        if (entry.type().equals(DECISION)) {
          decisions.add(new Placed(entry, gate));
        } else {
          follow(entry);
        }
      }
      return new Batch(decisions, read.isEmpty() ? last : read.getLast().position());
    }

    private void follow(LedgerEntry entry) {
      try {
        rolling.apply(entry.position(), entry.event());
      } catch (IllegalStateException | IllegalArgumentException e) {
        throw new LedgerBroken(
            "position %d changed the policies in force and cannot be read any more: %s"
                .formatted(entry.position(), e.getMessage()));
      }
      gate = rolling.beginningWith(rolling.policies());
    }

    @Override
    public void close() {
      entries.close();
    }
  }

  private List<PastDecision> thawed(List<Placed> placed, Concerning concerning) {
    List<PastDecision> decisions = new ArrayList<>(placed.size());
    List<Judged> judged = new ArrayList<>(placed.size());
    for (Placed each : placed) {
      try {
        if (each.entry().event() instanceof DecisionRecorded decision
            && concerning.means(decision)) {
          judged.add(new Judged(each, decision));
        }
      } catch (IllegalStateException | IllegalArgumentException e) {
        decisions.add(
            new PastDecision.Unfounded(
                each.entry().position(), null, "it cannot be read any more: " + e.getMessage()));
      }
    }
    KeptFacts facts = KeptFacts.of(ledger, judged.stream().map(Judged::decision).toList());
    for (Judged each : judged) {
      decisions.add(thawed(each, facts));
    }
    decisions.sort(Comparator.comparingLong(PastDecision::position));
    return decisions;
  }

  private record Judged(Placed placed, DecisionRecorded decision) {}

  private PastDecision thawed(Judged judged, KeptFacts known) {
    DecisionRecorded decision = judged.decision();
    long position = judged.placed().entry().position();
    Kept kept;
    try {
      kept = known.of(decision);
    } catch (IllegalArgumentException | IllegalStateException _) {
      return new PastDecision.Unfounded(
          position, decision, "what is kept as its facts was changed: it does not open");
    }
    if (kept instanceof Kept.Erased) {
      return new PastDecision.Erased(position, decision);
    }
    Optional<byte[]> bytes = kept.readable();
    if (bytes.isEmpty()) {
      return new PastDecision.Unfounded(position, decision, "its facts are not in the ledger");
    }
    Optional<Facts> facts =
        FrozenFacts.read(bytes.get(), decision.factsSha256(), decision.command());
    if (facts.isEmpty()) {
      return new PastDecision.Unfounded(
          position,
          decision,
          Sha256.hex(bytes.get()).equals(decision.factsSha256())
              ? "its facts are none that this version reads"
              : "what is kept as its facts was changed: it has another digest");
    }
    CelGate gate = judged.placed().gate();
    long inForce = gate.policies().position();
    return new PastDecision.Judgeable(
        position,
        decision,
        facts.get(),
        decision.policyPosition() == inForce ? gate : policies.at(decision.policyPosition()),
        inForce);
  }
}
