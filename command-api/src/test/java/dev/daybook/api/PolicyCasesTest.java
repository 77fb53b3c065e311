package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import org.junit.jupiter.api.Test;

/** A published policy's own cases, run when somebody asks. */
class PolicyCasesTest {

  private final String policy = fresh("tested");

  @Test
  void eachCaseComesOutAsItExpectsAndWhatNoneLooksAtIsTold() {
    publish("1.0.0", "anybody");
    JsonNode ran = cases("").body();
    assertThat(ran.path("version").asText()).isEqualTo("1.0.0");
    assertThat(ran.path("passed").asInt()).isEqualTo(1);
    assertThat(ran.path("failed").asInt()).isZero();
    assertThat(ran.path("cases").path(0).path("name").asText()).isEqualTo("anybody");
    assertThat(ran.path("cases").path(0).path("outcome").asText()).isEqualTo("passed");
    assertThat(ran.path("unseen").findValuesAsText("message"))
        .contains("`always` is broken in no case");
  }

  @Test
  void theVersionInForceIsTakenBeforeTheOnePublishedLast() {
    publish("1.0.0", "first");
    step("\"ActivatePolicy\",\"version\":\"1.0.0\"");
    publish("1.1.0", "second");
    assertThat(cases("").body().path("version").asText()).isEqualTo("1.0.0");
    assertThat(cases("?version=1.1.0").body().path("cases").path(0).path("name").asText())
        .isEqualTo("second");
    step("\"WithdrawPolicy\"");
    assertThat(cases("").body().path("version").asText()).isEqualTo("1.1.0");
  }

  @Test
  void whatWasNeverPublishedHasNoCases() {
    assertThat(cases("").status()).isEqualTo(404);
    publish("1.0.0", "first");
    assertThat(cases("?version=2.0.0").status()).isEqualTo(404);
    assertThat(cases("?version=two").status()).isEqualTo(400);
  }

  private Reply cases(String query) {
    return call("/api/v1/policies/%s/cases%s".formatted(policy, query)).get();
  }

  private void step(String command) {
    Reply reply =
        call("/api/v1/commands")
            .json(
                "{\"command\":%s,\"subject\":\"policy/%s\",\"reason\":\"x\"}"
                    .formatted(command, policy));
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
  }

  private void publish(String version, String name) {
    Reply published =
        call("/api/v1/documents")
            .yaml(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata: { name: %s, version: %s }
                spec:
                  enforcement: audit
                  match: { commands: [RetireProduct] }
                  validations: [{ name: always, expression: "true" }]
                  cases: [{ name: %s, facts: { command: { kind: RetireProduct } }, expect: pass }]
                """
                    .formatted(policy, version, name));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
  }
}
