package dev.daybook.domain;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.domain.DomainState.Registered;
import dev.daybook.domain.DomainState.Unregistered;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectKind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  @Override
  public Map<String, Object> facts(DomainState state) {
    return switch (state) {
      case Unregistered() -> Map.of();
      case Registered(DomainSpec spec) -> {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("name", spec.name());
        Optional.ofNullable(spec.owner())
            .flatMap(Party::teamName)
            .ifPresent(team -> facts.put("owner", team));
        yield facts;
      }
    };
  }
}
