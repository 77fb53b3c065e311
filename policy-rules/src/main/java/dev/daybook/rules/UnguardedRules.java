package dev.daybook.rules;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.daybook.decision.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a set evaluated by the library alone, without guard, trace, outcomes or findings:
 * the limit that {@link CelGate} is measured against. Nothing is ever judged by it.
 */
public final class UnguardedRules {

  private final List<CompiledPolicy> policies = new ArrayList<>();

  public UnguardedRules(PolicySet set) {
    for (Policy policy : set.compiled()) {
      if (policy instanceof CompiledPolicy compiled) {
        policies.add(compiled);
      }
    }
  }

  /** Evaluates every rule that is about these facts; returns how many there were. */
  public int evaluate(Facts facts) {
    int rules = 0;
    for (CompiledPolicy policy : policies) {
      if (policy.matches(facts)) {
        rules += evaluate(policy, new Names(facts, policy));
      }
    }
    return rules;
  }

  private static int evaluate(CompiledPolicy policy, CelVariableResolver names) {
    try {
      for (CompiledPolicy.Named condition : policy.conditions()) {
        if (!Boolean.TRUE.equals(condition.expression().unguarded(names))) {
          return 0;
        }
      }
      for (CompiledPolicy.Rule rule : policy.rules()) {
        var _ = rule.expression().unguarded(names);
      }
      return policy.rules().size();
    } catch (CelEvaluationException e) {
      throw new IllegalStateException(policy.name() + " has no answer", e);
    }
  }

  private static final class Names implements CelVariableResolver {

    private final Facts facts;
    private final CompiledPolicy policy;
    private final Map<String, Object> params;
    private final Map<String, Object> evaluated = new HashMap<>();

    Names(Facts facts, CompiledPolicy policy) {
      this.facts = facts;
      this.policy = policy;
      this.params = policy.params(facts);
    }

    @Override
    public Optional<Object> find(String name) {
      Object value = facts.values().get(name);
      if (value == null) {
        value = params.get(name);
      }
      if (value == null) {
        value = evaluated.get(name);
      }
      Expression variable = policy.variables().get(name);
      if (value == null && variable != null) {
        try {
          value = variable.unguarded(this);
        } catch (CelEvaluationException e) {
          throw new IllegalStateException(name + " has no value", e);
        }
        evaluated.put(name, value);
      }
      return Optional.ofNullable(value);
    }
  }
}
