package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Finding.WaiverUsed;
import dev.daybook.decision.Outcome;
import dev.daybook.store.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Waivers on a ledger: asked for by one, granted by another, honoured until they are over. */
class WaiverTest {

  private final String domain = fresh("waived");
  private final String waiver = domain + "-crm";
  private final String asking = TestServer.token("asking", null, "publisher", "approver");
  private final String agreeing = TestServer.token("agreeing", null, "approver");

  @Test
  void whatASecondPersonGrantedStopsNobodyAndIsInTheDecision() {
    inForce();
    assertThat(product("orders").status()).isEqualTo(422);
    assertThat(request("orders").status()).isEqualTo(200);
    assertThat(product("orders").status()).isEqualTo(422);

    Reply alone = step(asking, "ApproveWaiver");
    assertThat(alone.status()).isEqualTo(422);
    assertThat(alone.text()).contains("daybook/second-person");

    Reply approved = step(agreeing, "ApproveWaiver");
    assertThat(approved.status()).describedAs(approved.text()).isEqualTo(200);
    Reply accepted = product("orders");

    assertThat(accepted.status()).describedAs(accepted.text()).isEqualTo(200);
    assertThat(accepted.text()).contains("\"outcome\":\"waived\"").contains("waiver/" + waiver);
    DecisionRecorded decision = decision(accepted);
    assertThat(decision.policyPosition())
        .isGreaterThanOrEqualTo(approved.body().path("positions").path(1).asLong());
    assertThat(decision.findings())
        .filteredOn(finding -> finding.rule().equals(domain + "/never"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.WAIVED);
              WaiverUsed used = requireNonNull(finding.waiver());
              assertThat(used.subject()).hasToString("waiver/" + waiver);
              assertThat(used.approvedBy()).startsWith("act_");
              assertThat(used.until()).isEqualTo(Instant.parse("2999-04-01T00:00:00Z"));
            });
    assertThat(product("customers").status()).isEqualTo(422);

