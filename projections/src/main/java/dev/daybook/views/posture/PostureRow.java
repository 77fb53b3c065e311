package dev.daybook.views.posture;

import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.decision.Outcome;
import dev.daybook.mesh.Folded;
import dev.daybook.posture.PostureEvent.PolicyPosture;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.posture.PostureEvent.RulePosture;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one rule says of one product or contract.
 *
 * @param subject the product or contract
 * @param domain folded; empty for a contract without one
 * @param policy the policy's name; {@code rule} is the rule's full name, which begins with it
 * @param status pass, fail, waived or unjudged
 * @param was what it was before; absent where it had not been asked
 * @param version the policy's version that first said so
 * @param cause why it says so, as an event tells it
 * @param causedBy ledger position of what caused it
 * @param floor name of the params document for all domains that alone it is broken by, while those
 *     of its domain keep it
 * @param since the time policies saw
 */
record PostureRow(
    String subject,
    String domain,
    String policy,
    String rule,
    String status,
    @Nullable String was,
    String version,
    List<String> controls,
    String cause,
    @Nullable Long causedBy,
    @Nullable String floor,
    Instant since) {

  static PostureRow of(PostureChanged event, PolicyPosture policy, RulePosture rule, Outcome now) {
    Outcome was = rule.was();
    ParamsUsed floor = policy.floor();
    return new PostureRow(
        event.about().toString(),
        Folded.name(event.about().domainName().orElse("")),
        policy.policy(),
        rule.rule(),
        now.word(),
        was == null ? null : was.word(),
        policy.version(),
        policy.controls(),
        policy.cause().word(),
        policy.causedBy(),
        floor == null || !Boolean.TRUE.equals(rule.byFloor()) ? null : floor.name(),
        event.clock());
  }
}
