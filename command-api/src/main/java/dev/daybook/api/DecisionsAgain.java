package dev.daybook.api;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.FrozenFacts;
import dev.daybook.rules.PastPolicies;
import dev.daybook.rules.Retrial;
import dev.daybook.rules.ToldRule;
import dev.daybook.store.Kept;
import dev.daybook.store.Ledger;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges decisions of this ledger again, as far as it holds what that takes. */
@Singleton
final class DecisionsAgain {

  private final Ledger ledger;
  private final PastPolicies policies;

  DecisionsAgain(Ledger ledger, CelGate gate) {
    this.ledger = ledger;
    this.policies = new PastPolicies(ledger, gate);
  }

  /**
   * What came of it.
   *
   * @param inexact why the values may not be those it was decided by; absent where they are
   * @param engine what judged; absent where nothing could
   * @param traceSha256 the digest of the steps; absent where there were none
   */
  record Judged(
      @Nullable String inexact,
      @Nullable String engine,
      @Nullable String traceSha256,
      List<ToldRule> rules,
      List<String> leftOut) {}

  /** The rules that did not pass, worst first: those that are told unasked. */
  static List<String> notPassed(DecisionRecorded decision) {
    return decision.findings().stream().map(Finding::rule).distinct().toList();
  }

  /** Judges a decision again and tells these rules of it. */
  Judged judged(DecisionRecorded decision, List<String> rules) {
    Kept kept = ledger.kept(decision.factsSha256());
    Optional<Facts> facts =
        kept.readable()
            .flatMap(bytes -> FrozenFacts.read(bytes, decision.factsSha256(), decision.command()));
    if (facts.isEmpty()) {
      return new Judged(
          kept instanceof Kept.Erased
              ? "its facts named a person who was erased since, so it is not recomputable: only what"
                  + " was recorded is told"
              : "its facts are not in the ledger, or are none that this version reads: only what was"
                  + " recorded is told",
          null,
          null,
          rules.stream().map(rule -> Retrial.recorded(decision, rule)).toList(),
          List.of());
    }
    Retrial.Told told =
        Retrial.tell(policies.at(decision.policyPosition()), decision, facts.get(), rules);
    return new Judged(
        told.exact() ? null : inexact(decision, told),
        told.engine(),
        told.traceSha256(),
        told.rules(),
        told.leftOut());
  }

  private static String inexact(DecisionRecorded decision, Retrial.Told told) {
    return decision.engine().equals(told.engine())
        ? "judged again it takes other steps than were recorded: the values are those of now"
        : "it was decided by `%s` and is judged again by `%s`, which takes other steps: the values are those of now"
            .formatted(decision.engine(), told.engine());
  }
}
