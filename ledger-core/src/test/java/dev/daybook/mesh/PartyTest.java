package dev.daybook.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.mesh.Party.Kind;
import java.util.List;
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
        .isEqualTo(new Party("orders-team", Kind.TEAM, "orders-team", "orders@example.org"));
  }

  @Test
  void wordsWithoutAMailAreAPerson() {
    assertThat(Party.parse("Ada Byron"))
        .isEqualTo(new Party("Ada Byron", Kind.PERSON, "Ada Byron", null));
  }

  @Test
  void whatIsWrittenStaysTheSameWhateverTeamItMeans() {
    for (String written :
        List.of("orders@example.org", "Ada (orders@example.org)", "Orders Team", "Orders-Team")) {
      Party party = Party.parse(written);
      assertThat(party.as("orders-team").id()).isEqualTo("orders-team");
      assertThat(party.as("orders-team").isWrittenLike(party)).as(written).isTrue();
      assertThat(party.as("orders-team").isWrittenLike(party.as("sales-team"))).isTrue();
    }
  }

  @Test
  void anotherWordingIsAnotherParty() {
    List<Party> parties =
        List.of(
            Party.parse("orders-team"),
            Party.parse("sales-team"),
            Party.parse("orders@example.org").as("orders-team"),
            Party.parse("orders-team (orders@example.org)").as("orders-team"),
            Party.parse("sales-team (orders@example.org)").as("sales-team"),
            Party.parse("Ada Byron"));
    for (Party one : parties) {
      assertThat(parties.stream().filter(one::isWrittenLike)).containsExactly(one);
    }
  }

  @Test
  void whatIsTooLongIsNobody() {
    assertThat(Party.parse("x".repeat(Party.MAX_NAME)).problem()).isEmpty();
    assertThat(Party.parse("x".repeat(Party.MAX_NAME + 1)).problem()).isPresent();
    assertThat(Party.parse("x".repeat(250) + "@example.org").problem()).isPresent();
    assertThat(Party.parse("x".repeat(200) + " Byron (ada@example.org)").problem()).isPresent();
  }
}
