package dev.daybook.rules;

import dev.daybook.document.Problems;
import dev.daybook.rules.PolicyDocument.NamedExpression;
import dev.daybook.rules.PolicyDocument.Source;
import dev.daybook.rules.PolicyDocument.Validation;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of a policy whose answers mean something although something else about it is wrong:
 * they compiled, as did all they are made of, and it is known when the policy applies.
 */
final class SoundRules {

  /** What a policy applies to and what all of its expressions may name. */
  private static final List<String> COMMON =
      List.of("/spec/scope", "/spec/match", "/spec/matchConditions", "/spec/params");

  private final PolicyDocument document;
  private final CompiledPolicy policy;
  private final Problems problems;
  private final Set<String> broken = new HashSet<>();

  private SoundRules(CompiledPolicy policy, Problems problems) {
    this.document = policy.document();
    this.policy = policy;
    this.problems = problems;
  }

  /** The names of the validations. */
  static Set<String> of(CompiledPolicy policy, Problems problems) {
    return new SoundRules(policy, problems).names();
  }

  private Set<String> names() {
    if (problems.count() > Problems.MAX || COMMON.stream().anyMatch(problems::touch)) {
      return Set.of();
    }
    for (NamedExpression variable : document.variables()) {
      String name = "variables." + variable.name();
      Expression expression = policy.variables().get(name);
      if (expression == null || isWrong(variable.expression()) || isMadeOfBroken(expression)) {
        broken.add(name);
      }
    }
    if (policy.conditions().stream().anyMatch(each -> isMadeOfBroken(each.expression()))) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (CompiledPolicy.Rule rule : policy.rules()) {
      Validation validation = rule.validation();
      if (!isWrong(validation.expression()) && !isMadeOfBroken(rule.expression())) {
        names.add(validation.name());
      }
    }
    return names;
  }

  private boolean isMadeOfBroken(Expression expression) {
    return !Collections.disjoint(expression.names(), broken);
  }

  /** Whether the expression or the name beside it is wrong. */
  private boolean isWrong(Source source) {
    String pointer = source.scalar().pointer();
    return problems.touch(pointer)
        || problems.touch(pointer.substring(0, pointer.lastIndexOf('/')) + "/name");
  }
}
