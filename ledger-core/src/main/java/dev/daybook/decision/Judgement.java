package dev.daybook.decision;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the policies in force say of one command.
 *
 * @param policyPosition the ledger position as of which the policy set was read: nothing that
 *     changes policies may stand between it and the decision
 * @param policies every policy that was asked, with the digest of its bytes
 * @param rules each rule's outcome, passes too
 * @param findings the outcomes that are not passes, worst first
 */
public record Judgement(
    long policyPosition,
    List<PolicyUsed> policies,
    List<RuleOutcome> rules,
    List<Finding> findings) {

  /**
   * @param sha256 digest of the policy document's bytes, lower-case hex
   * @param params the params document it was judged with; absent where it has its own
   */
  public record PolicyUsed(
      String name, String version, String sha256, @Nullable ParamsUsed params) {}

  /**
   * @param sha256 digest of the params document's bytes, lower-case hex
   */
  public record ParamsUsed(String name, String version, String sha256) {}

  public record RuleOutcome(String rule, Outcome outcome, Effect effect) {}

  /** The same with each finding where it stands in the document. */
  public Judgement located(UnaryOperator<Finding> place) {
    return new Judgement(policyPosition, policies, rules, findings.stream().map(place).toList());
  }

  /** Whether any finding denies. */
  public boolean denies() {
    return findings.stream()
        .anyMatch(f -> f.effect() == Effect.DENY && f.outcome() != Outcome.WAIVED);
  }
}
