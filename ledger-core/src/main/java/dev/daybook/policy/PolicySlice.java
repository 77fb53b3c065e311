package dev.daybook.policy;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.Version;
import dev.daybook.policy.PolicyState.Published;
import dev.daybook.policy.PolicyState.Unpublished;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * @param versions those published
   * @param inForce the version that judges; absent where none does
   */
  private record PolicyFacts(List<String> versions, @Nullable String inForce) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return PolicyFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(PolicyState state) {
    return switch (state) {
      case Unpublished() -> Optional.empty();
      case Published policy ->
          Optional.of(
              new PolicyFacts(
                  policy.versions().stream().map(held -> held.version().text()).toList(),
                  policy.inForce().map(Version::text).orElse(null)));
    };
  }
}
