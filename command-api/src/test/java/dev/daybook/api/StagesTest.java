package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Outcome;
import dev.daybook.store.Ledger;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A policy that begins as audit and denies from a day on, on a ledger. */
class StagesTest {

  private final String domain = fresh("staged");

  @Test
  void whatIsOnlyAuditedIsRecordedAndStopsNothing() {
    inForce("1.0.0", "2999-01-01");

    Reply accepted = product("orders");

    assertThat(accepted.status()).describedAs(accepted.text()).isEqualTo(200);
    assertThat(accepted.only().path("outcome").asText()).isEqualTo("accepted");
    DecisionRecorded decision = decision(accepted.only());
    assertThat(decision.accepted()).isTrue();
    assertThat(decision.findings())
        .filteredOn(finding -> finding.rule().equals(domain + "/never"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
              assertThat(finding.effect()).isEqualTo(Effect.AUDIT);
            });
    assertThat(decision.rules())
        .filteredOn(rule -> rule.rule().equals(domain + "/never"))
        .singleElement()
        .satisfies(rule -> assertThat(rule.effect()).isEqualTo(Effect.AUDIT));
  }

  @Test
  void aStageWhoseDayHasComeDenies() {
    inForce("1.0.0", "2020-01-01");

    Reply denied = product("orders");

    assertThat(denied.status()).describedAs(denied.text()).isEqualTo(422);
    assertThat(decision(denied.only()).accepted()).isFalse();
  }

  private void inForce(String version, String hardFrom) {
    Reply published =
        call("/api/v1/documents")
            .yaml(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata: { name: %s, version: %s }
                spec:
                  scope: { domains: [%s] }
                  stages:
                    - enforcement: audit
                    - { enforcement: deny, from: %s }
                  match: { commands: [PublishProduct] }
                  validations: [{ name: never, expression: "false" }]
                """
                    .formatted(domain, version, domain, hardFrom));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
    Reply activated =
        call("/api/v1/commands")
            .json(
                "{\"command\":\"ActivatePolicy\",\"subject\":\"policy/%s\",\"version\":\"%s\",\"reason\":\"x\"}"
                    .formatted(domain, version));
    assertThat(activated.status()).describedAs(activated.text()).isEqualTo(200);
  }

  private Reply product(String name) {
    return call("/api/v1/documents").yaml(Sample.product(domain, name, "1.0.0"));
  }

  private static DecisionRecorded decision(JsonNode answer) {
    UUID id = UUID.fromString(answer.path("decision").asText());
    return (DecisionRecorded)
        TestServer.shared().part(Ledger.class).stream(DecisionRecorded.stream(id), 0, 1)
            .getFirst()
            .event();
  }
}
