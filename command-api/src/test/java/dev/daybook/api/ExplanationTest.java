package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static dev.daybook.api.TestServer.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every part of a rule came to, judged again as it was then. */
class ExplanationTest {

  private final String policy = fresh("explained");
  private final String product = fresh("orders");
  private final String publisher = token("p", null, "publisher");

  @BeforeEach
  void inForce() {
    publish("1.0.0", "product.name != '' && size(product.outputPorts) > 1");
    step("\"ActivatePolicy\",\"version\":\"1.0.0\"");
  }

  @AfterEach
  void withdrawn() {
    step("\"WithdrawPolicy\"");
  }

  @Test
  void aDenialIsToldWithTheValueOfEveryPartAndTheStepsAreThoseOfThen() {
    JsonNode told = explained(decided(), "").body();

    assertThat(told.path("exact").asBoolean()).describedAs(told.toString()).isTrue();
    assertThat(told.path("traceSha256Now")).isEqualTo(told.path("traceSha256"));
    assertThat(told.path("outcome").asText()).isEqualTo("denied");
    JsonNode rule = told.path("rules").path(0);
    assertThat(rule.path("rule").asText()).isEqualTo(policy + "/ports");
    assertThat(rule.path("finding").path("fix").asText()).isEqualTo("add a port");
    assertThat(rule.path("finding").path("line").asInt()).isPositive();
    JsonNode expression = rule.path("expressions").path(0);
    assertThat(expression.path("kind").asText()).isEqualTo("rule");
    assertThat(expression.path("line").asInt()).isEqualTo(9);
    assertThat(value(expression, "size(product.outputPorts)")).isEqualTo("1");
    assertThat(value(expression, "product.name")).isEqualTo('"' + product + '"');
  }

  @Test
  void thePoliciesAreThoseOfThenWhateverBecameOfThem() {
    String decision = decided();
    publish("1.1.0", "product.name == 'something else'");
    step("\"ActivatePolicy\",\"version\":\"1.1.0\"");
    String second = decided();

    JsonNode first = explained(decision, "").body();
    assertThat(first.path("exact").asBoolean()).isTrue();
    assertThat(first.at("/rules/0/policy/version").asText()).isEqualTo("1.0.0");
    assertThat(value(first.at("/rules/0/expressions/0"), "size(product.outputPorts)"))
        .isEqualTo("1");
    JsonNode other = explained(second, "").body();
    assertThat(other.path("exact").asBoolean()).isTrue();
    assertThat(other.at("/rules/0/policy/version").asText()).isEqualTo("1.1.0");
  }

  @Test
  void whatIsWaivedIsToldAsItWasThoughTheWaiverIsNoMore() {
    String waiver = fresh("few-ports");
    say(
        publisher,
        """
        {"command":"RequestWaiver","subject":"waiver/%s","covers":"product/sales.%s",
         "waives":"%s/ports","owner":"crm","reason":"migration","ticket":"X-1",
         "expires":"2999-03-31"}
        """
            .formatted(waiver, product, policy));
    say(TestServer.admin(), waived("ApproveWaiver", waiver));
    String decision = decided();
    say(TestServer.admin(), waived("RevokeWaiver", waiver));

    JsonNode told = explained(decision, "").body();
    assertThat(told.path("exact").asBoolean()).describedAs(told.toString()).isTrue();
    assertThat(told.path("outcome").asText()).isEqualTo("accepted");
    JsonNode rule = told.path("rules").path(0);
    assertThat(rule.at("/outcome/outcome").asText()).isEqualTo("waived");
    assertThat(rule.at("/finding/waiver/subject").asText()).isEqualTo("waiver/" + waiver);
    assertThat(value(rule.at("/expressions/0"), "size(product.outputPorts) > 1"))
        .isEqualTo("false");
  }

  @Test
  void whatPassedIsForAuditorsAndWhoeverAsked() {
    String decision = decided();
    String passed = "?rule=" + policy + "/named";
    String reader = token("r", null, "reader");

    assertThat(explained(decision, "", reader).status()).isEqualTo(200);
    assertThat(explained(decision, "?rule=" + policy + "/ports", reader).status()).isEqualTo(200);
    Reply refused = explained(decision, passed, reader);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().path("detail").asText()).contains(policy + "/named", "passed");
    assertThat(explained(decision, passed, token("p", null, "publisher")).status()).isEqualTo(403);
    for (String other : new String[] {publisher, token("a", null, "auditor"), TestServer.admin()}) {
      JsonNode rule = explained(decision, passed, other).body().path("rules").path(0);
      assertThat(rule.at("/outcome/outcome").asText()).isEqualTo("pass");
      assertThat(value(rule.at("/expressions/0"), "product.name != \"\"")).isEqualTo("true");
    }
  }

  @Test
  void whatWasNotAskedOrNotDecidedIsNotExplained() {
    Reply unknown = explained(decided(), "?rule=" + policy + "/prots");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text()).contains("did you mean `" + policy + "/ports`?");
    assertThat(explained("00000000-0000-8000-8000-000000000000", "").status()).isEqualTo(404);
  }

  private static String value(JsonNode expression, String part) {
    for (JsonNode each : expression.path("parts")) {
      if (each.path("expression").asText().equals(part)) {
        return each.path("value").asText();
      }
    }
    return "";
  }

  /** The decision on a product that has too few ports. */
  private String decided() {
    Reply reply =
        call("/api/v1/documents")
            .as(publisher)
            .header("Idempotency-Key", fresh("key"))
            .yaml(Sample.product("sales", product, "1.0.0"));
    return reply.only().path("decision").asText();
  }

  private Reply explained(String decision, String query) {
    return explained(decision, query, TestServer.admin());
  }

  private static Reply explained(String decision, String query, String token) {
    return call("/api/v1/decisions/%s/explanation%s".formatted(decision, query)).as(token).get();
  }

  private static String waived(String command, String waiver) {
    return "{\"command\":\"%s\",\"subject\":\"waiver/%s\",\"reason\":\"x\"}"
        .formatted(command, waiver);
  }

  private void step(String command) {
    say(
        TestServer.admin(),
        "{\"command\":%s,\"subject\":\"policy/%s\",\"reason\":\"x\"}".formatted(command, policy));
  }

  private static void say(String token, String command) {
    Reply reply = call("/api/v1/commands").as(token).json(command);
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
  }

  private void publish(String version, String rule) {
    Reply published =
        call("/api/v1/documents")
            .yaml(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata: { name: %s, version: %s }
                spec:
                  enforcement: deny
                  match: { commands: [PublishProduct], subjects: ["product/sales.%s"] }
                  validations:
                    - name: ports
                      expression: %s
                      field: /outputPorts
                      fix: add a port
                    - { name: named, expression: product.name != '' }
                """
                    .formatted(policy, version, product, rule));
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
  }
}
