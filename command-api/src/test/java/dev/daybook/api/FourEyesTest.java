package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.api.TestServer.Reply;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.policy.PolicyEvent.PolicyActivated;
import dev.daybook.policy.PolicyEvent.PolicyApproved;
import dev.daybook.policy.SecondPerson;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Putting a policy in force takes two people, unless the server is told that one is enough. */
class FourEyesTest {

  private static Server server;
  private static String admin;
  private static String ada;
  private static String ben;

  private final String policy = fresh("agreed");

  @BeforeAll
  static void aServerOfATeam(@TempDir Path data) {
    server = Server.start(ServerSettings.in(data).withPort(-1).withStarterPack(false));
    admin = TestServer.adminToken(data);
    ada = approver("Ada");
    ben = approver("Ben");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String approver(String name) {
    return call(server, "/api/v1/tokens")
        .as(admin)
        .json("{\"name\":\"%s\",\"kind\":\"person\",\"roles\":[\"approver\"]}".formatted(name))
        .body()
        .path("token")
        .asText();
  }

  @Test
  void whoPublishesAPolicyPutsItInForceOnlyAfterSomebodyElseApproved() {
    publish(server, ada);

    refused(step(server, "ActivatePolicy", ada), "daybook/approval-missing");
    refused(step(server, "ActivatePolicy", ben), "daybook/approval-missing");
    refused(step(server, "ApprovePolicy", ada), "daybook/second-person");
    accepted(step(server, "ApprovePolicy", ben));
    accepted(step(server, "ActivatePolicy", ada));

    assertThat(last(server).event())
        .isInstanceOfSatisfying(
            PolicyActivated.class,
            activated -> {
              assertThat(activated.secondPerson()).isEqualTo(SecondPerson.WANTED);
              assertThat(activated.approvedBy()).isEqualTo(approvedBy());
            });
  }

  @Test
  void aReaderOrPublisherApprovesNothing() {
    publish(server, ada);
    String publisher =
        call(server, "/api/v1/tokens")
            .as(admin)
            .json("{\"name\":\"p\",\"kind\":\"person\",\"roles\":[\"publisher\",\"reader\"]}")
            .body()
            .path("token")
            .asText();
    assertThat(step(server, "ApprovePolicy", publisher).status()).isEqualTo(403);
  }

  @Test
  void aRefusalSaysWhatToDoNext() {
    publish(server, ada);
    assertThat(step(server, "ActivatePolicy", ada).text())
        .contains("daybook policy approve %s@1.0.0 -m REASON".formatted(policy))
        .contains("DAYBOOK_APPROVALS_SECOND_PERSON=off");
  }

  @Test
  void aTeamOfOneGoesWithoutAndThatIsRecorded() {
    Server alone = TestServer.shared();
    publish(alone, TestServer.admin());
    accepted(step(alone, "ActivatePolicy", TestServer.admin()));
    assertThat(last(alone).event())
        .isInstanceOfSatisfying(
            PolicyActivated.class,
            activated -> {
              assertThat(activated.secondPerson()).isEqualTo(SecondPerson.SETTING_OFF);
              assertThat(activated.approvedBy()).isNull();
            });
  }

  /** Who the ledger says approved this test's policy. */
  private String approvedBy() {
    Ledger ledger = server.part(Ledger.class);
    return ledger.stream("policy/" + policy, 0, 10).stream()
        .filter(entry -> entry.event() instanceof PolicyApproved)
        .map(entry -> entry.metadata().actor())
        .findFirst()
        .orElseThrow();
  }

  private LedgerEntry last(Server of) {
    return of.part(Ledger.class).stream("policy/" + policy, 0, 10).getLast();
  }

  private void publish(Server to, String token) {
    Reply published =
        call(to, "/api/v1/documents")
            .as(token)
            .yaml(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata: { name: %s, version: 1.0.0 }
                spec:
                  enforcement: audit
                  match: { commands: [RetireProduct] }
                  validations: [{ name: never, expression: "false" }]
                """
                    .formatted(policy));
    accepted(published);
  }

  private Reply step(Server to, String command, String token) {
    return call(to, "/api/v1/commands")
        .as(token)
        .json(
            "{\"command\":\"%s\",\"subject\":\"policy/%s\",\"version\":\"1.0.0\",\"reason\":\"x\"}"
                .formatted(command, policy));
  }

  private static void accepted(Reply reply) {
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
  }

  private static void refused(Reply reply, String rule) {
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(422);
    assertThat(reply.body().path("findings").findValuesAsText("rule")).containsExactly(rule);
  }
}
