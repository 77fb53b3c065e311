package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.edge.BearerToken;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.policy.PolicySetDigest;
import dev.daybook.seal.Sha256;
import dev.daybook.sealer.Seal;
import dev.daybook.store.Append;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.NewEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A query node over HTTP: views and nothing else behind a real server. */
class HttpTest {

  /** Where the history's product has its promises; later it has none. */
  private static final long WHILE_PROMISED = 36;

  private static final BearerToken TOKEN = BearerToken.random();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] DOCUMENT =
      "kind: DataProduct # as written\n".getBytes(StandardCharsets.UTF_8);

  private static Book book;
  private static Server server;
  private static long last;

  @BeforeAll
  static void start() throws IOException {
    book = Book.open(List.of());
    book.record(
        new TokenIssued(
            new SubjectName(SubjectKind.ACTOR, "act_00000000000000aa"),
            "auditor",
            Actor.Kind.SERVICE,
            List.of(Actor.Role.AUDITOR),
            null,
            null,
            TOKEN.sha256()));
    Histories.everythingOnce(book);
    for (int i = 0; i < 5; i++) {
      book.record(
          Samples.registered(
              Samples.spec("finance.ledger-" + i, "1.0.0", "silver", List.of(), List.of())));
    }
    book.ledger()
        .append(
            List.of(
                NewEvent.of(
                    "product/finance.documented",
                    0,
                    Samples.registered("finance.documented"),
                    new EntryMetadata(
                        Book.ACTOR,
                        Actor.Kind.PERSON,
                        UUID.randomUUID(),
                        Context.prod(),
                        Sha256.hex(DOCUMENT)))),
            Append.alone().content(DOCUMENT));
    last = book.ledger().head().position();
    Path data = Files.createTempDirectory("daybook-views-test");
    server = Server.start(ServerSettings.in(data).withLedger(book.test().settings()).withPort(-1));
  }

  @AfterAll
  static void stop() {
    server.close();
    book.close();
  }

  @Test
  void theCatalogAnswersInKnownShapesAndSaysItsPosition() throws Exception {
    Reply reply = get("/data-products?domain=sales", "Daybook-Min-Position", "" + last);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Daybook-Position")).isEqualTo("" + last);
    assertThat(reply.body()).hasSize(1);
    JsonNode product = reply.body().get(0);
    assertThat(product.fieldNames())
        .toIterable()
        .containsExactly(
            "name",
            "domain",
            "description",
            "owner",
            "tier",
            "tags",
            "output_ports",
            "slo_status",
            "version",
            "lifecycle");
    assertThat(product.get("tags")).isEmpty();

    JsonNode detail = get("/data-products/sales/customer-360").body();
    assertThat(detail.at("/owner").asText()).isEqualTo("crm-team");
    assertThat(detail.at("/output_ports/0").asText()).isEqualTo("sql");
    assertThat(detail.at("/slo_status").asText()).isEqualTo("unknown");
    assertThat(detail.at("/spec/outputPorts/0/engine").asText()).isEqualTo("trino");
    assertThat(detail.at("/registeredAt").asText()).endsWith("Z");
    assertThat(detail.at("/contracts/0/version").asText()).isEqualTo("1.0.0");
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    for (String path :
        List.of(
            "/data-products/sales/nothing",
            "/data-products/sales/no%20thing",
            "/data-products/sales/nothing/lineage",
            "/data-products/sales/customer-360?asOf=1",
            "/contracts/sales.nothing",
            "/contracts/sales.customers/versions/9",
            "/policies/nothing",
            "/decisions/00000000-0000-0000-0000-000000000000",
            "/slos/sales.customer-360/nothing",
            "/domains/nothing",
            "/teams/nothing",
            "/ledger/entries/999999",
            "/documents/" + "0".repeat(64))) {
      Reply reply = get(path);
      assertThat(reply.status()).as(path).isEqualTo(404);
      assertThat(reply.body().at("/type").asText()).isEqualTo("urn:daybook:problem:not-found");
      assertThat(reply.body().at("/detail").asText()).as(path).endsWith("not found");
    }
    assertThat(get("/data-products/sales/nothing").body().at("/detail").asText())
        .isEqualTo("Data product not found");
  }

  @Test
  void whatCannotBeMeantIsRefusedWithAHint() throws Exception {
    for (String path :
        List.of(
            "/data-products?asOf=2026-02-30",
            "/data-products?asOf=2026-03-31T23:59:59",
            "/data-products?asOf=yesterday",
            "/data-products?asOf=HEAD~999999",
            "/data-products?asOf=2026-03-31&zone=Mars/Base",
            "/data-products?asOf=2999-01-01T00:00:00Z",
            "/data-products?asOf=999999",
            "/data-products?limit=0",
            "/data-products?limit=1001",
            "/data-products?colour=red",
            "/data-products/sales/customer-360/lineage?depth=0",
            "/data-products/sales/customer-360/lineage?depth=21",
            "/decisions?outcome=maybe",
            "/decisions?before=x",
            "/ledger/entries?from=0",
            "/documents/xyz")) {
      Reply reply = get(path);
      assertThat(reply.status()).as(path).isEqualTo(400);
      assertThat(reply.body().at("/next").asText()).as(path).isNotEmpty();
    }
  }

  @Test
  void whichEntryMadeACellIsToldPageByPage() throws Exception {
    Reply reply =
        get(
            "/blame?subject=product/sales.customer-360&field=owner",
            "Daybook-Min-Position",
            "" + last);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).hasSize(1);
    JsonNode cell = reply.body().get(0);
    assertThat(cell.at("/view").asText()).isEqualTo("catalog");
    assertThat(cell.at("/value").asText()).isEqualTo("crm-team");
    assertThat(cell.at("/by/type").asText()).isEqualTo("product.handed-over");
    assertThat(cell.at("/by/actor").asText()).isEqualTo(Book.ACTOR);
    assertThat(cell.at("/by/actorName").asText()).isEqualTo("Ada");
    assertThat(cell.at("/again")).isEmpty();

    List<String> whole = new ArrayList<>();
    get("/blame?subject=product/sales.customer-360")
        .body()
        .forEach(each -> whole.add(each.at("/table").asText() + " " + each.at("/field").asText()));
    List<String> paged = new ArrayList<>();
    String next = "/blame?subject=product/sales.customer-360&limit=7";
    while (!next.isEmpty()) {
      Reply page = get(next);
      page.body()
          .forEach(
              each -> paged.add(each.at("/table").asText() + " " + each.at("/field").asText()));
      String link = page.header("Link");
      next = link.isEmpty() ? "" : link.substring(link.indexOf("/blame"), link.indexOf('>'));
    }
    assertThat(paged).isEqualTo(whole).hasSizeGreaterThan(14);

    JsonNode state = get("/blame?subject=actor/" + Book.ACTOR + "&field=state").body().get(0);
    assertThat(state.at("/by/type").asText()).isEqualTo("actor.token-revoked");
    assertThat(get("/blame?subject=nobody/x").status()).isEqualTo(400);
    assertThat(get("/blame?subject=product/sales.nothing").status()).isEqualTo(404);
  }

  @Test
  void everyEndpointAnswersAsOfAnyPosition() throws Exception {
    for (String path :
        List.of(
            "/data-products",
            "/contracts",
            "/policies",
            "/coverage",
            "/decisions",
            "/slos",
            "/activity",
            "/domains",
            "/teams")) {
      Reply none = get(path + "?asOf=0");
      assertThat(none.status()).as(path).isEqualTo(200);
      assertThat(none.body()).as(path).isEmpty();
      assertThat(none.header("Daybook-Position")).isEqualTo("0");
      String then = path.equals("/slos") ? "" + WHILE_PROMISED : "" + last;
      assertThat(get(path + "?asOf=" + then).body()).as(path).isNotEmpty();
    }
  }

  @Test
  void everyWayToWriteAMomentIsUnderstood() throws Exception {
    assertThat(get("/data-products?asOf=size:9").header("Daybook-Position")).isEqualTo("9");
    assertThat(get("/data-products?asOf=HEAD").header("Daybook-Position")).isEqualTo("" + last);
    assertThat(get("/data-products?asOf=HEAD~2").header("Daybook-Position"))
        .isEqualTo("" + (last - 2));
    assertThat(get("/data-products?asOf=QUARTER-sales").header("Daybook-Position")).isEqualTo("7");
    assertThat(get("/data-products?asOf=2026-03-31&zone=Asia/Tokyo").header("Daybook-Position"))
        .isEqualTo("0");
    Instant ninth = book.ledger().recordedAt(9).orElseThrow();
    JsonNode moment = get("/ledger/moment?asOf=" + ninth).body();
    assertThat(moment.at("/position").asLong()).isGreaterThanOrEqualTo(9).isLessThan(last);
    assertThat(moment.at("/recordedAt").asText()).isEqualTo(ninth.toString());
    assertThat(get("/ledger/moment").body().at("/position").asLong()).isEqualTo(last);
    assertThat(get("/ledger/moment?asOf=0").body().toString()).isEqualTo("{\"position\":0}");
  }

  @Test
  void everyAnswerSaysWhenItsPositionWasRecordedAndWhichCheckpointCoversIt() throws Exception {
    // The history's rotation is made up, and nothing is sealed from there on.
    long rotation = book.ledger().stream("seal/daybook/sales", 0, 1).getFirst().position();
    assertThat(server.part(Seal.class).await(rotation - 1, Duration.ofSeconds(10))).isTrue();
    for (String path :
        List.of(
            "/data-products?asOf=36",
            "/data-products/sales/customer-360?asOf=36",
            "/slos?asOf=36",
            "/tags?asOf=36",
            "/ledger/entries?asOf=36")) {
      Reply reply = get(path);
      assertThat(reply.header("Daybook-Position")).as(path).isEqualTo("36");
      assertThat(reply.header("Daybook-Recorded-At"))
          .as(path)
          .isEqualTo(book.ledger().recordedAt(36).orElseThrow().toString());
      assertThat(reply.header("Daybook-Checkpoint")).as(path).isEqualTo("" + (rotation - 1));
      assertThat(reply.header("Daybook-Behind")).as(path).isEmpty();
    }
    Reply now = get("/data-products");
    assertThat(now.header("Daybook-Recorded-At"))
        .isEqualTo(book.ledger().recordedAt(last).orElseThrow().toString());
    assertThat(now.header("Daybook-Checkpoint")).isEqualTo("none");
    assertThat(get("/data-products?asOf=0").header("Daybook-Recorded-At")).isEmpty();
    Reply search = raw("POST", "/api/v1/data-products/search?asOf=36", "{\"query\":\"ledger\"}");
    assertThat(search.header("Daybook-Recorded-At")).isNotEmpty();
  }

  @Test
  void tagsAreListedAndShownAsOfAnyMoment() throws Exception {
    JsonNode all = get("/tags").body();
    assertThat(all).hasSize(1);
    JsonNode one = get("/tags/quarter-SALES").body();
    assertThat(one).isEqualTo(all.get(0));
    assertThat(one.at("/name").asText()).isEqualTo("quarter-sales");
    assertThat(one.at("/position").asLong()).isEqualTo(7);
    assertThat(one.at("/recordedAt").asText())
        .isEqualTo(book.ledger().recordedAt(7).orElseThrow().toString());
    assertThat(one.at("/setBy").asText()).isEqualTo(Book.ACTOR);
    long set = one.at("/setAtPosition").asLong();
    assertThat(get("/tags?asOf=" + (set - 1)).body()).isEmpty();
    assertThat(get("/tags/quarter-sales?asOf=" + (set - 1)).status()).isEqualTo(404);
  }

  @Test
  void entriesAreThoseThatWereRecordedByThen() throws Exception {
    assertThat(get("/ledger/entries?asOf=3").body()).hasSize(3);
    Reply page = get("/ledger/entries?asOf=3&limit=2");
    assertThat(page.header("Link")).contains("asOf=3").contains("from=3");
    assertThat(get("/ledger/entries?asOf=3&from=3&limit=2").header("Link")).isEmpty();
    assertThat(get("/ledger/entries?asOf=3&from=4").body()).isEmpty();
    assertThat(get("/ledger/entries/3?asOf=3").status()).isEqualTo(200);
    assertThat(get("/ledger/entries/4?asOf=3").status()).isEqualTo(404);
    assertThat(get("/ledger/personal?asOf=0").body()).isEmpty();
    assertThat(get("/ledger/entries?limit=2").header("Link")).doesNotContain("asOf");
  }

  @Test
  void pagesAreLinkedAsOfTheSamePosition() throws Exception {
    Reply first = get("/data-products?domain=finance&limit=4");
    assertThat(first.body()).hasSize(4);
    String link = first.header("Link");
    assertThat(link).contains("asOf=" + last).contains("limit=4").endsWith("; rel=\"next\"");
    Reply second = raw("GET", link.substring(1, link.indexOf('>')), null);
    assertThat(second.body()).hasSize(2);
    assertThat(second.header("Link")).isEmpty();

    Reply decisions = get("/decisions?limit=2");
    String older = decisions.header("Link");
    assertThat(
            raw("GET", older.substring(1, older.indexOf('>')), null)
                .body()
                .get(0)
                .get("position")
                .asLong())
        .isLessThan(decisions.body().get(1).get("position").asLong());
    assertThat(get("/ledger/entries?limit=2").header("Link")).contains("from=3");
  }

  @Test
  void searchTakesWordsAndFilters() throws Exception {
    Reply reply =
        raw(
            "POST",
            "/api/v1/data-products/search",
            "{\"query\":\"ledger\",\"tier\":\"silver\",\"limit\":3}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).hasSize(3);
    assertThat(raw("POST", "/api/v1/data-products/search", "{\"querry\":\"ledger\"}").status())
        .isEqualTo(400);
  }

  @Test
  void searchReadsItsBodyStrictlyAndSaysAllThatIsWrongWithIt() throws Exception {
    for (String body :
        List.of(
            "{\"query\":[\"a\"]}",
            "{\"query\":\"a\\u0000b\"}",
            "{\"query\":\"" + "x ".repeat(600) + "\"}",
            "{\"domain\":\"\\u0000\"}",
            "{\"tags\":\"x\"}",
            "{\"tags\":[1]}",
            "{\"tags\":[null]}",
            "{\"tags\":[[\"a\"]]}",
            "{\"tags\":[\"a\\u0000\"]}",
            "{\"tags\":[\"" + "x".repeat(201) + "\"]}",
            "{\"tags\":[" + "\"x\",".repeat(50) + "\"x\"]}",
            "{\"limit\":5.5}",
            "{\"limit\":\"few\"}",
            "{\"limit\":1001}",
            "[]")) {
      Reply reply = raw("POST", "/api/v1/data-products/search", body);
      assertThat(reply.status()).as(body).isEqualTo(400);
      assertThat(reply.body().at("/type").asText())
          .as(body)
          .isEqualTo("urn:daybook:problem:unreadable-body");
    }
    JsonNode problems =
        raw("POST", "/api/v1/data-products/search", "{\"tags\":1,\"limit\":0,\"x\":1}")
            .body()
            .get("problems");
    assertThat(problems).hasSize(3);
    assertThat(
            raw("POST", "/api/v1/data-products/search", "{\"query\":\"\",\"tier\":null}").status())
        .isEqualTo(200);
  }

  @Test
  void searchLeadsToItsNextPage() throws Exception {
    String body = "{\"query\":\"ledger\",\"limit\":3}";
    Reply first = raw("POST", "/api/v1/data-products/search", body);
    String link = first.header("Link");
    assertThat(link).contains("skip=3").contains("asOf=" + last);
    Reply second = raw("POST", link.substring(1, link.indexOf('>')), body);
    assertThat(second.body()).hasSize(2).doesNotContainAnyElementsOf(first.body());
    assertThat(second.header("Link")).isEmpty();
    for (String skip : List.of("10001", "-1")) {
      assertThat(raw("POST", "/api/v1/data-products/search?skip=" + skip, body).status())
          .as(skip)
          .isEqualTo(400);
    }
  }

  @Test
  void noFilterTakesAControlCharacterOrMoreThanAnyNameHas() throws Exception {
    for (String path :
        List.of(
            "/data-products?domain=",
            "/data-products?tier=",
            "/data-products?owner=",
            "/data-products?lifecycle=",
            "/data-products?after=",
            "/contracts?domain=",
            "/contracts?owner=",
            "/contracts/sales.customers/versions/",
            "/decisions?domain=",
            "/decisions?rule=",
            "/activity?domain=",
            "/activity?actor=",
            "/policies?state=",
            "/slos?objective=",
            "/teams?after=")) {
      for (String value : List.of("%00", "a%07b", "a".repeat(1_001))) {
        Reply reply = get(path + value);
        assertThat(reply.status()).as(path + value).isEqualTo(400);
        assertThat(reply.body().at("/type").asText())
            .isEqualTo("urn:daybook:problem:invalid-parameter");
      }
    }
    Reply reply = get("/data-products?domain=%00");
    assertThat(reply.body().at("/detail").asText())
        .isEqualTo("the query parameter `domain` contains the control character U+0000");
    assertThat(get("/data-products?domain=" + "a".repeat(1_001)).body().at("/detail").asText())
        .isEqualTo("the query parameter `domain` has 1,001 characters");
  }

  @Test
  void whereWordsAreFewAnotherOneIsRefusedWithThoseThereAre() throws Exception {
    for (String path :
        List.of(
            "/data-products?tier=platinum",
            "/data-products?lifecycle=foo",
            "/contracts?status=foo",
            "/policies?state=foo",
            "/slos?status=foo",
            "/decisions?outcome=maybe",
            "/decisions?command=Publish",
            "/activity?type=foo",
            "/decisions?before=0",
            "/activity?before=-1",
            "/decisions?subject=sales.customer-360",
            "/decisions?waiver=product/sales.customer-360",
            "/activity?subject=nope/x",
            "/slos?promisedBy=sales.customer-360",
            "/slos?promisedBy=domain/sales",
            "/contracts?product=sales.customer-360")) {
      Reply reply = get(path);
      assertThat(reply.status()).as(path).isEqualTo(400);
      String value = path.substring(path.indexOf('=') + 1);
      assertThat(reply.body().at("/detail").asText())
          .as(path)
          .endsWith("cannot be `" + value + "`");
      assertThat(reply.body().at("/next").asText()).as(path).contains("it ");
    }
    assertThat(get("/slos?status=breeched").body().at("/next").asText())
        .isEqualTo("did you mean `breached`? it is one of met, breached, unknown");
    assertThat(raw("POST", "/api/v1/data-products/search", "{\"tier\":\"platinum\"}").status())
        .isEqualTo(400);
    for (String path :
        List.of(
            "/data-products?tier=Gold",
            "/data-products?tier=silver",
            "/data-products?tier=bronze",
            "/data-products?lifecycle=active",
            "/data-products?lifecycle=deprecated",
            "/data-products?lifecycle=retired",
            "/contracts?status=draft",
            "/contracts?status=proposed",
            "/contracts?status=ACTIVE",
            "/contracts?status=deprecated",
            "/contracts?status=retired",
            "/contracts?status=withdrawn",
            "/contracts?product=product/sales.customer-360",
            "/policies?state=published",
            "/policies?state=active",
            "/policies?state=withdrawn",
            "/slos?status=met",
            "/slos?status=breached",
            "/slos?status=unknown",
            "/decisions?outcome=accepted",
            "/decisions?outcome=Denied",
            "/decisions?command=publishproduct",
            "/decisions?waiver=crm-migration",
            "/decisions?waiver=waiver/crm-migration",
            "/activity?type=product.registered",
            "/decisions?subject=product/sales.customer-360")) {
      assertThat(get(path).status()).as(path).isEqualTo(200);
    }
  }

  @Test
  void whatIsNoIdIsToldInWordsOfOurs() throws Exception {
    Reply reply = get("/decisions/abc");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().at("/detail").asText()).isEqualTo("`id` in the path cannot be `abc`");
    assertThat(reply.body().at("/next").asText()).startsWith("it takes a UUID such as ");
  }

  @Test
  void fieldsHaveOneNamingButForTheTwoThatDataMeshToolsKnow() throws Exception {
    Set<String> snake = new HashSet<>();
    for (String path :
        List.of(
            "/data-products",
            "/data-products/sales/customer-360",
            "/data-products/sales/customer-360/lineage",
            "/contracts",
            "/contracts/sales.customers",
            "/policies",
            "/decisions",
            "/slos?asOf=" + WHILE_PROMISED,
            "/activity",
            "/domains",
            "/teams",
            "/ledger/head")) {
      names(get(path).body(), snake);
    }
    assertThat(snake).containsExactlyInAnyOrder("output_ports", "slo_status");
  }

  /** Collects the names of fields that are not camelCase; documents and payloads keep their own. */
  private static void names(JsonNode node, Set<String> into) {
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!name.matches("[a-z][a-zA-Z0-9]*")) {
        into.add(name);
      }
      assertThat(node.get(name).isNull()).as("`%s` is left out rather than null", name).isFalse();
    }
    for (JsonNode each : node) {
      names(each, into);
    }
  }

  @Test
  void lineageSaysWhatTheProductIsMadeOf() throws Exception {
    JsonNode lineage = get("/data-products/sales/customer-360/lineage").body();
    assertThat(lineage.at("/depth").asInt()).isEqualTo(3);
    assertThat(lineage.at("/product/subject").asText()).isEqualTo("product/sales.customer-360");
    Set<String> ids = new HashSet<>();
    for (JsonNode node : lineage.findValues("id")) {
      assertThat(ids.add(node.asText())).as(node.asText()).isTrue();
    }
    for (JsonNode edge : lineage.get("edges")) {
      assertThat(ids).contains(edge.get("from").asText(), edge.get("to").asText());
    }
    assertThat(lineage.at("/upstream/0/name").asText()).isEqualTo("erp");
    assertThat(lineage.at("/downstream/0/kind").asText()).isEqualTo("consumer");
    assertThat(lineage.at("/edges/0/declaredBy").asText()).isNotEmpty();
  }

  @Test
  void oneOfEachCanBeShown() throws Exception {
    JsonNode decision = get("/decisions?outcome=denied").body().get(0);
    JsonNode explained = get("/decisions/" + decision.get("id").asText()).body();
    assertThat(explained.at("/findings/0/rule").asText()).isEqualTo("naming/form");
    assertThat(explained.at("/findings/0/effect").asText()).isEqualTo("deny");
    assertThat(get("/contracts/sales.customers").body().at("/newest/version").asText())
        .isEqualTo("1.0.0");
    assertThat(get("/contracts/sales.customers/versions/2.0.0").body().at("/status").asText())
        .isEqualTo("withdrawn");
    assertThat(get("/policies/sales-naming").body().at("/policy/state").asText())
        .isEqualTo("withdrawn");
    JsonNode slo = get("/slos?asOf=" + WHILE_PROMISED).body().get(0);
    assertThat(slo).isNotNull();
    String name = slo.get("subject").asText().substring("slo/".length());
    assertThat(
            get("/slos/" + name + "?asOf=" + WHILE_PROMISED).body().at("/slo/objective").asText())
        .isEqualTo("completeness");
  }

  @Test
  void theLedgerShowsEntriesAsTheyWereRecorded() throws Exception {
    Reply head = get("/ledger/head");
    assertThat(head.body().at("/position").asLong()).isEqualTo(last);
    JsonNode entry = get("/ledger/entries/" + last).body();
    assertThat(entry.at("/type").asText()).isEqualTo("product.registered");
    assertThat(entry.at("/payload/spec/name").asText()).isEqualTo("documented");
    assertThat(entry.at("/leaf/index").isMissingNode()).isFalse();
    assertThat(get("/ledger/entries?from=" + last).body()).hasSize(1);
  }

  @Test
  void aReadOfOneSubjectSaysWhereItStands() throws Exception {
    for (String subject :
        List.of(
            "/data-products/sales/customer-360 product/sales.customer-360",
            "/contracts/sales.customers contract/sales.customers",
            "/contracts/sales.customers/versions/2.0.0 contract/sales.customers",
            "/policies/sales-naming policy/sales-naming",
            "/domains/sales domain/sales",
            "/teams/sales-data-team team/sales-data-team")) {
      String path = subject.substring(0, subject.indexOf(' '));
      String stream = subject.substring(subject.indexOf(' ') + 1);
      Reply reply = get(path);
      assertThat(reply.status()).as(path).isEqualTo(200);
      long stands = book.ledger().standing(stream).lastSequence();
      assertThat(reply.header("ETag")).as(path).isEqualTo("\"" + stands + "\"");
    }
    assertThat(book.ledger().standing("product/sales.customer-360").lastSequence()).isPositive();
  }

  @Test
  void aReadOfThePastSaysWhereTheSubjectStoodThen() throws Exception {
    String path = "/data-products/sales/customer-360";
    List<LedgerEntry> history = book.ledger().stream("product/sales.customer-360", 0, 100);
    assertThat(history).hasSizeGreaterThan(1);
    for (LedgerEntry entry : history) {
      assertThat(get(path + "?asOf=" + entry.position()).header("ETag"))
          .isEqualTo("\"" + entry.sequence() + "\"");
    }
    String slo = get("/slos?asOf=" + WHILE_PROMISED).body().get(0).get("subject").asText();
    assertThat(
            get("/slos/" + slo.substring("slo/".length()) + "?asOf=" + WHILE_PROMISED)
                .header("ETag"))
        .isEqualTo("\"" + book.ledger().lastSequenceAt(slo, WHILE_PROMISED).orElseThrow() + "\"");
  }

  @Test
  void theListOfPoliciesNamesTheSetThatWasInForceThen() throws Exception {
    boolean some = false;
    String before = "";
    for (long position = 0; position <= last; position++) {
      Reply all = get("/policies?asOf=" + position);
      List<String> inForce = new ArrayList<>();
      all.body().forEach(policy -> inForce.add(policy.path("activeSha256").asText()));
      inForce.removeIf(String::isEmpty);
      get("/params?state=active&asOf=" + position)
          .body()
          .forEach(params -> inForce.add(params.path("sha256").asText()));
      assertThat(all.header("Daybook-Policy-Set"))
          .isEqualTo(PolicySetDigest.of(inForce))
          .isEqualTo(get("/policies?limit=1&asOf=" + position).header("Daybook-Policy-Set"));
      some |= !inForce.isEmpty();
      before = all.header("Daybook-Policy-Set");
    }
    assertThat(some).as("a policy was in force at some position").isTrue();
    assertThat(before).isEqualTo(get("/policies").header("Daybook-Policy-Set"));
  }

  @Test
  void aDocumentComesBackByteForByte() throws Exception {
    HttpResponse<byte[]> response =
        CLIENT.send(
            request("/api/v1/documents/" + Sha256.hex(DOCUMENT)).build(),
            BodyHandlers.ofByteArray());
    assertThat(response.body()).isEqualTo(DOCUMENT);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/yaml");
  }

  @Test
  void nobodyReadsWithoutAToken() throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(server.url().resolve("/api/v1/data-products")).build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(401);
  }

  private record Reply(int status, JsonNode body, java.net.http.HttpHeaders headers) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  private static Reply get(String path, String... headers) throws Exception {
    return send(request("/api/v1" + path), headers);
  }

  private static Reply raw(String method, String path, @Nullable String body) throws Exception {
    HttpRequest.Builder request = request(path);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(body));
    }
    return send(request);
  }

  private static Reply send(HttpRequest.Builder request, String... headers) throws Exception {
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
    return new Reply(response.statusCode(), JSON.readTree(response.body()), response.headers());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .header("Authorization", "Bearer " + TOKEN.text());
  }
}
