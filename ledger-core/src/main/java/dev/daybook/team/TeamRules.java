package dev.daybook.team;

import dev.daybook.decision.Verdict;
import dev.daybook.mesh.Differences;
import dev.daybook.team.TeamCommand.RegisterTeam;
import dev.daybook.team.TeamEvent.TeamChanged;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.team.TeamState.Registered;
import dev.daybook.team.TeamState.Unregistered;
import java.util.List;

/** A team is whatever its last document says. */
final class TeamRules {

  private TeamRules() {}

  static Verdict<TeamEvent> decide(TeamState state, TeamCommand command) {
    return switch (command) {
      case RegisterTeam(TeamSpec spec) -> register(state, spec);
    };
  }

  private static Verdict<TeamEvent> register(TeamState state, TeamSpec spec) {
    return switch (state) {
      case Unregistered() -> Verdict.accepted(List.of(new TeamRegistered(spec)));
      case Registered(TeamSpec known) -> {
        List<String> changed = Differences.between(known, spec);
        yield changed.isEmpty()
            ? Verdict.unchanged()
            : Verdict.accepted(List.of(new TeamChanged(spec, changed)));
      }
    };
  }

  static TeamState evolve(TeamEvent event) {
    return switch (event) {
      case TeamRegistered(TeamSpec spec) -> new Registered(spec);
      case TeamChanged(TeamSpec spec, _) -> new Registered(spec);
    };
  }
}
