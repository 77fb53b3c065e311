package dev.daybook.team;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Scenario;
import dev.daybook.mesh.Party;
import dev.daybook.team.TeamCommand.RegisterTeam;
import dev.daybook.team.TeamEvent.TeamChanged;
import dev.daybook.team.TeamEvent.TeamRegistered;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeamRulesTest {

  private final Scenario<TeamCommand, TeamEvent, TeamState> nothing = Scenario.of(new TeamSlice());
  private final Scenario<TeamCommand, TeamEvent, TeamState> registered =
      nothing.after(new RegisterTeam(Teams.salesData()));

  @Test
  void aFirstDocumentRegistersTheTeam() {
    nothing.when(new RegisterTeam(Teams.salesData())).then(new TeamRegistered(Teams.salesData()));
  }

  @Test
  void theSameDocumentAgainChangesNothing() {
    registered.when(new RegisterTeam(Teams.salesData())).unchanged();
  }

  @Test
  void anotherDocumentChangesTheTeamAndSaysWhere() {
    TeamSpec other = Teams.salesData("Sales, all of it.");

    registered.when(new RegisterTeam(other)).then(new TeamChanged(other, List.of("/description")));
    registered
        .after(new RegisterTeam(other))
        .when(new RegisterTeam(Teams.salesData()))
        .then(new TeamChanged(Teams.salesData(), List.of("/description")));
  }

  @Test
  void policiesSeeTheTeamsDomainsButNobodysName() {
    assertThat(nothing.facts()).isEmpty();
    assertThat(registered.facts())
        .containsEntry("name", "sales-data-team")
        .containsEntry("domains", List.of("sales"))
        .containsEntry("members", 2L);
  }

  @Test
  void aTeamIsAPartyUnderItsName() {
    assertThat(Teams.salesData().party())
        .isEqualTo(new Party("sales-data-team", Party.Kind.TEAM, null, "sales-data@example.com"));
  }
}
