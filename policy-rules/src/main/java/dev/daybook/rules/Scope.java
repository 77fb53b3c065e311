package dev.daybook.rules;

import dev.cel.runtime.CelVariableResolver;
import dev.daybook.decision.Facts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an expression's names mean while one policy judges one command: facts, params, and
 * variables, each of which is evaluated when first asked for, under a guard of its own, and then
 * kept.
 */
final class Scope implements CelVariableResolver {

  private final Facts facts;
  private final Map<String, Object> params;
  private final Map<String, Expression> variables;
  private final Deadline deadline;
  private final Map<String, Expression.Answer> evaluated = new HashMap<>();

  /** {@code params} and {@code variables} are keyed by their full names, {@code params.x}. */
  Scope(
      Facts facts,
      Map<String, Object> params,
      Map<String, Expression> variables,
      Deadline deadline) {
    this.facts = facts;
    this.params = params;
    this.variables = variables;
    this.deadline = deadline;
  }

  @Override
  public Optional<Object> find(String name) {
    Object fact = facts.values().get(name);
    if (fact != null) {
      return Optional.of(fact);
    }
    Object param = params.get(name);
    if (param != null) {
      return Optional.of(param);
    }
    Expression variable = variables.get(name);
    return variable == null ? Optional.empty() : Optional.of(value(name, variable));
  }

  private Object value(String name, Expression variable) {
    Expression.Answer answer = evaluated.get(name);
    if (answer == null) {
      answer = variable.evaluate(this, deadline);
      evaluated.put(name, answer);
    }
    return switch (answer) {
      case Expression.Answer.Value(Object value) -> value;
      case Expression.Answer.None(String why, boolean missing) ->
          throw new VariableFailed(name, why, missing);
    };
  }

  /** A variable has no value; carries why to the rule that asked. */
  static final class VariableFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final boolean missing;

    VariableFailed(String name, String why, boolean missing) {
      super(why, null, false, false);
      this.why = "`" + name + "` has no value: " + why;
      this.missing = missing;
    }

    boolean missing() {
      return missing;
    }

    String why() {
      return why;
    }
  }
}
