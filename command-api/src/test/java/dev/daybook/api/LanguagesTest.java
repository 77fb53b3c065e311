package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Finding;
import dev.daybook.store.Ledger;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A rule's message in the reader's language, and in all of them on the ledger. */
class LanguagesTest {

  private final String domain = fresh("languages");

  @Test
  void anAnswerIsInTheLanguageThatIsAcceptedAndTheDecisionInAll() {
    inForce();

    Reply german = product("de-AT, en;q=0.5");
    assertThat(message(german)).isEqualTo("nie");
    assertThat(german.body().path("detail").asText()).isNotBlank();
    assertThat(message(product("fr"))).isEqualTo("never");

    UUID id = UUID.fromString(german.only().path("decision").asText());
    DecisionRecorded decision =
        (DecisionRecorded)
            TestServer.shared().part(Ledger.class).stream(DecisionRecorded.stream(id), 0, 1)
                .getFirst()
                .event();
    Finding finding =
        decision.findings().stream()
            .filter(each -> each.rule().equals(domain + "/never"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.message()).isEqualTo("never");
    assertThat(finding.messages()).isEqualTo(Map.of("de", "nie", "en", "never"));
    assertThat(finding.reason()).isEqualTo("Never");
  }

  private String message(Reply denied) {
    assertThat(denied.status()).describedAs(denied.text()).isEqualTo(422);
    for (JsonNode finding : denied.only().path("findings")) {
      if (finding.path("rule").asText().equals(domain + "/never")) {
        return finding.path("message").asText();
      }
    }
    throw new AssertionError(denied.text());
  }

  private Reply product(String accepted) {
    return call("/api/v1/documents")
        .header("Accept-Language", accepted)
        .yaml(Sample.product(domain, "orders", "1.0.0"));
  }

  private void inForce() {
    Reply published =
        call("/api/v1/documents")
            .yaml(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata: { name: %s, version: 1.0.0 }
                spec:
                  scope: { domains: [%s] }
                  enforcement: deny
                  match: { commands: [PublishProduct] }
                  validations:
                    - name: never
                      expression: "false"
                      message: { de: nie, en: never }
                      reason: Never
                """
                    .formatted(domain, domain));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
    Reply activated =
        call("/api/v1/commands")
            .json(
                "{\"command\":\"ActivatePolicy\",\"subject\":\"policy/%s\",\"version\":\"1.0.0\",\"reason\":\"x\"}"
                    .formatted(domain));
    assertThat(activated.status()).describedAs(activated.text()).isEqualTo(200);
  }
}