    assertThat(step(agreeing, "RevokeWaiver").status()).isEqualTo(200);
    assertThat(call("/api/v1/documents").yaml(Sample.product(domain, "orders", "1.1.0")).status())
        .isEqualTo(422);
  }

  @Test
  void askingIsForPublishersGrantingForApproversAndADomainsPublisherStaysInside() {
    String inside = TestServer.token("inside", domain, "publisher");
    String outside = TestServer.token("outside", fresh("other"), "publisher");

    assertThat(call("/api/v1/commands").as(outside).json(body("orders")).status()).isEqualTo(403);
    assertThat(call("/api/v1/commands").as(agreeing).json(body("orders")).status()).isEqualTo(403);
    assertThat(call("/api/v1/commands").as(inside).json(body("orders")).status()).isEqualTo(200);
    for (String command : new String[] {"ApproveWaiver", "RejectWaiver", "RevokeWaiver"}) {
      assertThat(step(inside, command).status()).isEqualTo(403);
    }
    assertThat(step(agreeing, "RejectWaiver").status()).isEqualTo(200);
  }

  @Test
  void whoOwnsTheDomainGrantsAnEmergencyForThreeDaysWhichAnotherReviews() {
    String member = fresh("ada");
    publish(
        """
        apiVersion: daybook/v1
        kind: Team
        metadata: { name: %s-team }
        spec: { members: [{ name: %s, role: owner }] }
        ---
        apiVersion: daybook/v1
        kind: Domain
        metadata: { name: %s }
        spec: { owner: %s-team }
        """
            .formatted(domain, member, domain, domain));
    inForce();
    String ofTheTeam = TestServer.token(member, null, "publisher", "approver");

    Reply refused = call("/api/v1/commands").as(asking).json(emergency());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("daybook/waiver-emergency").contains(domain);

    Reply granted = call("/api/v1/commands").as(ofTheTeam).json(emergency());
    assertThat(granted.status()).describedAs(granted.text()).isEqualTo(200);
    Reply accepted = product("orders");
    assertThat(accepted.status()).describedAs(accepted.text()).isEqualTo(200);
    WaiverUsed used =
        requireNonNull(
            decision(accepted).findings().stream()
                .filter(finding -> finding.outcome() == Outcome.WAIVED)
                .findFirst()
                .orElseThrow()
                .waiver());
    assertThat(used.until())
        .isBetween(
            Instant.now().plus(Duration.ofHours(71)), Instant.now().plus(Duration.ofDays(3)));

    assertThat(review(ofTheTeam).text()).contains("daybook/second-person");
    assertThat(review(agreeing).status()).isEqualTo(200);
    assertThat(call("/api/v1/documents").yaml(Sample.product(domain, "orders", "1.1.0")).status())
        .isEqualTo(422);
  }

  @Test
  void aSubjectOrPolicyNobodyKnowsIsToldWithTheNearestOne() {
    publish(Sample.product(domain, "customer-orders", "1.0.0"));
    inForce();
    String misspelt =
        body("custmer-order").replace("\"" + domain + "/never\"", "\"" + domain + "x\"");

    Reply warned = call("/api/v1/commands").as(asking).json(misspelt);

    assertThat(warned.status()).describedAs(warned.text()).isEqualTo(200);
    assertThat(unknown(warned))
        .containsExactlyInAnyOrder(
            "nothing is called `product/%1$s.custmer-order` yet; did you mean `product/%1$s.customer-orders`?"
                .formatted(domain),
            "no policy is called `%1$sx`; did you mean `%1$s`?".formatted(domain));
  }

  @Test
  void aMisspeltDomainIsToldToo() {
    publish(Sample.product(domain, "customer-orders", "1.0.0"));
    inForce();

    Reply warned =
        call("/api/v1/commands")
            .as(asking)
            .json(body("customer-orders").replace("product/" + domain, "product/x" + domain));

    assertThat(unknown(warned))
        .containsExactly(
            "nothing is called `product/x%1$s.customer-orders` yet; did you mean `product/%1$s.customer-orders`?"
                .formatted(domain));
  }

  @Test
  void aRuleThePolicyDoesNotHaveIsToldWithTheNearestOne() {
    publish(Sample.product(domain, "orders", "1.0.0"));
    inForce();
    publish(policy("1.1.0", "seldom"));

    Reply misspelt =
        call("/api/v1/commands").as(asking).json(body("orders").replace("/never", "/nevr"));
    assertThat(misspelt.status()).describedAs(misspelt.text()).isEqualTo(200);
    assertThat(unknown(misspelt))
        .containsExactly(
            "the policy `%s` has no rule `nevr`; did you mean `never`?".formatted(domain));

    for (String known : new String[] {"never", "seldom"}) {
      Reply asked =
          call("/api/v1/commands")
              .as(asking)
              .json(
                  body("orders")
                      .replace("/never", "/" + known)
                      .replace("waiver/" + waiver, "waiver/" + waiver + "-" + known));
      assertThat(asked.status()).describedAs(asked.text()).isEqualTo(200);
      assertThat(unknown(asked)).describedAs(known).isEmpty();
    }
  }

  /** What is said to be unknown, each with what to do. */
  private static List<String> unknown(Reply reply) {
    List<String> said = new ArrayList<>();
    for (JsonNode finding : reply.body().path("findings")) {
      if (finding.path("rule").asText().equals("daybook/waiver-unknown")) {
        said.add(finding.path("message").asText() + "; " + finding.path("fix").asText());
      }
    }
    return said;
  }

  @Test
  void everythingWrongWithARequestIsToldAtOnce() {
    Reply refused =
        call("/api/v1/commands")
            .json(
                """
                {"command":"RequestWaiver","subject":"waiver/a/b","covers":"orders",
                 "waives":"A/B/C","expires":"soon","reason":"x"}
                """);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("problems"))
        .extracting(problem -> problem.path("pointer").asText())
        .containsExactlyInAnyOrder(
            "/subject", "/covers", "/waives", "/owner", "/ticket", "/expires");
  }

  @Test
  void aRepeatIsNotAnotherRequest() {
    assertThat(request("orders").body().path("outcome").asText()).isEqualTo("accepted");
    assertThat(request("orders").body().path("outcome").asText()).isEqualTo("unchanged");
  }

  private Reply request(String product) {
    return call("/api/v1/commands").as(asking).json(body(product));
  }

  private String body(String product) {
    return """
    {"command":"RequestWaiver","subject":"waiver/%s","covers":"product/%s.%s",
     "waives":"%s/never","owner":"sales-data","ticket":"DM-7","expires":"2999-03-31",
     "reason":"the new CRM"}
    """
        .formatted(waiver, domain, product, domain);
  }

  private String emergency() {
    return """
    {"command":"GrantEmergencyWaiver","subject":"waiver/%s","covers":"product/%s.orders",
     "waives":"%s","owner":"sales-data","ticket":"INC-1","reason":"nobody can order"}
    """
        .formatted(waiver, domain, domain);
  }

  private Reply review(String token) {
    return call("/api/v1/commands")
        .as(token)
        .json(
            "{\"command\":\"ReviewWaiver\",\"subject\":\"waiver/%s\",\"upheld\":false,\"reason\":\"x\"}"
                .formatted(waiver));
  }

  private Reply step(String token, String command) {
    return call("/api/v1/commands")
        .as(token)
        .json(
            "{\"command\":\"%s\",\"subject\":\"waiver/%s\",\"reason\":\"x\"}"
                .formatted(command, waiver));
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

  private static void publish(String documents) {
    Reply published = call("/api/v1/documents").yaml(documents);
    assertThat(published.status()).describedAs(published.text()).isEqualTo(200);
  }

  private String policy(String version, String rule) {
    return """
    apiVersion: daybook/v1
    kind: Policy
    metadata: { name: %s, version: %s }
    spec:
      scope: { domains: [%s] }
      enforcement: deny
      match: { commands: [PublishProduct] }
      validations: [{ name: %s, expression: "false" }]
    """
        .formatted(domain, version, domain, rule);
  }

  private void inForce() {
    publish(policy("1.0.0", "never"));
    Reply activated =
        call("/api/v1/commands")
            .json(
                "{\"command\":\"ActivatePolicy\",\"subject\":\"policy/%s\",\"version\":\"1.0.0\",\"reason\":\"x\"}"
                    .formatted(domain));
    assertThat(activated.status()).describedAs(activated.text()).isEqualTo(200);
  }
}
