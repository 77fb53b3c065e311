package dev.daybook.policy;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.policy.PolicyState.Published;
import dev.daybook.policy.PolicyState.Unpublished;
import java.util.Map;
import java.util.TreeMap;

/** The policy's door. */
public final class PolicySlice implements Slice<PolicyCommand, PolicyEvent, PolicyState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.POLICY;
  }

  @Override
  public Class<PolicyCommand> commands() {
    return PolicyCommand.class;
  }

  @Override
  public Class<PolicyEvent> events() {
    return PolicyEvent.class;
  }

  @Override
  public PolicyState initial() {
    return new Unpublished();
  }

  @Override
  public PolicyState evolve(PolicyState state, PolicyEvent event) {
    return PolicyRules.evolve(state, event);
  }

  @Override
  public Verdict<PolicyEvent> decide(PolicyState state, PolicyCommand command) {
    return PolicyRules.decide(state, command);
  }

  /** {@code versions} published, and the version {@code inForce}, where one is. */
  @Override
  public Map<String, Object> facts(PolicyState state) {
    return switch (state) {
      case Unpublished() -> Map.of();
      case Published policy -> {
        Map<String, Object> facts = new TreeMap<>();
        facts.put(
            "versions", policy.versions().stream().map(held -> held.version().text()).toList());
        policy.inForce().ifPresent(held -> facts.put("inForce", held.version().text()));
        yield facts;
      }
    };
  }
}
