package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.api.TestServer.Reply;
import dev.daybook.seal.Sha256;
import dev.daybook.store.Ledger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Documents over HTTP: each outcome, and what comes in by mistake. */
class DocumentsTest {

  private static final String DOCUMENTS = "/api/v1/documents";

  private static List<String> outcomes(Reply reply) {
    return StreamSupport.stream(reply.body().path("results").spliterator(), false)
        .map(result -> result.path("outcome").asText())
        .toList();
  }

  private static Ledger ledger() {
    return TestServer.shared().part(Ledger.class);
  }

  @Test
  void aDocumentIsAcceptedAndItsBytesAreKept() {
    String yaml = "# as it was written\r\n" + Sample.product("sales", fresh("orders"), "1.0.0");
    Reply reply = call(DOCUMENTS).yaml(yaml);
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    assertThat(outcomes(reply)).containsExactly("accepted");
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    assertThat(ledger().content(Sha256.hex(bytes))).hasValue(bytes);
  }

  @Test
  void theSameDocumentAgainIsUnchangedAndNotRecorded() {
    String yaml = Sample.product("sales", fresh("orders"), "1.0.0");
    call(DOCUMENTS).yaml(yaml);
    long before = ledger().head().position();
    Reply reply = call(DOCUMENTS).yaml("# a comment more\n" + yaml);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(outcomes(reply)).containsExactly("unchanged");
    assertThat(reply.only().has("decision")).isFalse();
    assertThat(ledger().head().position()).isEqualTo(before);
  }

