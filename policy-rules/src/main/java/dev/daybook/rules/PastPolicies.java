package dev.daybook.rules;

import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * The policies, params, ceilings and waivers as they were in force at positions of the past, read
 * from the ledger. The last few are kept, and each is made from the nearest one before it; what is
 * compiled is shared with the gate that judges now.
 */
public final class PastPolicies {

  /** How many sets of the past are kept. */
  private static final int KEPT = 16;

  /** Entries read at once. */
  private static final int PAGE = 1_000;

  private final Ledger ledger;
  private final CelGate now;
  private final SortedSet<String> types;
  private final Map<Long, PolicySet> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, PolicySet> eldest) {
          return size() > KEPT;
        }
      };

  public PastPolicies(Ledger ledger, CelGate now) {
    this.ledger = ledger;
    this.now = now;
    this.types = ledger.types().changingPolicies();
  }

  /**
   * A gate with the set that decisions cite by this position: that of the event which changed it
   * last, or 0.
   */
  public synchronized CelGate at(long position) {
    CelGate gate = now.beginningWith(nearest(position));
    long from = gate.policies().position() + 1;
    while (from <= position) {
      List<LedgerEntry> page = ledger.entriesOfTypes(types, from, PAGE);
      for (LedgerEntry entry : page) {
        if (entry.position() <= position) {
          gate.apply(entry.position(), entry.event());
        }
      }
      if (page.isEmpty()) {
        break;
      }
      from = page.getLast().position() + 1;
    }
    known.put(position, gate.policies());
    return gate;
  }

  private PolicySet nearest(long position) {
    PolicySet nearest = PolicySet.empty();
    for (PolicySet set : known.values()) {
      nearest = nearer(set, nearest, position);
    }
    return nearer(now.policies(), nearest, position);
  }

  private static PolicySet nearer(PolicySet one, PolicySet other, long position) {
    return one.position() <= position && one.position() > other.position() ? one : other;
  }
}
