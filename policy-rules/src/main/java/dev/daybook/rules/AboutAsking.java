package dev.daybook.rules;

import dev.daybook.rules.CompiledPolicy.Named;
import dev.daybook.rules.CompiledPolicy.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which rules of a policy are about who asks and how. Only a command is asked by somebody; what
 * stands is not, so such rules say nothing of it.
 */
final class AboutAsking {

  private static final Set<String> WHO_ASKS = Set.of("actor", "context");

  private final Map<String, Expression> variables;
  private final Map<String, Boolean> known = new HashMap<>();
  private final boolean all;
  private final Set<String> rules;

  AboutAsking(List<Named> conditions, Map<String, Expression> variables, List<Rule> rules) {
    this.variables = variables;
    this.all = conditions.stream().anyMatch(condition -> reads(condition.expression()));
    this.rules =
        rules.stream()
            .filter(rule -> reads(rule.expression()))
            .map(Rule::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  boolean is(Rule rule) {
    return all || rules.contains(rule.name());
  }

  private boolean reads(Expression expression) {
    return Fields.names(expression.ast()).stream().anyMatch(this::isOfAsking);
  }

  private boolean isOfAsking(String name) {
    if (WHO_ASKS.contains(name)) {
      return true;
    }
    Expression variable = variables.get(name);
    if (variable == null) {
      return false;
    }
    Boolean before = known.get(name);
    boolean reads = before == null ? reads(variable) : before;
    known.put(name, reads);
    return reads;
  }
}
