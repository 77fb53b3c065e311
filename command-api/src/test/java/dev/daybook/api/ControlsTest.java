package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import org.junit.jupiter.api.Test;

/** What a finding says of the policy behind it, on a ledger; and whom the policy is about. */
class ControlsTest {

  private final String domain = fresh("controls");

  @Test
  void aFindingSaysWhomToAskWhatToReadAndWhichControlItIsAbout() {
    inForce("scope: { domains: [%s] }".formatted(domain), "");

    JsonNode finding = finding(product("orders"));

    assertThat(finding.path("effect").asText()).isEqualTo("deny");
    assertThat(finding.path("contact").asText()).isEqualTo("data-protection");
    assertThat(finding.path("documentation").asText()).isEqualTo("https://example.org/encryption");
    assertThat(finding.path("controls"))
        .extracting(JsonNode::asText)
        .containsExactly("GDPR-Art-32", "DORA-Art-28");
  }

  @Test
  void labelsOfTheDocumentSayWhomAPolicyIsAbout() {
    inForce("scope: global", "labels: { cost-centre: \"%s-*\" }".formatted(domain));
    assertThat(finding(labelled(domain)).path("effect").asText()).isEqualTo("deny");
    Reply other = call("/api/v1/documents").yaml(labelled("another"));
    assertThat(other.status()).describedAs(other.text()).isEqualTo(200);
    Reply none = call("/api/v1/documents").yaml(product("customers"));
    assertThat(none.status()).describedAs(none.text()).isEqualTo(200);
  }

  private String labelled(String centre) {
    return product("orders")
        .replace("  owner:", "  labels: { cost-centre: " + centre + "-1 }\n  owner:");
  }

  private String product(String name) {
    return Sample.product(domain, name, "1.0.0");
  }

  private JsonNode finding(String product) {
    Reply denied = call("/api/v1/documents").yaml(product);
    assertThat(denied.status()).describedAs(denied.text()).isEqualTo(422);
    for (JsonNode finding : denied.only().path("findings")) {
      if (finding.path("rule").asText().equals(domain + "/never")) {
        return finding;
      }
    }
    throw new AssertionError(denied.text());
  }

  private void inForce(String scope, String labels) {
    Reply published =
        call("/api/v1/documents")
            .yaml(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata:
                  name: %s
                  version: 1.0.0
                  owner: data-protection
                  documentation: https://example.org/encryption
                spec:
                  %s
                  enforcement: required
                  match:
                    commands: [PublishProduct]
                    %s
                  validations: [{ name: never, expression: "false" }]
                  controls: [GDPR-Art-32, DORA-Art-28]
                """
                    .formatted(domain, scope, labels));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
    Reply activated =
        call("/api/v1/commands")
            .json(
                "{\"command\":\"ActivatePolicy\",\"subject\":\"policy/%s\",\"version\":\"1.0.0\",\"reason\":\"x\"}"
                    .formatted(domain));
    assertThat(activated.status()).describedAs(activated.text()).isEqualTo(200);
  }
}
