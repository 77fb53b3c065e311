package dev.daybook.team;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.team.TeamState.Registered;
import dev.daybook.team.TeamState.Unregistered;
import java.util.List;
import java.util.Optional;

/** The team's door. */
public final class TeamSlice implements Slice<TeamCommand, TeamEvent, TeamState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.TEAM;
  }

  @Override
  public Class<TeamCommand> commands() {
    return TeamCommand.class;
  }

  @Override
  public Class<TeamEvent> events() {
    return TeamEvent.class;
  }

  @Override
  public TeamState initial() {
    return new Unregistered();
  }

  @Override
  public TeamState evolve(TeamState state, TeamEvent event) {
    return TeamRules.evolve(event);
  }

  @Override
  public Verdict<TeamEvent> decide(TeamState state, TeamCommand command) {
    return TeamRules.decide(state, command);
  }

  /**
   * @param members how many there are
   */
  private record TeamFacts(String name, List<String> domains, long members) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return TeamFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(TeamState state) {
    return switch (state) {
      case Unregistered() -> Optional.empty();
      case Registered(TeamSpec spec) ->
          Optional.of(new TeamFacts(spec.name(), spec.domains(), spec.members().size()));
    };
  }
}