  @Test
  void aDeniedDocumentSaysTheRuleThePlaceAndTheWayOut() {
    String yaml =
        Sample.product("sales", fresh("orders"), "1.0.0").replace("type: sql", "type: sftp");
    Reply reply = call(DOCUMENTS).yaml(yaml);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.body().get("detail").asText()).isEqualTo("1 document: 1 denied");
    JsonNode finding = reply.only().get("findings").get(0);
    assertThat(finding.get("rule").asText()).isEqualTo("product-output-ports/standard-port");
    assertThat(finding.get("effect").asText()).isEqualTo("deny");
    assertThat(finding.get("line").asInt()).isPositive();
    assertThat(finding.get("fix").asText()).isNotEmpty();
    assertThat(UUID.fromString(reply.only().get("decision").asText()).version()).isEqualTo(8);
  }

  @Test
  void aDocumentThatGrowsTooLargeIsInvalidAloneAndAmongOthers() {
    String small = Sample.product("sales", fresh("orders"), "1.0.0");
    String growing =
        """
        apiVersion: v3.1.0
        kind: DataContract
        id: growing
        version: 1.0.0
        status: draft
        customProperties:
          - property: x
            value:
              %s:
        """
                .formatted("k".repeat(450))
            + "        - 1\n".repeat(5_000);
    Reply alone = call(DOCUMENTS).yaml(growing);
    assertThat(alone.status()).describedAs(alone.text()).isEqualTo(422);
    assertThat(outcomes(alone)).containsExactly("invalid");
    assertThat(alone.only().get("findings").get(0).get("line").asInt()).isGreaterThan(1_000);
    assertThat(outcomes(call(DOCUMENTS).yaml(growing + "---\n" + small)))
        .containsExactly("invalid", "accepted");
  }

  @Test
  void anInvalidDocumentSaysEverythingThatIsWrongAndRecordsNothing() {
    long before = ledger().head().position();
    Reply reply =
        call(DOCUMENTS)
            .yaml(
                Sample.product("sales", "orders", "1.0.0")
                    .replace("version: 1.0.0", "version: one")
                    .replace("tier: gold", "teir: gold"));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(outcomes(reply)).containsExactly("invalid");
    assertThat(reply.only().get("findings")).hasSizeGreaterThan(1);
    assertThat(reply.only().get("findings").get(0).get("rule").asText())
        .isEqualTo("daybook/readable");
    assertThat(reply.only().get("findings").get(0).get("line").asInt()).isPositive();
    assertThat(ledger().head().position()).isEqualTo(before);
  }

  @Test
  void everyDocumentOfARequestIsJudgedForItself() {
    String good = Sample.product("sales", fresh("orders"), "1.0.0");
    String bad = Sample.product("sales", fresh("orders"), "one");
    Reply reply = call(DOCUMENTS).yaml(good + "---\n" + bad + "---\n" + "---\n" + good);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(outcomes(reply)).containsExactly("accepted", "invalid", "unchanged");
    assertThat(reply.result(1).get("index").asInt()).isEqualTo(1);
  }

  @Test
  void oneOfSeveralWhoseKeyStandsForAnotherIsUnansweredAndTheOthersGoOn() {
    String key = fresh("key");
    String known = Sample.product("sales", fresh("orders"), "1.0.0");
    String other = Sample.product("sales", fresh("orders"), "1.0.0");
    String more = Sample.product("sales", fresh("orders"), "1.0.0");
    call(DOCUMENTS).header("Idempotency-Key", key).yaml(known + "---\n" + known);
    long before = ledger().head().position();

    Reply reply =
        call(DOCUMENTS)
            .header("Idempotency-Key", key)
            .yaml(other + "---\n" + more + "---\n" + more);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(outcomes(reply)).containsExactly("unanswered", "accepted", "unchanged");
    assertThat(reply.body().get("detail").asText())
        .isEqualTo("3 documents: 1 accepted, 1 unchanged, 1 unanswered");
    JsonNode stopped = reply.only();
    assertThat(stopped.has("decision")).isFalse();
    assertThat(stopped.get("positions")).isEmpty();
    JsonNode finding = stopped.get("findings").get(0);
    assertThat(finding.get("rule").asText()).isEqualTo("daybook/key-reused");
    assertThat(finding.get("fix").asText()).isEqualTo("send it again under a key of its own");
    assertThat(ledger().head().position())
        .isEqualTo(before + reply.result(1).get("positions").size());
  }

  @Test
  void domainsComeBeforeProductsWhereverTheyStand() {
    String domain = fresh("shop");
    Reply reply =
        call(DOCUMENTS)
            .yaml(Sample.product(domain, "orders", "1.0.0") + "---\n" + Sample.domain(domain));
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    assertThat(reply.result(0).get("subject").asText()).isEqualTo("product/" + domain + ".orders");
    assertThat(reply.result(0).get("findings"))
        .noneMatch(finding -> finding.get("rule").asText().equals("daybook/domain-unregistered"));
    assertThat(reply.result(0).get("positions").get(0).asLong())
        .isGreaterThan(reply.result(1).get("positions").get(0).asLong());
  }

  @Test
  void documentsOfOneKindAreJudgedSideBySideAndShareCommits() {
    String domain = fresh("shop");
    String yaml =
        IntStream.range(0, 64)
            .mapToObj(n -> Sample.product(domain, "orders-" + n, "1.0.0"))
            .collect(Collectors.joining("---\n"));
    long before = ledger().commits();
    Reply reply = call(DOCUMENTS).yaml(yaml);
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    assertThat(ledger().commits() - before).isLessThan(64);
    for (int n = 0; n < 64; n++) {
      assertThat(reply.result(n).get("subject").asText())
          .isEqualTo("product/" + domain + ".orders-" + n);
    }
  }

  @Test
  void documentsAboutOneSubjectKeepTheirOrder() {
    String name = fresh("orders");
    String versions =
        IntStream.range(0, 16)
            .mapToObj(n -> Sample.product("sales", name, "1." + n + ".0"))
            .collect(Collectors.joining("---\n"));
    Reply reply = call(DOCUMENTS).yaml(versions);
    assertThat(outcomes(reply)).hasSize(16).containsOnly("accepted");
    List<Long> positions =
        IntStream.range(0, 16)
            .mapToObj(n -> reply.result(n).get("positions").get(0).asLong())
            .toList();
    assertThat(positions).isSorted();
  }

  @Test
  void anUnregisteredDomainIsAFindingThatDoesNotDeny() {
    Reply reply = call(DOCUMENTS).yaml(Sample.product(fresh("nowhere"), "orders", "1.0.0"));
    assertThat(reply.status()).isEqualTo(200);
    JsonNode finding = reply.only().get("findings").get(0);
    assertThat(finding.get("rule").asText()).isEqualTo("daybook/domain-unregistered");
    assertThat(finding.get("effect").asText()).isEqualTo("warn");
  }

  @Test
  void jsonIsReadLikeYaml() {
    Reply reply =
        call(DOCUMENTS)
            .json(
                """
                [{"apiVersion":"daybook/v1","kind":"Domain","metadata":{"name":"%s"},
                  "spec":{"description":"One."}},
                 {"apiVersion":"daybook/v1","kind":"Domain","metadata":{"name":"%s"},
                  "spec":{"description":"Two."}}]
                """
                    .formatted(fresh("one"), fresh("two")));
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(200);
    assertThat(outcomes(reply)).containsExactly("accepted", "accepted");
  }

  @Test
  void aDryRunAnswersTheSameAndRecordsNothing() {
    String yaml = Sample.product("sales", fresh("orders"), "1.0.0");
    long before = ledger().head().position();
    Reply reply = call(DOCUMENTS + "?dryRun=true").yaml(yaml);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(outcomes(reply)).containsExactly("accepted");
    assertThat(reply.only().has("decision")).isFalse();
    assertThat(ledger().head().position()).isEqualTo(before);
    assertThat(outcomes(call(DOCUMENTS).yaml(yaml))).containsExactly("accepted");
  }

  @Test
  void aRepeatUnderItsKeyGetsTheFirstAnswer() {
    String yaml = Sample.product("sales", fresh("orders"), "1.0.0");
    String key = fresh("key");
    Reply first = call(DOCUMENTS).header("Idempotency-Key", key).yaml(yaml);
    Reply second = call(DOCUMENTS).header("Idempotency-Key", key).yaml(yaml);
    assertThat(outcomes(second)).containsExactly("accepted");
    assertThat(second.only().get("repeated").asBoolean()).isTrue();
    assertThat(second.only().get("positions")).isEqualTo(first.only().get("positions"));
    Reply other =
        call(DOCUMENTS)
            .header("Idempotency-Key", key)
            .yaml(Sample.product("sales", fresh("orders"), "1.0.0"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.body().get("type").asText()).isEqualTo("urn:daybook:problem:key-reused");
  }

  @Test
  void whyAndWhereFromAreRecordedWithTheEvents() {
    Reply reply =
        call(DOCUMENTS)
            .header("Daybook-Reason", "quarterly review")
            .header("Daybook-Ticket", "DATA-7")
            .header("Daybook-Environment", "staging")
            .header("Daybook-On-Behalf-Of", "sales council")
            .header("Daybook-Source-Repository", "git@example.com:mesh.git")
            .header("Daybook-Source-Commit", "4f2a")
            .header("Daybook-Source-Path", "sales/orders.yaml")
            .yaml(Sample.product("sales", fresh("orders"), "1.0.0"));
    var context =
        ledger()
            .entry(reply.only().get("positions").get(1).asLong())
            .orElseThrow()
            .metadata()
            .context();
    assertThat(context.reason()).isEqualTo("quarterly review");
    assertThat(context.ticket()).isEqualTo("DATA-7");
    assertThat(context.environment()).isEqualTo("staging");
    assertThat(context.onBehalfOf()).isEqualTo("sales council");
    assertThat(context.source())
        .hasToString(
            "Source[repository=git@example.com:mesh.git, commit=4f2a, path=sales/orders.yaml]");
  }

  @Test
  void aParameterWinsOverItsHeaderAndTakesAnyScript() {
    Reply reply =
        call(DOCUMENTS + "?reason=%E5%AF%A9%E6%9F%BB")
            .header("Daybook-Reason", "other")
            .yaml(Sample.product("sales", fresh("orders"), "1.0.0"));
    assertThat(
            ledger()
                .entry(reply.only().get("positions").get(0).asLong())
                .orElseThrow()
                .metadata()
                .context()
                .reason())
        .isEqualTo("審査");
  }

  @Test
  void curlsDataOptionIsToldWhatToChange() {
    String mangled = Sample.product("sales", "orders", "1.0.0").replace("\n", "");
    for (String type : List.of("application/json", "application/x-www-form-urlencoded")) {
      Reply reply = call(DOCUMENTS).post(type, mangled);
      assertThat(reply.status()).describedAs(type).isEqualTo(422);
      assertThat(outcomes(reply)).containsExactly("invalid");
      assertThat(reply.only().get("findings").get(0).get("fix").asText())
          .contains("--data-binary")
          .contains("application/yaml");
    }
    Reply whole =
        call(DOCUMENTS).post("application/json", Sample.product("sales", "orders", "1.0.0"));
    assertThat(whole.only().get("findings").get(0).get("message").asText())
        .contains("sent as JSON");
    assertThat(ledger().content(Sha256.hex(mangled.getBytes(StandardCharsets.UTF_8))).isPresent())
        .isFalse();
  }

  @Test
  void aFileOfAnotherKindIsInvalidHere() {
    Reply reply = call(DOCUMENTS).yaml("name: shop\nversion: 2\nmodels: {}\n");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(outcomes(reply)).containsExactly("invalid");
  }

  @Test
  void aPolicyThatDoesNotCompileIsInvalidWithAllItsErrors() {
    Reply reply =
        call(DOCUMENTS)
            .yaml(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata:
                  name: %s
                  version: 1.0.0
                spec:
                  enforcement: required
                  match:
                    commands: [PublishProduct]
                  validations:
                    - name: one
                      expression: product.nme != ''
                      message: one
                    - name: two
                      expression: product.name +
                      message: two
                """
                    .formatted(fresh("wrong")));
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(422);
    assertThat(outcomes(reply)).containsExactly("invalid");
    assertThat(reply.only().get("findings")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(reply.only().get("findings").get(0).get("line").asInt()).isGreaterThan(9);
  }

  @Test
  void aPolicyWithAMisspeltWordAtItsBeginningIsToldTheErrorsOfItsExpressionsToo() {
    Reply reply =
        call(DOCUMENTS)
            .yaml(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata: { name: %s, version: 1.0.0 }
                spec:
                  enforcement: dny
                  match: { commands: [PublishProduct] }
                  validations:
                    - { name: one, expression: product.nme != '' }
                  cases:
                    - { name: c, facts: { prodct: {} }, expect: pass }
                """
                    .formatted(fresh("wrong")));
    assertThat(reply.status()).describedAs(reply.text()).isEqualTo(422);
    assertThat(reply.only().get("findings").findValuesAsText("line"))
        .containsExactly("5", "8", "10");
  }

  @Test
  void hostileBodiesGetAnswersAndTheServerStaysUp() {
    assertThat(call(DOCUMENTS).yaml("").status()).isEqualTo(400);
    assertThat(call(DOCUMENTS).yaml("---\n---\n# nothing\n").status()).isEqualTo(400);
    assertThat(call(DOCUMENTS).post("image/png", new byte[] {1, 2, 3}).status()).isEqualTo(415);
    assertThat(outcomes(call(DOCUMENTS).post("application/yaml", new byte[] {0, 1, 2, (byte) 255})))
        .containsExactly("invalid");
    assertThat(outcomes(call(DOCUMENTS).yaml("a: " + "[".repeat(50_000))))
        .containsExactly("invalid");
    assertThat(outcomes(call(DOCUMENTS).json("{\"a\":".repeat(100_000))))
        .containsExactly("invalid");
    assertThat(outcomes(call(DOCUMENTS).yaml("a: &a [x]\nb: *a\n"))).containsExactly("invalid");
    assertThat(outcomes(call(DOCUMENTS).yaml("a: 1\na: 2\n"))).containsExactly("invalid");
    assertThat(outcomes(call(DOCUMENTS).yaml("a: " + "x".repeat(2 << 20))))
        .containsExactly("invalid");
    assertThat(call(DOCUMENTS).post("application/yaml", new byte[(10 << 20) + 1]).status())
        .isEqualTo(413);
    assertThat(call("/health").as(null).get().status()).isEqualTo(200);
  }
}
