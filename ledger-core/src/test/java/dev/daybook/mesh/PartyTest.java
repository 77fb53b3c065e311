package dev.daybook.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.mesh.Party.Kind;
import org.junit.jupiter.api.Test;

class PartyTest {

  @Test
  void oneWordIsATeam() {
    assertThat(Party.parse(" sales-data-team ")).isEqualTo(Party.team("sales-data-team"));
    assertThat(Party.parse("Sales Data Team").kind()).isEqualTo(Kind.TEAM);
  }

  @Test
  void aMailAddressIsAnIdWithoutRegardToCase() {
    assertThat(Party.parse("Team-Orders@Company.io"))
        .isEqualTo(new Party("team-orders@company.io", Kind.MAIL, null, "Team-Orders@Company.io"));
  }

  @Test
  void aNameWithAMailIsKnownByTheMail() {
    Party ada = new Party("ada@example.org", Kind.MAIL, "Ada Byron", "ada@example.org");
    assertThat(Party.parse("Ada Byron (ada@example.org)")).isEqualTo(ada);
    assertThat(Party.parse("Ada Byron <ada@example.org>")).isEqualTo(ada);
  }

  @Test
  void aTeamWithAMailIsKnownByItsName() {
    assertThat(Party.parse("orders-team (orders@example.org)"))
        .isEqualTo(new Party("orders-team", Kind.TEAM, null, "orders@example.org"));
  }

  @Test
  void wordsWithoutAMailAreAPerson() {
    assertThat(Party.parse("Ada Byron"))
        .isEqualTo(new Party("Ada Byron", Kind.PERSON, "Ada Byron", null));
  }
}
