package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.api.TestServer.Reply;
import dev.daybook.store.Ledger;
import org.junit.jupiter.api.Test;

/** Tags on a ledger: who sets one, and that it stands for one moment for good. */
class TagTest {

  private final String name = fresh("quarter");

  @Test
  void aTagIsSetOnceAndTheSameAgainChangesNothing() {
    Reply set = tag(1);
    assertThat(set.status()).describedAs(set.text()).isEqualTo(200);
    assertThat(set.body().path("outcome").asText()).isEqualTo("accepted");
    assertThat(tag(1).body().path("outcome").asText()).isEqualTo("unchanged");
  }

  @Test
  void aNameThatStandsForAnotherMomentIsTaken() {
    assertThat(tag(1).status()).isEqualTo(200);
    Reply taken = tag(2);
    assertThat(taken.status()).isEqualTo(422);
    assertThat(taken.text())
        .contains("daybook/tag-taken")
        .contains("tag `%s` already exists and stands for position 1".formatted(name))
        .contains("choose another name for position 2");
  }

  @Test
  void aMomentThatIsNotInTheLedgerHasNoName() {
    long head = TestServer.shared().part(Ledger.class).head().position();
    Reply refused = tag(head + 1_000_000);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains("daybook/moment-not-recorded")
        .contains("nothing is recorded at position %d".formatted(head + 1_000_000));
    assertThat(tag(0).status()).isEqualTo(400);
  }

  @Test
  void tagsAreForApprovers() {
    String publisher = TestServer.token("p", null, "publisher");
    String approver = TestServer.token("a", null, "approver");
    assertThat(call("/api/v1/commands").as(publisher).json(command(1)).status()).isEqualTo(403);
    assertThat(call("/api/v1/commands").as(approver).json(command(1)).status()).isEqualTo(200);
  }

  private Reply tag(long position) {
    return call("/api/v1/commands").json(command(position));
  }

  private String command(long position) {
    return "{\"command\":\"TagMoment\",\"subject\":\"tag/%s\",\"position\":%d,\"reason\":\"x\"}"
        .formatted(name, position);
  }
}
