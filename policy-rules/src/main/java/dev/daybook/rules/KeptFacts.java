package dev.daybook.rules;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.store.Kept;
import dev.daybook.store.Ledger;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** What a ledger keeps as the facts of many decisions, read at once where they are small. */
public final class KeptFacts {

  private final Ledger ledger;
  private final Map<String, Kept> small;

  private KeptFacts(Ledger ledger, Map<String, Kept> small) {
    this.ledger = ledger;
    this.small = small;
  }

  /**
   * Reads those of these.
   *
   * @param decisions at most 1,000
   */
  public static KeptFacts of(Ledger ledger, Collection<DecisionRecorded> decisions) {
    try {
      return new KeptFacts(
          ledger,
          ledger.kept(
              decisions.stream().map(DecisionRecorded::factsSha256).collect(Collectors.toSet())));
    } catch (IllegalArgumentException | IllegalStateException _) {
      // one of them was changed; which, is told where each is asked for by itself
      return new KeptFacts(ledger, Map.of());
    }
  }

  /**
   * What is kept as the facts of one of these.
   *
   * @throws IllegalStateException when it was changed, so that it does not open
   * @throws IllegalArgumentException likewise
   */
  public Kept of(DecisionRecorded decision) {
    Kept kept = small.get(decision.factsSha256());
    return kept == null ? ledger.kept(decision.factsSha256()) : kept;
  }
}
