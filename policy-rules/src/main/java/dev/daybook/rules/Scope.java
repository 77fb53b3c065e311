package dev.daybook.rules;

import dev.cel.runtime.CelVariableResolver;
import dev.daybook.decision.Facts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an expression's names mean while one policy judges one command: facts, params, and
 * variables, each of which is evaluated when first asked for, under a guard of its own, and then
 * kept. And what the policy has spent on it.
 */
final class Scope implements CelVariableResolver {

  private final SortedMap<String, Object> facts;
  private final Map<String, Object> params;
  private final Map<String, Expression> variables;
  private final Spending policy;
  private final Deadline deadline;
  private final @Nullable Traces traces;
  private final @Nullable TraceDigest digest;
  private final boolean explains;
  private final @Nullable Scope plain;
  private final Map<String, Expression.Answer> evaluated = new HashMap<>();
  private final Map<String, Object> shown = new HashMap<>();
  private @Nullable Scope impersonal;

  /**
   * {@code params} and {@code variables} are keyed by their full names, {@code params.x}.
   *
   * @param traces where values are left; absent where nobody wants them
   */
  Scope(
      Facts facts,
      Map<String, Object> params,
      Map<String, Expression> variables,
      Meter meter,
      @Nullable Traces traces) {
    this(
        facts.values(),
        params,
        variables,
        meter.policy(),
        meter.deadline(),
        traces,
        meter.digest(),
        meter.explains(),
        null);
  }

  private Scope(
      SortedMap<String, Object> facts,
      Map<String, Object> params,
      Map<String, Expression> variables,
      Spending policy,
      Deadline deadline,
      @Nullable Traces traces,
      @Nullable TraceDigest digest,
      boolean explains,
      @Nullable Scope plain) {
    this.facts = facts;
    this.params = params;
    this.variables = variables;
    this.policy = policy;
    this.deadline = deadline;
    this.traces = traces;
    this.digest = digest;
    this.explains = explains;
    this.plain = plain;
  }

  /**
   * The same without a word that names a person: facts are {@link Impersonal}, and so are variables
   * made of them, but for truth values and numbers, which stay what they are.
   */
  Scope impersonal() {
    Scope known = impersonal;
    if (known == null) {
      known =
          new Scope(
              facts,
              params,
              variables,
              policy,
              deadline,
              traces == null ? null : traces.inMessages(),
              null,
              explains,
              this);
      impersonal = known;
    }
    return known;
  }

  Spending policy() {
    return policy;
  }

  Deadline deadline() {
    return deadline;
  }

  /** Where an evaluation of an expression leaves its values; absent where nobody wants them. */
  @Nullable Trace trace(Expression expression) {
    return traces == null ? null : traces.of(expression);
  }

  /** Takes down every step; absent where nothing is recorded. */
  @Nullable TraceDigest digest() {
    return digest;
  }

  /** Whether somebody reads why a rule fails. */
  boolean explains() {
    return explains;
  }

  @Override
  public Optional<Object> find(String name) {
    Object fact = facts.get(name);
    if (fact != null) {
      return Optional.of(plain == null ? fact : shown(name, fact));
    }
    Object param = params.get(name);
    if (param != null) {
      return Optional.of(param);
    }
    Expression variable = variables.get(name);
    return variable == null ? Optional.empty() : Optional.of(value(name, variable));
  }

  /** Made when first asked for: a message mostly looks at one fact. */
  private Object shown(String name, Object fact) {
    return shown.computeIfAbsent(name, _ -> Impersonal.fact(name, fact));
  }

  private Object value(String name, Expression variable) {
    return switch (answer(name, variable)) {
      case Expression.Answer.Value(Object value) -> value;
      case Expression.Answer.None(String why, boolean missing) ->
          throw new VariableFailed(name, why, missing);
    };
  }

  private Expression.Answer answer(String name, Expression variable) {
    Expression.Answer answer = evaluated.get(name);
    if (answer == null) {
      answer = evaluate(name, variable);
      evaluated.put(name, answer);
    }
    return answer;
  }

  private Expression.Answer evaluate(String name, Expression variable) {
    if (plain != null
        && plain.answer(name, variable) instanceof Expression.Answer.Value value
        && (value.value() instanceof Boolean || value.value() instanceof Number)) {
      return value;
    }
    return variable.evaluate(name, this);
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
