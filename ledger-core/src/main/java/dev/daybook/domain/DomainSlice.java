package dev.daybook.domain;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.domain.DomainState.Registered;
import dev.daybook.domain.DomainState.Unregistered;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The domain's door. */
public final class DomainSlice implements Slice<DomainCommand, DomainEvent, DomainState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.DOMAIN;
  }

  @Override
  public Class<DomainCommand> commands() {
    return DomainCommand.class;
  }

  @Override
  public Class<DomainEvent> events() {
    return DomainEvent.class;
  }

  @Override
  public DomainState initial() {
    return new Unregistered();
  }

  @Override
  public DomainState evolve(DomainState state, DomainEvent event) {
    return DomainRules.evolve(event);
  }

  @Override
  public Verdict<DomainEvent> decide(DomainState state, DomainCommand command) {
    return DomainRules.decide(state, command);
  }

  /**
   * @param owner the team that owns it; absent where that is no team
   */
  private record DomainFacts(String name, @Nullable String owner) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return DomainFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(DomainState state) {
    return switch (state) {
      case Unregistered() -> Optional.empty();
      case Registered(DomainSpec spec) ->
          Optional.of(
              new DomainFacts(
                  spec.name(),
                  Optional.ofNullable(spec.owner()).flatMap(Party::teamName).orElse(null)));
    };
  }
}
