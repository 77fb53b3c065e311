package dev.daybook.decision;

import dev.daybook.mesh.SubjectName;
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
 * @param traceSha256 digest of every step taken to come to this: each sub-expression and its value,
 *     in the order of their evaluation; lower-case hex
 * @param ceiling what caps every effect; absent where nothing does
 */
public record Judgement(
    long policyPosition,
    List<PolicyUsed> policies,
    List<RuleOutcome> rules,
    List<Finding> findings,
    String traceSha256,
    @Nullable CeilingUsed ceiling) {

  /**
   * @param sha256 digest of the policy document's bytes, lower-case hex
   * @param params the params document it was judged with; absent where it has its own
   * @param floor the params document for all domains that it was judged with as well, as a floor
   *     for that one; absent where nothing is
   */
  public record PolicyUsed(
      String name,
      String version,
      String sha256,
      @Nullable ParamsUsed params,
      @Nullable ParamsUsed floor) {}

  /**
   * @param sha256 digest of the params document's bytes, lower-case hex
   */
  public record ParamsUsed(String name, String version, String sha256) {}

  /**
   * @param effect what it does, or would do if it did not pass
   * @param uncapped what that would be without the ceiling; absent where that is the same
   */
  public record RuleOutcome(
      String rule, Outcome outcome, Effect effect, @Nullable Effect uncapped) {}

  /** The ceiling over a command: {@code ceiling/sales}, else {@code ceiling/all}. */
  public record CeilingUsed(SubjectName subject, Effect level) {}

  /** The same with each finding where it stands in the document. */
  public Judgement located(UnaryOperator<Finding> place) {
    return new Judgement(
        policyPosition,
        policies,
        rules,
        findings.stream().map(place).toList(),
        traceSha256,
        ceiling);
  }

  /** Whether something denies but for the ceiling, and nothing else does. */
  public boolean wouldDeny() {
    return !denies() && findings.stream().anyMatch(Finding::wouldDeny);
  }

  /** Whether any finding denies. */
  public boolean denies() {
    return findings.stream()
        .anyMatch(f -> f.effect() == Effect.DENY && f.outcome() != Outcome.WAIVED);
  }
}
