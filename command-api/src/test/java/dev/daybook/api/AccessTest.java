package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static dev.daybook.api.TestServer.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.api.TestServer.Reply;
import dev.daybook.store.Ledger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may do what, and how tokens come and go. */
class AccessTest {

  private static final String DOCUMENTS = "/api/v1/documents";
  private static final String TOKENS = "/api/v1/tokens";

  private static String policy(String name) {
    return """
    apiVersion: daybook/v1
    kind: Policy
    metadata:
      name: %s
      version: 1.0.0
      title: A policy of this test
    spec:
      enforcement: audit
      match:
        commands: [PublishProduct]
      validations:
        - name: named
          expression: product.name != ''
          message: it has no name
    """
        .formatted(name);
  }

  private static long position() {
    return TestServer.shared().part(Ledger.class).head().position();
  }

  @Test
  void aReaderPublishesNothing() {
    Reply reply =
        call(DOCUMENTS)
            .as(token("reader", null, "reader"))
            .yaml(Sample.product("sales", fresh("orders"), "1.0.0"));
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.body().get("detail").asText())
        .isEqualTo("this needs the role publisher or approver; the token of `reader` has reader");
    assertThat(reply.header("WWW-Authenticate")).contains("insufficient_scope");
  }

  @Test
  void aPublisherPublishesDocuments() {
    assertThat(
            call(DOCUMENTS)
                .as(token("publisher", null, "publisher"))
                .yaml(Sample.product("sales", fresh("orders"), "1.0.0"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aPublisherOfOneDomainStaysInsideIt() {
    String mine = token("sales", "sales", "publisher");
    String inside = Sample.product("sales", fresh("orders"), "1.0.0");
    String outside = Sample.product("finance", fresh("orders"), "1.0.0");
    assertThat(call(DOCUMENTS).as(mine).yaml(inside).status()).isEqualTo(200);
    long before = position();
    Reply reply =
        call(DOCUMENTS)
            .as(mine)
            .yaml(Sample.product("sales", fresh("orders"), "1.0.0") + "---\n" + outside);
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.body().get("problems")).hasSize(1);
    assertThat(reply.body().get("problems").get(0).get("message").asText())
        .contains("product/finance.")
        .contains("outside the token's domain");
    assertThat(position()).isEqualTo(before);
  }

  @Test
  void aPublisherOfOneDomainStaysInsideItWithStepsAndMeasurementsToo() {
    String mine = token("sales", "sales", "publisher");
    assertThat(
            call("/api/v1/commands")
                .as(mine)
                .json(
                    "{\"command\":\"RetireProduct\",\"subject\":\"product/finance.a\",\"reason\":\"x\"}")
                .status())
        .isEqualTo(403);
    for (String slo : List.of("slo/finance.a/freshness", "slo/contract/finance.a/freshness")) {
      assertThat(
              call("/api/v1/measurements")
                  .as(mine)
                  .json(
                      "{\"measurements\":[{\"subject\":\"%s\",\"measuredAt\":\"2026-01-01T00:00:00Z\",\"value\":1}]}"
                          .formatted(slo))
                  .status())
          .isEqualTo(403);
    }
  }

  @Test
  void policiesNeedAnApprover() {
    String document = policy(fresh("named"));
    assertThat(call(DOCUMENTS).as(token("p", null, "publisher")).yaml(document).status())
        .isEqualTo(403);
    String approver = token("a", null, "approver");
    assertThat(call(DOCUMENTS).as(approver).yaml(document).status()).isEqualTo(200);
    assertThat(
            call(DOCUMENTS)
                .as(approver)
                .yaml(Sample.product("sales", fresh("orders"), "1.0.0"))
                .status())
        .isEqualTo(403);
  }

  @Test
  void anApproverActivatesAndWithdraws() {
    String name = fresh("named");
    String approver = token("a", null, "approver");
    assertThat(call(DOCUMENTS).as(approver).yaml(policy(name)).status()).isEqualTo(200);
    for (String step : List.of("\"ActivatePolicy\",\"version\":\"1.0.0\"", "\"WithdrawPolicy\"")) {
      String body =
          "{\"command\":%s,\"subject\":\"policy/%s\",\"reason\":\"x\"}".formatted(step, name);
      assertThat(call("/api/v1/commands").as(token("p", null, "publisher")).json(body).status())
          .isEqualTo(403);
      Reply reply = call("/api/v1/commands").as(approver).json(body);
      assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    }
  }

  @Test
  void onlyAnAdminIssuesAndRevokesTokensAndAnAuditorSeesThem() {
    for (String role : List.of("reader", "publisher", "approver", "auditor")) {
      String token = token(role, null, role);
      assertThat(call(TOKENS).as(token).get().status())
          .isEqualTo(role.equals("auditor") ? 200 : 403);
      assertThat(call(TOKENS).as(token).json("{}").status()).isEqualTo(403);
      assertThat(call(TOKENS + "/act_0000000000000002?reason=x").as(token).delete().status())
          .isEqualTo(403);
    }
  }

  @Test
  void aTokenIsShownOnceAndListedWithoutIt() {
    Reply issued =
        call(TOKENS)
            .json(
                """
                {"name": "Ada Lovelace", "kind": "person", "roles": ["publisher", "reader"],
                 "domain": "sales", "expiresAt": "2099-01-01T00:00:00+01:00"}
                """);
    assertThat(issued.status()).describedAs(issued.text()).isEqualTo(201);
    String token = issued.body().get("token").asText();
    assertThat(token).startsWith("dbk_").hasSize(47);
    Reply list = call(TOKENS + "?limit=1000").get();
    assertThat(list.text())
        .contains(issued.body().get("actor").asText())
        .contains("\"expiresAt\":\"2098-12-31T23:00:00Z\"")
        .doesNotContain(token);
  }

  @Test
  void aRepeatIsToldWhatTheFirstOneDidAndNeverShownItsToken() {
    String key = fresh("key");
    String body = "{\"name\":\"once\",\"kind\":\"service\",\"roles\":[\"reader\"]}";
    Reply first = call(TOKENS).header("Idempotency-Key", key).json(body);
    assertThat(first.status()).isEqualTo(201);
    long after = position();
    Reply again = call(TOKENS).header("Idempotency-Key", key).json(body);
    assertThat(again.status()).describedAs(again.text()).isEqualTo(409);
    assertThat(again.body().get("type").asText()).isEqualTo("urn:daybook:problem:shown-before");
    assertThat(again.body().get("decision")).isEqualTo(first.body().at("/result/decision"));
    assertThat(again.body().get("detail").asText())
        .contains(
            "at position %d to `actor/%s`".formatted(after, first.body().get("actor").asText()));
    assertThat(again.header("Daybook-Position")).isEqualTo(Long.toString(after));
    assertThat(again.text()).doesNotContain("dbk_");
    assertThat(position()).isEqualTo(after);
    assertThat(call("/prometheus").as(first.body().get("token").asText()).get().status())
        .isEqualTo(200);
  }

  @Test
  void aKeyThatIssuedOneTokenIssuesNoOther() {
    String key = fresh("key");
    String body = "{\"name\":\"once\",\"kind\":\"service\",\"roles\":[\"reader\"]}";
    call(TOKENS).header("Idempotency-Key", key).json(body);
    Reply other =
        call(TOKENS).header("Idempotency-Key", key).json(body.replace("reader", "publisher"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.body().get("type").asText()).isEqualTo("urn:daybook:problem:key-reused");
  }

  @Test
  void aRepeatedRevocationGetsTheFirstAnswer() {
    Reply issued =
        call(TOKENS).json("{\"name\":\"leaver\",\"kind\":\"person\",\"roles\":[\"reader\"]}");
    String revoke = TOKENS + "/" + issued.body().get("actor").asText() + "?reason=left";
    String key = fresh("key");
    Reply first = call(revoke).header("Idempotency-Key", key).delete();
    Reply again = call(revoke).header("Idempotency-Key", key).delete();
    assertThat(again.status()).describedAs(again.text()).isEqualTo(200);
    assertThat(again.body().get("repeated").asBoolean()).isTrue();
    assertThat(again.body().get("positions")).isEqualTo(first.body().get("positions"));
  }

  @Test
  void anActorsTokenIsReplacedByOneThatAllowsTheSame() {
    Reply first =
        call(TOKENS)
            .json(
                """
                {"name": "sales-ci", "kind": "service", "roles": ["publisher"], "domain": "sales"}
                """);
    String actor = first.body().get("actor").asText();
    String replace = "{\"actor\": \"%s\"}".formatted(actor);
    Reply second = call(TOKENS).json(replace);
    assertThat(second.status()).describedAs(second.text()).isEqualTo(201);
    assertThat(second.body().get("actor").asText()).isEqualTo(actor);
    assertThat(second.body().get("name").asText()).isEqualTo("sales-ci");
    String token = second.body().get("token").asText();
    assertThat(call("/prometheus").as(first.body().get("token").asText()).get().status())
        .isEqualTo(401);
    assertThat(call("/prometheus").as(token).get().status()).isEqualTo(200);
    assertThat(call(TOKENS).get().text()).containsOnlyOnce(actor);
  }

  @Test
  void aReplacementSaysNothingOfRolesAndNeedsAnActorWithAToken() {
    Reply more = call(TOKENS).json("{\"actor\": \"act_1\", \"roles\": [\"admin\"]}");
    assertThat(more.status()).isEqualTo(400);
    assertThat(more.text()).contains("`roles` is not known here");
    Reply nobody = call(TOKENS).json("{\"actor\": \"act_1\"}");
    assertThat(nobody.status()).isEqualTo(422);
    assertThat(nobody.body().get("findings").get(0).get("rule").asText())
        .isEqualTo("daybook/token-not-issued");
  }

  @Test
  void theLedgerKeepsATokensDigestAlone() {
    long before = position();
    String token = token("digest", null, "reader");
    Ledger ledger = TestServer.shared().part(Ledger.class);
    assertThat(ledger.entries(before + 1, 10))
        .isNotEmpty()
        .allSatisfy(
            entry ->
                assertThat(new String(entry.payload(), java.nio.charset.StandardCharsets.UTF_8))
                    .doesNotContain(token.substring(4)));
  }

  @Test
  void aRevokedTokenStopsBeforeTheAnswerIsSent() {
    Reply issued =
        call(TOKENS).json("{\"name\":\"leaver\",\"kind\":\"person\",\"roles\":[\"reader\"]}");
    String token = issued.body().get("token").asText();
    String actor = issued.body().get("actor").asText();
    assertThat(call("/prometheus").as(token).get().status()).isEqualTo(200);
    assertThat(call(TOKENS + "/" + actor).delete().status()).isEqualTo(400);
    assertThat(call(TOKENS + "/" + actor + "?reason=left").delete().status()).isEqualTo(200);
    assertThat(call("/prometheus").as(token).get().status()).isEqualTo(401);
    Reply again = call(TOKENS + "/" + actor + "?reason=left").delete();
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.body().get("findings").get(0).get("rule").asText())
        .isEqualTo("daybook/token-not-issued");
  }

  @Test
  void whatCannotBeAnActorIsToldSo() {
    for (String id : List.of("%00", "a%20b", "x".repeat(400))) {
      Reply reply = call(TOKENS + "/" + id + "?reason=x").delete();
      assertThat(reply.status()).describedAs(reply.text()).isEqualTo(400);
      assertThat(reply.body().get("detail").asText()).startsWith("`actor` in the path ");
    }
  }

  @Test
  void aTokenThatOnlyLooksLimitedIsNotIssued() {
    Reply reply =
        call(TOKENS)
            .json(
                """
                {"name": "ci", "kind": "service", "roles": ["admin"], "domain": "sales",
                 "expiresAt": "2020-01-01T00:00:00Z"}
                """);
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(422);
    assertThat(reply.body().get("findings").findValuesAsText("rule"))
        .containsExactly("daybook/token-domain", "daybook/token-expired");
  }

  @Test
  void aTokenRequestSaysEverythingWrongWithIt() {
    Reply reply =
        call(TOKENS)
            .json("{\"kind\":\"robot\",\"roles\":[\"king\",7],\"expiresAt\":\"soon\",\"x\":1}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().get("problems")).hasSize(6);
  }

  @Test
  void tokensAreListedPageByPage() {
    String name = fresh("listed");
    token(name, null, "reader");
    token(name, null, "reader");
    String at = TOKENS + "?limit=1&after=" + name;
    Reply first = call(at).get();
    assertThat(first.body()).hasSize(1);
    assertThat(first.body().get(0).get("name").asText()).isEqualTo(name);
    String link = first.header("Link");
    Reply second = call(link.substring(1, link.indexOf('>'))).get();
    assertThat(second.body()).describedAs(second.text()).hasSize(1);
    assertThat(second.body().get(0).get("name").asText()).isEqualTo(name);
    assertThat(second.body().get(0).get("actor")).isNotEqualTo(first.body().get(0).get("actor"));
    assertThat(call(TOKENS + "?limit=1000").get().header("Link")).isEmpty();
  }

  @Test
  void aDryRunIssuesNothing() {
    int before = call(TOKENS + "?limit=1000").get().body().size();
    Reply reply =
        call(TOKENS + "?dryRun=true")
            .json("{\"name\":\"dry\",\"kind\":\"person\",\"roles\":[\"reader\"]}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).doesNotContain("dbk_");
    assertThat(call(TOKENS + "?limit=1000").get().body()).hasSize(before);
  }
}
