package dev.daybook.rules;

import dev.cel.common.ast.CelExpr;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Place;
import dev.daybook.rules.PolicyDocument.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a policy its cases look at: the parts of its expressions that had a value in some case,
 * and the rules that some case saw kept and some case saw broken.
 */
final class Coverage implements Witness, Traces {

  private final Map<Expression, Trace> traces = new HashMap<>();
  private final Map<String, Set<Outcome>> answers = new HashMap<>();

  @Override
  public Traces judging(CompiledPolicy policy, Binding.Chosen.Values params) {
    return this;
  }

  /** Where every evaluation of an expression leaves its values; those of before stay. */
  @Override
  public Trace of(Expression expression) {
    return traces.computeIfAbsent(expression, Expression::traceOfAll);
  }

  @Override
  public Traces inMessages() {
    return this;
  }

  void answered(String rule, Outcome outcome) {
    answers.computeIfAbsent(rule, _ -> EnumSet.noneOf(Outcome.class)).add(outcome);
  }

  PolicyTests.Covered covered(CompiledPolicy policy) {
    List<PolicyTests.Unseen> unseen = new ArrayList<>();
    int parts = 0;
    for (CompiledPolicy.Written written : policy.written()) {
      List<CelExpr> all = written.expression().parts();
      Trace trace = of(written.expression());
      parts += all.size();
      for (CelExpr part : all) {
        if (trace.value(part.id()).isEmpty()) {
          unseen.add(unseen(written, part));
        }
      }
    }
    for (CompiledPolicy.Rule rule : policy.rules()) {
      Set<Outcome> seen = answers.getOrDefault(rule.name(), Set.of());
      parts += 2;
      if (!seen.contains(Outcome.PASS)) {
        unseen.add(never("kept", rule));
      }
      if (!seen.contains(Outcome.FAIL)) {
        unseen.add(never("broken", rule));
      }
    }
    return new PolicyTests.Covered(parts, unseen);
  }

  private static PolicyTests.Unseen unseen(CompiledPolicy.Written written, CelExpr part) {
    Place place = written.expression().place(part, written.source().scalar());
    return new PolicyTests.Unseen(
        "no case looks at `%s`"
            .formatted(Rendered.cut(written.expression().text(part), Bounds.TEXT)),
        place.line(),
        place.column());
  }

  private static PolicyTests.Unseen never(String how, CompiledPolicy.Rule rule) {
    Source source = rule.validation().expression();
    Place place = source.scalar().place();
    return new PolicyTests.Unseen(
        "`%s` is %s in no case".formatted(rule.validation().name(), how),
        place.line(),
        place.column());
  }
}
