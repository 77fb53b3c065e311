package dev.daybook.team;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.team.TeamState.Registered;
import dev.daybook.team.TeamState.Unregistered;
import java.util.Map;

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

  @Override
  public Map<String, Object> facts(TeamState state) {
    return switch (state) {
      case Unregistered() -> Map.of();
      case Registered(TeamSpec spec) ->
          Map.of("name", spec.name(), "domains", spec.domains(), "members", members(spec));
    };
  }

  private static long members(TeamSpec spec) {
    return spec.members().size();
  }
}
