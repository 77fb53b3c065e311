package dev.daybook.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import dev.daybook.decision.Gate;
import dev.daybook.store.StoreUnavailable;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The edge alone, around a controller of this test's own: nothing is recorded. */
class EdgeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final BearerToken READER = BearerToken.random();
  private static final BearerToken APPROVER = BearerToken.random();
  private static final BearerToken ADMIN = BearerToken.random();
  private static Server server;

  record Order(String item, int count, @Nullable Instant at) {}

  @Controller("/edge-test")
  @Allowed(Role.READER)
  @Requires(property = "edge.test")
  static class Probe {

    static CountDownLatch hold = new CountDownLatch(0);

    @Get
    Map<String, String> read(Actor actor) {
      return Map.of("actor", actor.name());
    }

    @Get("/numbers/{id}{?limit}")
    Map<String, Object> number(
        @PathVariable long id, @QueryValue @io.micronaut.core.annotation.Nullable Integer limit) {
      return limit == null ? Map.of("id", id) : Map.of("id", id, "limit", limit);
    }

    @Post("/orders")
    @Allowed(Role.APPROVER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    Order order(@Body Order order) throws InterruptedException {
      hold.await();
      return order;
    }

    @Anyone
    @Get(value = "/open", produces = MediaType.TEXT_PLAIN)
    String open() {
      return "open";
    }

    @Get("/broken")
    String broken() {
      throw new IllegalStateException("secret detail");
    }

    @Get(value = "/pages{?limit}", produces = MediaType.APPLICATION_JSON)
    HttpResponse<List<String>> pages(
        HttpRequest<?> request, @QueryValue @io.micronaut.core.annotation.Nullable Integer limit) {
      return Links.next(
          Positions.stamp(HttpResponse.ok(List.of("a")), 7), request, Map.of("after", "a b"));
    }

    @Get("/described")
    @Parameter(name = "after", in = ParameterIn.QUERY)
    Map<String, String> described(HttpRequest<?> request) {
      return Map.of("after", request.getParameters().get("after", String.class, ""));
    }

    @Get("/not-now/{why}")
    String notNow(@PathVariable String why) {
      throw why.equals("store")
          ? new StoreUnavailable("the database is away")
          : new Gate.DeadlineExceeded("judging took longer than 200 ms");
    }

    @Get("/at-least")
    Map<String, Long> atLeast(HttpRequest<?> request) {
      return Map.of("minimum", Positions.minimum(request).orElse(-1));
    }
  }

  @Controller("/edge-shut")
  @Requires(property = "edge.test")
  static class Silent {
    @Get
    String read() {
      return "never";
    }
  }

  @BeforeAll
  static void start(@TempDir Path data) {
    System.setProperty("edge.test", "on");
    server =
        Server.start(
            ServerSettings.in(data)
                .withPort(-1)
                .withLimits(
                    new ServerSettings.Limits(
                        4, 1 << 20, 64 << 10, Duration.ofSeconds(30), Duration.ofSeconds(30))));
    grant(READER, "reader", null, Role.READER);
    grant(APPROVER, "approver", null, Role.APPROVER);
    grant(ADMIN, "admin", null, Role.ADMIN);
  }

  @AfterAll
  static void stop() {
    System.clearProperty("edge.test");
    server.close();
  }

  private static void grant(
      BearerToken token, String name, @Nullable Instant until, Role... roles) {
    grant(server, token, name, until, roles);
  }

  private static void grant(
      Server on, BearerToken token, String name, @Nullable Instant until, Role... roles) {
    on.part(TokenDirectory.class)
        .issued(
            new TokenDirectory.Grant(
                new Actor("act_" + name, name, Actor.Kind.SERVICE, Set.of(roles), null),
                token.sha256(),
                Instant.EPOCH,
                until));
  }

  private record Answer(int status, JsonNode body, java.net.http.HttpHeaders headers) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  private static Answer call(String method, String path, @Nullable BearerToken token, String body)
      throws Exception {
    return call(method, path, token, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer call(
      String method, String path, @Nullable BearerToken token, String type, byte[] body)
      throws Exception {
    var request =
        java.net.http.HttpRequest.newBuilder(server.url().resolve(path))
            .timeout(Duration.ofSeconds(10))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (body.length > 0) {
      request.header("Content-Type", type);
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token.text());
    }
    var response = CLIENT.send(request.build(), BodyHandlers.ofString());
    String type2 = response.headers().firstValue("Content-Type").orElse("");
    JsonNode json =
        type2.contains("json") && !response.body().isEmpty()
            ? JSON.readTree(response.body())
            : JSON.getNodeFactory().textNode(response.body());
    if (response.statusCode() >= 400 && !method.equals("HEAD")) {
      assertThat(type2).isEqualTo("application/problem+json");
      assertThat(json.fieldNames())
          .toIterable()
          .contains("type", "title", "status", "detail", "instance");
      assertThat(json.get("status").asInt()).isEqualTo(response.statusCode());
      assertThat(response.body()).doesNotContain("Exception").doesNotContain("at dev.");
    }
    return new Answer(response.statusCode(), json, response.headers());
  }

  private static Answer get(String path, @Nullable BearerToken token) throws Exception {
    return call("GET", path, token, "");
  }

  @Test
  void aLiveTokenNamesItsActor() throws Exception {
    assertThat(get("/edge-test", READER).body().get("actor").asText()).isEqualTo("reader");
  }

  @Test
  void withoutATokenTheAnswerSaysHowToSendOne() throws Exception {
    Answer answer = get("/edge-test", null);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(answer.body().get("next").asText()).contains("Authorization: Bearer dbk_");
  }

  @Test
  void aTokenNeverIssuedIsUnknown() throws Exception {
    assertThat(get("/edge-test", BearerToken.random()).body().get("detail").asText())
        .contains("never issued");
  }

  @Test
  void anExpiredTokenSaysWhenItEnded() throws Exception {
    BearerToken old = BearerToken.random();
    grant(old, "old", Instant.parse("2020-01-01T00:00:00Z"), Role.ADMIN);
    Answer answer = get("/edge-test", old);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().get("detail").asText()).contains("2020-01-01T00:00:00Z");
  }

  @Test
  void aRevokedTokenNoLongerHolds() throws Exception {
    BearerToken token = BearerToken.random();
    grant(token, "leaver", null, Role.READER);
    assertThat(get("/edge-test", token).status()).isEqualTo(200);
    server.part(TokenDirectory.class).revoked("act_leaver");
    assertThat(get("/edge-test", token).status()).isEqualTo(401);
  }

  @Test
  void aNewTokenReplacesTheActorsOldOne() throws Exception {
    BearerToken first = BearerToken.random();
    BearerToken second = BearerToken.random();
    grant(first, "mover", null, Role.READER);
    grant(second, "mover", null, Role.READER);
    assertThat(get("/edge-test", first).status()).isEqualTo(401);
    assertThat(get("/edge-test", second).status()).isEqualTo(200);
  }

  @Test
  void aMethodsRolesReplaceItsClasses() throws Exception {
    String order = "{\"item\":\"book\",\"count\":1}";
    assertThat(call("POST", "/edge-test/orders", READER, order).status()).isEqualTo(403);
    assertThat(call("POST", "/edge-test/orders", APPROVER, order).status()).isEqualTo(200);
    assertThat(call("POST", "/edge-test/orders", ADMIN, order).status()).isEqualTo(200);
  }

  @Test
  void everyRoleMayRead() throws Exception {
    assertThat(get("/edge-test", APPROVER).status()).isEqualTo(200);
  }

  @Test
  void anOpenEndpointAsksNobody() throws Exception {
    assertThat(get("/edge-test/open", null).status()).isEqualTo(200);
  }

  @Test
  void anEndpointThatSaysNothingIsShutEvenForAdmins() throws Exception {
    assertThat(get("/edge-shut", ADMIN).status()).isEqualTo(403);
  }

  @Test
  void healthIsOpenAndFiguresAreNot() throws Exception {
    assertThat(get("/health", null).body().get("status").asText()).isEqualTo("UP");
    assertThat(get("/prometheus", null).status()).isEqualTo(401);
    assertThat(get("/prometheus", READER).body().asText()).contains("jvm_memory_used_bytes");
  }

  @Test
  void theDescriptionIsOpenAndNamesTheServersOwnPaths() throws Exception {
    assertThat(get("/openapi", null).body().asText())
        .startsWith("openapi: ")
        .contains("/health:")
        .contains("/openapi:");
  }

  @Test
  void aPathNobodyKnowsIs404WithATokenAnd401Without() throws Exception {
    assertThat(get("/nowhere", READER).status()).isEqualTo(404);
    assertThat(get("/nowhere", null).status()).isEqualTo(401);
  }

  @Test
  void anotherMethodIsToldWhichOnesThereAre() throws Exception {
    Answer answer = call("DELETE", "/edge-test/orders", APPROVER, "");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("POST");
  }

  @Test
  void anUnknownFieldIsRefusedWithItsPlaceAndTheNearestName() throws Exception {
    Answer answer =
        call(
            "POST",
            "/edge-test/orders",
            APPROVER,
            "{\"item\":\"book\",\n \"cuont\":1, \"count\":1}");
    assertThat(answer.status()).isEqualTo(400);
    JsonNode place = answer.body().get("problems").get(0);
    assertThat(place.get("pointer").asText()).isEqualTo("/cuont");
    assertThat(place.get("line").asInt()).isEqualTo(2);
    assertThat(place.get("fix").asText()).contains("count");
  }

  @Test
  void aWrongTypeSaysWhatWasWantedWithoutOurClassNames() throws Exception {
    Answer answer =
        call("POST", "/edge-test/orders", APPROVER, "{\"item\":\"book\",\"count\":\"many\"}");
    JsonNode place = answer.body().get("problems").get(0);
    assertThat(place.get("wanted").asText()).isEqualTo("a whole number");
    assertThat(place.get("seen").asText()).isEqualTo("many");
    assertThat(answer.body().toString()).doesNotContain("dev.daybook");
    JsonNode another =
        call("POST", "/edge-test/orders", APPROVER, "{\"item\":\"book\",\"count\":[[1]]}")
            .body()
            .get("problems")
            .get(0);
    assertThat(another.get("message").asText()).isEqualTo("another kind of value stands here");
    assertThat(another.get("pointer").asText()).isEqualTo("/count");
  }

  @Test
  void aMissingFieldIsNamed() throws Exception {
    JsonNode place =
        call("POST", "/edge-test/orders", APPROVER, "{\"item\":\"book\"}")
            .body()
            .get("problems")
            .get(0);
    assertThat(place.get("pointer").asText()).isEqualTo("/count");
    assertThat(place.get("message").asText()).isEqualTo("a value is missing here");
  }

  @Test
  void brokenJsonSaysWhere() throws Exception {
    Answer answer = call("POST", "/edge-test/orders", APPROVER, "{\"item\": \n\n book}");
    assertThat(answer.status()).isEqualTo(400);
    JsonNode place = answer.body().get("problems").get(0);
    assertThat(place.get("line").asInt()).isEqualTo(3);
    assertThat(place.get("message").asText())
        .isEqualTo("this is not JSON: `book` is no value of JSON");
  }

  @Test
  void aDuplicateKeyIsRefused() throws Exception {
    assertThat(
            call(
                    "POST",
                    "/edge-test/orders",
                    APPROVER,
                    "{\"item\":\"a\",\"item\":\"b\",\"count\":1}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void anEmptyBodyIsRefused() throws Exception {
    Answer answer = call("POST", "/edge-test/orders", APPROVER, "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("detail").asText()).isEqualTo("the body is missing");
    assertThat(answer.body().get("next").asText()).isEqualTo("send one; GET /openapi describes it");
  }

  @Test
  void aWrongContentTypeSaysWhichAreRead() throws Exception {
    Answer answer = call("POST", "/edge-test/orders", APPROVER, "text/csv", new byte[] {1});
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.body().get("next").asText()).contains("application/json");
  }

  @Test
  void aBodyBeyondTheLimitIs413() throws Exception {
    assertThat(
            call("POST", "/edge-test/orders", APPROVER, "application/json", new byte[70 << 10])
                .status())
        .isEqualTo(413);
  }

  @Test
  void anUnknownQueryParameterIsRefusedWithTheNearestName() throws Exception {
    Answer answer = get("/edge-test/numbers/1?limt=2", READER);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("next").asText()).contains("did you mean `limit`?");
    assertThat(get("/edge-test/numbers/1?limit=2&limit=3", READER).status()).isEqualTo(400);
    assertThat(get("/edge-test/numbers/1?limit=2", READER).status()).isEqualTo(200);
    assertThat(get("/edge-test/numbers/1?" + "x".repeat(300), READER).body().get("detail").asText())
        .isEqualTo("`%s…` is no query parameter of this endpoint".formatted("x".repeat(200)));
  }

  @Test
  void aDescribedQueryParameterIsKnown() throws Exception {
    assertThat(get("/edge-test/described?after=x", READER).status()).isEqualTo(200);
    assertThat(get("/edge-test/described?before=x", READER).status()).isEqualTo(400);
  }

  @Test
  void aParameterOfTheWrongTypeSaysWhatItTakes() throws Exception {
    Answer answer = get("/edge-test/numbers/1?limit=few", READER);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("detail").asText())
        .isEqualTo("the query parameter `limit` cannot be `few`");
    assertThat(answer.body().get("next").asText()).isEqualTo("it takes a whole number");
    assertThat(get("/edge-test/numbers/one", READER).body().get("detail").asText())
        .isEqualTo("`id` in the path cannot be `one`");
  }

  @Test
  void aDefectShowsAnIncidentAndNothingElse() throws Exception {
    Answer answer = get("/edge-test/broken", READER);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body().toString()).doesNotContain("secret detail").contains("urn:uuid:");
  }

  @Test
  void whatCannotBeAnsweredNowSaysWhenToComeBack() throws Exception {
    for (String why : List.of("store", "deadline")) {
      Answer answer = get("/edge-test/not-now/" + why, READER);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      assertThat(answer.body().get("type").asText()).isEqualTo("urn:daybook:problem:unavailable");
      assertThat(answer.body().get("next").asText()).startsWith("send it again");
    }
  }

  @Test
  void aPageSaysItsPositionAndTheNext() throws Exception {
    Answer answer = get("/edge-test/pages?limit=1", READER);
    assertThat(answer.header("Daybook-Position")).isEqualTo("7");
    assertThat(answer.header("Link"))
        .isEqualTo("</edge-test/pages?limit=1&after=a+b>; rel=\"next\"");
  }

  @Test
  void aMinimumPositionIsANumber() throws Exception {
    var request =
        java.net.http.HttpRequest.newBuilder(server.url().resolve("/edge-test/at-least"))
            .header("Authorization", "Bearer " + READER.text())
            .header("Daybook-Min-Position", "soon")
            .build();
    assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
  }

  @Test
  void aFullServerSaysWhenToComeBackAndForgetsNobodysPlace() throws Exception {
    Turnstile turnstile = server.part(Turnstile.class);
    Probe.hold = new CountDownLatch(1);
    byte[] order = "{\"item\":\"book\",\"count\":1}".getBytes(StandardCharsets.UTF_8);
    try {
      List<Thread> inside =
          java.util.stream.IntStream.range(0, 4)
              .mapToObj(
                  _ ->
                      Thread.ofVirtual()
                          .start(
                              () -> {
                                try {
                                  call(
                                      "POST",
                                      "/edge-test/orders",
                                      APPROVER,
                                      "application/json",
                                      order);
                                } catch (Exception e) {
                                  throw new IllegalStateException(e);
                                }
                              }))
              .toList();
      Awaitility.await().until(() -> turnstile.requestsUnderWay() == 4);
      Answer answer = get("/edge-test", READER);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
      assertThat(get("/health", null).status()).isEqualTo(200);
      Probe.hold.countDown();
      for (Thread thread : inside) {
        thread.join();
      }
    } finally {
      Probe.hold.countDown();
    }
    Awaitility.await().until(() -> turnstile.requestsUnderWay() == 0);
    assertThat(server.part(BodyBudget.class).bytesUnderWay()).isZero();
  }

  @Test
  void bodiesOfUnsaidLengthHoldTheirWholeLimit() throws Exception {
    BodyBudget budget = server.part(BodyBudget.class);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /edge-test/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + "Authorization: Bearer "
                  + APPROVER.text()
                  + "\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      Awaitility.await().until(() -> budget.bytesUnderWay() == 64 << 10);
    }
    Awaitility.await().until(() -> budget.bytesUnderWay() == 0);
  }

  @Test
  void aCallerWhoHangsUpGivesItsPlaceBack() throws Exception {
    Turnstile turnstile = server.part(Turnstile.class);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /edge-test/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + "Authorization: Bearer "
                  + APPROVER.text()
                  + "\r\nContent-Length: 5000\r\n\r\n{")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      Awaitility.await().until(() -> turnstile.requestsUnderWay() == 1);
    }
    Awaitility.await().until(() -> turnstile.requestsUnderWay() == 0);
  }

  @Test
  void aStopLetsRequestsUnderWayFinish(@TempDir Path data) throws Exception {
    Server leaving = Server.start(ServerSettings.in(data).withPort(-1));
    grant(leaving, APPROVER, "approver", null, Role.APPROVER);
    Turnstile turnstile = leaving.part(Turnstile.class);
    Probe.hold = new CountDownLatch(1);
    try {
      var request =
          java.net.http.HttpRequest.newBuilder(leaving.url().resolve("/edge-test/orders"))
              .header("Authorization", "Bearer " + APPROVER.text())
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"item\":\"book\",\"count\":1}"))
              .build();
      var answer = CLIENT.sendAsync(request, BodyHandlers.ofString());
      Awaitility.await().until(() -> turnstile.requestsUnderWay() == 1);
      Thread stop = Thread.ofVirtual().start(leaving::close);
      Thread.sleep(200); // long enough for a stop that does not wait to cut the request off
      assertThat(answer).isNotDone();
      Probe.hold.countDown();
      assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      stop.join(Duration.ofSeconds(20));
      assertThat(stop.isAlive()).isFalse();
    } finally {
      Probe.hold.countDown();
      leaving.close();
    }
  }

  @Test
  void anUnreadableRequestLineGetsAProblemToo() throws IOException {
    assertThat(said("GET /a b|c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .matches("(?s)HTTP/1.[01] 400.*");
  }

  @Test
  void aMalformedUriIsThatAndNoMissingToken() throws IOException {
    assertThat(said(head("/edge-test?%zz", "")))
        .startsWith("HTTP/1.1 400")
        .contains("the request's URI cannot be read");
  }

  @Test
  void whatIsTooLongInARequestsHeadIsToldByItsName() throws IOException {
    String much = "x".repeat(20_000);
    assertThat(said(head("/edge-test?after=" + much, "")))
        .matches("(?s)HTTP/1.[01] 414 .*")
        .contains("urn:daybook:problem:uri-too-long");
    assertThat(said(head("/edge-test", "X-Much: " + much + "\r\n")))
        .matches("(?s)HTTP/1.[01] 431 .*")
        .contains("urn:daybook:problem:headers-too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept-Language: ;;",
        "Accept-Charset: ;",
        "Accept-Language: de,; ;",
        "Accept: ;;"
      })
  void aWishThatNamesNothingIsNone(String header) throws IOException {
    assertThat(said(order(header + "\r\n"))).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br"})
  void aCompressedBodyIsRefusedBeforeItIsUnpacked(String coding) throws IOException {
    assertThat(said(order("Content-Encoding: %s\r\n".formatted(coding))))
        .startsWith("HTTP/1.1 415")
        .contains("content encoding `%s`".formatted(coding), "send it as it is");
    assertThat(said(order("Content-Encoding: identity\r\n"))).startsWith("HTTP/1.1 200");
  }

  private static String order(String header) {
    return "POST /edge-test/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n%sConnection: close\r\nContent-Length: 26\r\n\r\n{\"item\":\"book\",\"count\":1}\n"
        .formatted(APPROVER.text(), header);
  }

  private static String head(String uri, String header) {
    return "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%sAuthorization: Bearer %s\r\n\r\n"
        .formatted(uri, header, READER.text());
  }

  /** Everything the server says until it ends the connection. */
  private static String said(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
