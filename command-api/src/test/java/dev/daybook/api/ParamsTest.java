package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.api.TestServer.Reply;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Judgement.PolicyUsed;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.ParamsInForce;
import dev.daybook.store.Ledger;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Params documents on a ledger: published, judged with, withdrawn. */
class ParamsTest {

  private final String domain = fresh("params");

  @Test
  void aPolicyIsJudgedWithWhatWasPublishedLastFromTheNextCommandOn() {
    inForce();
    Reply without = product("orders");
    assertThat(without.status()).isEqualTo(422);
    assertThat(without.text())
        .contains("its params are missing: no params document with `rule: " + domain + "`");

    publish("1.0.0", "^orders$");
    Reply accepted = product("orders");
    assertThat(accepted.status()).describedAs(accepted.text()).isEqualTo(200);
    assertThat(product("customers").status()).isEqualTo(422);

    publish("1.1.0", "^customers$");
    assertThat(product("customers").status()).isEqualTo(200);
    assertThat(product("costs").status()).isEqualTo(422);

    Reply withdrawn =
        call("/api/v1/commands")
            .json(
                "{\"command\":\"WithdrawParams\",\"subject\":\"params/%s\",\"reason\":\"x\"}"
                    .formatted(domain));
    assertThat(withdrawn.status()).describedAs(withdrawn.text()).isEqualTo(200);
    assertThat(product("costs").text()).contains("its params are missing");
  }

  @Test
  void aDecisionNamesTheParamsAndIsMadeAsOfTheirPublication() {
    inForce();
    Reply published = publish("1.0.0", "^orders$");
    long position = published.only().path("positions").path(1).asLong();

    DecisionRecorded decision = decision(product("orders"));

    assertThat(decision.policyPosition()).isGreaterThanOrEqualTo(position);
    PolicyUsed used =
        decision.policies().stream()
            .filter(policy -> policy.name().equals(domain))
            .findFirst()
            .orElseThrow();
    assertThat(requireNonNull(used.params()).sha256())
        .isEqualTo(
            TestServer.shared().part(CelGate.class).policies().params().stream()
                .filter(params -> params.name().equals(domain))
                .map(ParamsInForce::sha256)
                .findFirst()
                .orElseThrow());
    assertThat(TestServer.shared().part(Ledger.class).head().policyPosition())
        .isGreaterThanOrEqualTo(position);
  }

  @Test
  void paramsAreForApprovers() {
    String body =
        "{\"command\":\"WithdrawParams\",\"subject\":\"params/%s\",\"reason\":\"x\"}"
            .formatted(domain);
    String publisher = TestServer.token("p", null, "publisher");
    String approver = TestServer.token("a", null, "approver");

    assertThat(call("/api/v1/documents").as(publisher).yaml(document("1.0.0", "x")).status())
        .isEqualTo(403);
    assertThat(call("/api/v1/documents").as(approver).yaml(document("1.0.0", "x")).status())
        .isEqualTo(200);
    assertThat(call("/api/v1/commands").as(publisher).json(body).status()).isEqualTo(403);
    assertThat(call("/api/v1/commands").as(approver).json(body).status()).isEqualTo(200);
  }

  private String document(String version, String pattern) {
    return """
    apiVersion: daybook/v1
    kind: PolicyParams
    metadata: { name: %s, version: %s, labels: { rule: %s } }
    spec:
      scope: { domains: [%s] }
      values: { pattern: "%s" }
    """
        .formatted(domain, version, domain, domain, pattern);
  }

  private Reply publish(String version, String pattern) {
    Reply published = call("/api/v1/documents").yaml(document(version, pattern));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
    return published;
  }

  private Reply product(String name) {
    return call("/api/v1/documents").yaml(Sample.product(domain, name, "1.0.0"));
  }

  private static DecisionRecorded decision(Reply reply) {
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    UUID id = UUID.fromString(reply.only().path("decision").asText());
    return (DecisionRecorded)
        TestServer.shared().part(Ledger.class).stream(DecisionRecorded.stream(id), 0, 1)
            .getFirst()
            .event();
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
                  params: { pattern: "^[a-z]+$" }
                  paramsFrom: { labels: { rule: %s } }
                  validations:
                    - { name: name, expression: product.name.matches(params.pattern) }
                """
                    .formatted(domain, domain, domain));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
    Reply activated =
        call("/api/v1/commands")
            .json(
                "{\"command\":\"ActivatePolicy\",\"subject\":\"policy/%s\",\"version\":\"1.0.0\",\"reason\":\"x\"}"
                    .formatted(domain));
    assertThat(activated.status()).describedAs(activated.text()).isEqualTo(200);
  }
}
