package dev.daybook.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the values of every expression of some policies, each time they are judged. */
final class Seen implements Witness {

  /** One time a policy was judged, and what its expressions came to. */
  record Judged(CompiledPolicy policy, Binding.Chosen.Values params, Map<Expression, Trace> traces)
      implements Traces {

    @Override
    public Trace of(Expression expression) {
      return traces.computeIfAbsent(expression, Expression::trace);
    }

    @Override
    public @Nullable Traces inMessages() {
      return null;
    }
  }

  private final Set<String> policies;
  private final List<Judged> judged = new ArrayList<>();

  /**
   * @param policies the names of those whose values are kept
   */
  Seen(Set<String> policies) {
    this.policies = policies;
  }

  @Override
  public @Nullable Traces judging(CompiledPolicy policy, Binding.Chosen.Values params) {
    if (!policies.contains(policy.name())) {
      return null;
    }
    Judged once = new Judged(policy, params, new HashMap<>());
    judged.add(once);
    return once;
  }

  /** Every time a policy was judged, in order: by a domain's own values before the floor's. */
  List<Judged> of(String policy) {
    return judged.stream().filter(each -> each.policy().name().equals(policy)).toList();
  }
}
