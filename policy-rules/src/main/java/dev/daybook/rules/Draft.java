package dev.daybook.rules;

import dev.daybook.mesh.Folded;
import dev.daybook.path.CommandKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A change to what is in force, to be tried out: policies and params in place of the versions
 * before, or beside them where there are none; policies and waivers taken away.
 */
public final class Draft {

  private final List<CompiledPolicy> policies;
  private final List<ParamsInForce> params;
  private final Set<String> withoutPolicies;
  private final Set<String> withoutWaivers;
  private final Map<String, Set<String>> facts = new HashMap<>();

  /**
   * @param withoutPolicies names of policies
   * @param withoutWaivers names of waivers, without their kind
   */
  public Draft(
      Collection<CompiledPolicy> policies,
      Collection<ParamsInForce> params,
      Collection<String> withoutPolicies,
      Collection<String> withoutWaivers) {
    this.policies = List.copyOf(policies);
    this.params = List.copyOf(params);
    this.withoutPolicies = Set.copyOf(withoutPolicies);
    this.withoutWaivers = Set.copyOf(withoutWaivers);
    for (CompiledPolicy policy : policies) {
      facts.put(policy.name(), facts(policy));
    }
  }

  /** A set with this change. */
  public PolicySet in(PolicySet set) {
    PolicySet next = set;
    for (CompiledPolicy policy : policies) {
      next = next.with(set.position(), policy);
    }
    for (ParamsInForce document : params) {
      next = next.withParams(set.position(), document);
    }
    for (String name : withoutPolicies) {
      next = next.without(set.position(), name);
    }
    Waivers waivers = next.waivers();
    for (String name : withoutWaivers) {
      waivers = waivers.without(name);
    }
    return next.with(set.position(), waivers);
  }

  /** Whether a policy of this name is among what is tried out. */
  public boolean has(String policy) {
    return facts.keySet().stream().anyMatch(name -> Folded.same(name, policy));
  }

  /**
   * The facts that a policy of the draft looks at and commands of this kind bring, but that were
   * not frozen with this one: the Daybook of then did not know them yet.
   *
   * @param frozen the names of those that were
   */
  public Set<String> notFrozen(String policy, String command, Set<String> frozen) {
    Set<String> missing = new TreeSet<>(facts.getOrDefault(policy, Set.of()));
    missing.retainAll(FactTypes.of(List.of(command)).variables().keySet());
    missing.removeAll(frozen);
    CommandKind kind = CommandKind.all().get(command);
    // A document's own fact is there wherever the command brought the document.
    missing.removeIf(fact -> kind == null || !isAlwaysBrought(kind, fact));
    return missing;
  }

  private static boolean isAlwaysBrought(CommandKind kind, String fact) {
    return kind.documents().containsKey(fact)
        || fact.equals(CommandKind.LINEAGE)
        || fact.equals("actor")
        || fact.equals("context")
        || fact.equals("state");
  }

  private static Set<String> facts(CompiledPolicy policy) {
    Set<String> facts = new TreeSet<>();
    policy
        .written()
        .forEach(
            each -> each.expression().names().forEach(name -> facts.add(name.split("\\.", 2)[0])));
    return facts;
  }
}
