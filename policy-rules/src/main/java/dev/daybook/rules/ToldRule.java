package dev.daybook.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.decision.Judgement.PolicyUsed;
import dev.daybook.decision.Judgement.RuleOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a decision with all that it was made of.
 *
 * @param policy its policy; absent for what is built in
 * @param params the document of the values it is told of: of a domain's own and a floor's those by
 *     which it failed; absent where the policy has its own
 * @param outcome how it came out; absent for what is built in
 * @param finding what was recorded of it; absent where it passed
 * @param expressions the rule itself, then the conditions and variables of its policy that it was
 *     asked under and is made of; empty where nothing was evaluated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ToldRule(
    String rule,
    @Nullable PolicyUsed policy,
    @Nullable ParamsUsed params,
    @Nullable RuleOutcome outcome,
    @Nullable Finding finding,
    List<ToldExpression> expressions) {

  public ToldRule {
    expressions = List.copyOf(expressions);
  }

  /** The same with another finding, or the same one in another language. */
  public ToldRule with(@Nullable Finding other) {
    return new ToldRule(rule, policy, params, outcome, other, expressions);
  }
}
