package dev.daybook.rules;

import dev.daybook.document.Place;
import dev.daybook.rules.PolicyDocument.NamedExpression;
import dev.daybook.rules.PolicyDocument.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells what a rule, its policy's conditions and the variables it is made of came to. */
final class Telling {

  private final Seen.Judged judged;
  private final List<ToldExpression> told = new ArrayList<>();
  private int left;

  /**
   * @param most how many parts are told of all together
   */
  Telling(Seen.Judged judged, int most) {
    this.judged = judged;
    this.left = most;
  }

  /** The rule itself first; nothing where it was not asked. */
  List<ToldExpression> of(String rule) {
    CompiledPolicy policy = judged.policy();
    Set<String> made = new HashSet<>();
    for (CompiledPolicy.Rule each : policy.rules()) {
      if (each.name().equals(rule)) {
        tell(ToldExpression.Kind.RULE, rule, each.expression(), each.validation().expression());
        names(each.expression(), made);
      }
    }
    List<NamedExpression> conditions = policy.document().matchConditions();
    for (int i = 0; i < policy.conditions().size(); i++) {
      CompiledPolicy.Named condition = policy.conditions().get(i);
      tell(
          ToldExpression.Kind.CONDITION,
          condition.name(),
          condition.expression(),
          conditions.get(i).expression());
      names(condition.expression(), made);
    }
    for (NamedExpression variable : policy.document().variables()) {
      String name = "variables." + variable.name();
      Expression expression = policy.variables().get(name);
      if (expression != null && made.contains(name)) {
        tell(ToldExpression.Kind.VARIABLE, name, expression, variable.expression());
      }
    }
    return told;
  }

  private void tell(ToldExpression.Kind kind, String name, Expression expression, Source source) {
    Trace trace = judged.traces().get(expression);
    Expression.Answer answer = Optional.ofNullable(trace).flatMap(Trace::answer).orElse(null);
    if (trace == null || answer == null) {
      return;
    }
    Parts parts = Parts.of(expression, trace, Math.min(left, Bounds.PARTS));
    left -= parts.told().size();
    Place place = source.scalar().at(1, 1);
    told.add(
        new ToldExpression(
            kind,
            name,
            place.line(),
            place.column(),
            expression.text(),
            answer instanceof Expression.Answer.Value(Object value)
                ? expression.shown(expression.ast().getExpr(), value)
                : null,
            answer instanceof Expression.Answer.None none ? none.why() : null,
            parts.told(),
            parts.more()));
  }

  /** All variables an expression is made of, and those that they are. */
  private void names(Expression expression, Set<String> names) {
    Deque<Expression> open = new ArrayDeque<>(List.of(expression));
    while (!open.isEmpty()) {
      for (String name : open.pop().names()) {
        Expression variable = judged.policy().variables().get(name);
        if (variable != null && names.add(name)) {
          open.push(variable);
        }
      }
    }
  }
}
