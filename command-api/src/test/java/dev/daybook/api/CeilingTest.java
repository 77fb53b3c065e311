package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.api.TestServer.Reply;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Finding;
import dev.daybook.store.Ledger;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ceilings on a ledger: who sets one, what it leaves of a denial, and what is kept of it. */
class CeilingTest {

  private final String domain = fresh("capped");

  @Test
  void underAuditNobodyIsStoppedAndTheDecisionKnowsWhoWouldHaveBeen() {
    inForce("PublishProduct");
    assertThat(product("orders").status()).isEqualTo(422);

    Reply lowered = set("audit");
    Reply accepted = product("orders");

    assertThat(accepted.status()).describedAs(accepted.text()).isEqualTo(200);
    assertThat(accepted.only().path("wouldDeny").asBoolean()).isTrue();
    DecisionRecorded decision = decision(accepted);
    assertThat(decision.accepted()).isTrue();
    assertThat(requireNonNull(decision.ceiling()).subject()).hasToString("ceiling/" + domain);
    assertThat(decision.policyPosition())
        .isGreaterThanOrEqualTo(lowered.body().path("positions").path(1).asLong());
    assertThat(decision.findings())
        .filteredOn(finding -> finding.rule().equals(domain + "/never"))
        .singleElement()
        .returns(Effect.AUDIT, Finding::effect)
        .returns(Effect.DENY, Finding::uncapped);

    assertThat(step("\"RemoveCeiling\"").status()).isEqualTo(200);
    assertThat(product("customers").status()).isEqualTo(422);
  }

  @Test
  void whatTheDomainItselfForbidsIsUnderNoCeiling() {
    assertThat(set("audit").status()).isEqualTo(200);
    assertThat(product("orders").status()).isEqualTo(200);

    Reply backwards = call("/api/v1/documents").yaml(Sample.product(domain, "orders", "0.9.0"));

    assertThat(backwards.status()).isEqualTo(422);
    assertThat(backwards.text()).contains("daybook/version-goes-back");
  }

  @Test
  void noPolicyStandsInTheWayOfSettingOrRemovingOne() {
    inForce("SetCeiling, RemoveCeiling");

    assertThat(set("warn").text()).contains(domain + "/never").contains("\"effect\":\"warn\"");
    assertThat(set("deny").status()).isEqualTo(200);
    assertThat(step("\"RemoveCeiling\"").status()).isEqualTo(200);
  }

  @Test
  void aDraftIsTriedUnderTheCeilingOfItsDocumentsDomain() {
    assertThat(set("warn").status()).isEqualTo(200);

    Reply tried =
        call("/api/v1/policies/evaluate")
            .json(
                new ObjectMapper()
                    .createObjectNode()
                    .put("policy", policy("PublishProduct"))
                    .put("document", Sample.product(domain, "orders", "1.0.0"))
                    .toString());

    assertThat(tried.status()).describedAs(tried.text()).isEqualTo(200);
    assertThat(tried.body().path("denies").asBoolean()).isFalse();
    assertThat(tried.body().path("wouldDeny").asBoolean()).isTrue();
  }

  @Test
  void ceilingsAreForApprovers() {
    String publisher = TestServer.token("p", null, "publisher");
    String approver = TestServer.token("a", null, "approver");
    String body = command("\"SetCeiling\",\"level\":\"audit\"");

    assertThat(call("/api/v1/commands").as(publisher).json(body).status()).isEqualTo(403);
    assertThat(call("/api/v1/commands").as(approver).json(body).status()).isEqualTo(200);
  }

  @Test
  void aLevelThatIsNoneIsRefusedWithThoseThereAre() {
    Reply refused = step("\"SetCeiling\",\"level\":\"strict\"");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("`strict` is no level of a ceiling")
        .contains("audit, warn or deny");
  }

  @Test
  void aCeilingOfADomainNobodyRegisteredStandsWithAWarning() {
    assertThat(set("audit").text()).contains("daybook/domain-unregistered");
  }

  private Reply set(String level) {
    return step("\"SetCeiling\",\"level\":\"%s\"".formatted(level));
  }

  private Reply step(String command) {
    return call("/api/v1/commands").json(command(command));
  }

  private String command(String command) {
    return "{\"command\":%s,\"subject\":\"ceiling/%s\",\"reason\":\"x\"}"
        .formatted(command, domain);
  }

  private Reply product(String name) {
    return call("/api/v1/documents").yaml(Sample.product(domain, name, "1.0.0"));
  }

  private static DecisionRecorded decision(Reply reply) {
    UUID id = UUID.fromString(reply.only().path("decision").asText());
    return (DecisionRecorded)
        TestServer.shared().part(Ledger.class).stream(DecisionRecorded.stream(id), 0, 1)
            .getFirst()
            .event();
  }

  private void inForce(String commands) {
    Reply published = call("/api/v1/documents").yaml(policy(commands));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
    Reply activated =
        call("/api/v1/commands")
            .json(
                "{\"command\":\"ActivatePolicy\",\"subject\":\"policy/%s\",\"version\":\"1.0.0\",\"reason\":\"x\"}"
                    .formatted(domain));
    assertThat(activated.status()).describedAs(activated.text()).isEqualTo(200);
  }

  private String policy(String commands) {
    return """
    apiVersion: daybook/v1
    kind: Policy
    metadata: { name: %s, version: 1.0.0 }
    spec:
      scope: { domains: [%s] }
      enforcement: deny
      match: { commands: [%s] }
      validations: [{ name: never, expression: "false" }]
    """
        .formatted(domain, domain, commands);
  }
}
