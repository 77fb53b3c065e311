package dev.daybook.api;

import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement;
import java.util.List;

/**
 * What a policy that is not in force would say of a command.
 *
 * @param subject what the command is about
 * @param command the command's kind, {@code PublishProduct}
 * @param policy the policy, with the digest of its bytes
 * @param applies whether the policy is about the command at all
 * @param denies whether it would deny it
 * @param wouldDeny whether it would but for the ceiling
 * @param rules each rule's outcome, passes too
 * @param findings the outcomes that are not passes, worst first
 */
record Evaluation(
    String subject,
    String command,
    Judgement.PolicyUsed policy,
    boolean applies,
    boolean denies,
    boolean wouldDeny,
    List<Judgement.RuleOutcome> rules,
    List<Finding> findings) {}
