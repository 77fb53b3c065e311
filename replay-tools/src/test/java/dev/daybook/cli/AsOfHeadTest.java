package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.edge.ServerSettings;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The sample mesh on a real server: every read that takes a moment says of HEAD what it says of
 * now.
 */
@TestInstance(Lifecycle.PER_CLASS)
class AsOfHeadTest {

  private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();

  private static final String API = "/api/v1";

  /** How often a question is asked again whose answers were of two positions. */
  private static final int TRIES = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Serving started;
  private String token = "";
  private String person = "";

  @BeforeAll
  void aMeshWithAWaiverThatIsOver(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    System.setProperty("daybook.samples", SAMPLES.toString());
    Cli demo = Cli.run("demo", "--exit", "--port", "0", "--data", data.toString());
    assertThat(demo.exit()).as(demo.err()).isZero();
    started = Serving.start(ServerSettings.in(data).withPort(-1));
    token = Files.readString(data.resolve("admin.token")).strip();
    command(
        Json.object().put("command", "TagMoment").put("subject", "tag/quarter").put("position", 9));
    person =
        post("/persons/find", Json.object().put("called", "hana.okafor@northwind.example"))
            .path("id")
            .asText();
    ObjectNode another = Json.object().put("name", "ada").put("kind", "person");
    another.putArray("roles").add("approver");
    String approver = post("/tokens", another).path("token").asText();
    Instant end = Instant.now().plusMillis(2_000);
    for (String name : List.of("crm", "erp", "shop")) {
      command(
          Json.object()
              .put("command", "RequestWaiver")
              .put("subject", "waiver/" + name)
              .put("covers", "product/sales.customer-360")
              .put("waives", "product-naming")
              .put("owner", "sales-data-team")
              .put("ticket", "T-1")
              .put("expires", end.toString()));
      String own = token;
      token = approver;
      command(Json.object().put("command", "ApproveWaiver").put("subject", "waiver/" + name));
      token = own;
    }
    while (Instant.now().isBefore(end.plusMillis(1))) {
      Thread.sleep(Duration.between(Instant.now(), end.plusMillis(2)));
    }
  }

  @AfterAll
  void stop() {
    if (started != null) {
      started.close();
    }
    System.clearProperty("daybook.samples");
  }

  private void command(ObjectNode command) throws Exception {
    JsonNode answer = post("/commands", command.put("reason", "a test"));
    assertThat(answer.toString()).contains("accepted");
  }

  private JsonNode post(String path, ObjectNode body) throws Exception {
    HttpResponse<byte[]> answer =
        http.send(
            request(API + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build(),
            BodyHandlers.ofByteArray());
    return Json.parse(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(Objects.requireNonNull(started).server().url() + path))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), BodyHandlers.ofByteArray());
  }

  /** The reads that take a moment, as the server describes itself. */
  private Set<String> routes() throws Exception {
    Map<?, ?> description =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(new String(get("/openapi").body(), StandardCharsets.UTF_8));
    Set<String> routes = new TreeSet<>();
    ((Map<?, ?>) Objects.requireNonNull(description.get("paths")))
        .forEach(
            (path, operations) -> {
              Object read = ((Map<?, ?>) operations).get("get");
              if (read != null && read.toString().contains("name=asOf")) {
                routes.add(path.toString().substring(API.length()));
              }
            });
    return routes;
  }

  /** One question for each thing in a list: its values by name, put into the template. */
  private List<String> each(String list, String template) throws Exception {
    List<String> questions = new ArrayList<>();
    for (JsonNode item : Json.parse(get(API + list + "?limit=1000").body())) {
      String question = template;
      for (String field : List.of("subject", "domain", "name", "id", "version", "objective")) {
        question = question.replace("{" + field + "}", item.path(field).asText());
      }
      String subject = item.path("subject").asText();
      questions.add(question.replace("{path}", subject.substring(subject.indexOf('/') + 1)));
    }
    assertThat(questions).as(list).isNotEmpty();
    return questions;
  }

  /** What to ask on the way of a route: of one thing, of each there is; of a list, all of it. */
  private List<String> questions(String route) throws Exception {
    return switch (route) {
      case "/blame" -> each("/data-products", "/blame?limit=1000&subject=product/{domain}.{name}");
      case "/ceiling/{domain}" -> each("/ceiling", "/ceiling/{domain}");
      case "/contracts/{name}" -> each("/contracts", "/contracts/{path}");
      case "/contracts/{name}/versions/{version}" ->
          each("/contracts", "/contracts/{path}/versions/{version}");
      case "/data-products/{domain}/{name}" ->
          each("/data-products", "/data-products/{domain}/{name}");
      case "/data-products/{domain}/{name}/lineage" ->
          each("/data-products", "/data-products/{domain}/{name}/lineage?depth=5");
      case "/decisions/{id}" -> each("/decisions", "/decisions/{id}");
      case "/decisions/{id}/explanation" -> each("/decisions", "/decisions/{id}/explanation");
      case "/domains/{name}" -> each("/domains", "/domains/{name}");
      case "/ledger/entries/{position}" -> List.of("/ledger/entries/1", "/ledger/entries/200");
      case "/params/{name}" -> each("/params", "/params/{name}");
      case "/persons/{id}", "/persons/{id}/certificate" -> List.of(route.replace("{id}", person));
      case "/policies/{name}" -> each("/policies", "/policies/{name}");
      case "/policies/{name}/cases" -> List.of("/policies/retention/cases");
      case "/policies/{name}/versions" -> each("/policies", "/policies/{name}/versions");
      case "/posture/counts" -> List.of("/posture/counts?by=domain&limit=1000");
      case "/posture/diff" -> List.of("/posture/diff?from=1&limit=1000");
      case "/slos/contract/{contract}/{objective}", "/slos/{product}/{objective}" ->
          each("/slos", "/slos/{path}");
      case "/tags/{name}" -> List.of("/tags/quarter");
      case "/teams/{name}" -> each("/teams", "/teams/{name}");
      case "/waivers/{name}" -> each("/waivers", "/waivers/{name}");
      case "/coverage/fields", "/ledger/moment" -> List.of(route);
      default -> List.of(route + "?limit=1000");
    };
  }

  @Test
  void everyReadSaysOfHeadWhatItSaysOfNow() throws Exception {
    Map<String, String> differing = new LinkedHashMap<>();
    Set<String> routes = routes();
    assertThat(routes).hasSizeGreaterThan(40).contains("/waivers", "/posture/diff", "/tokens");
    for (String route : routes) {
      for (String question : questions(route)) {
        assertThat(question).doesNotContain("{");
        compare(question).ifPresent(difference -> differing.put(question, difference));
      }
    }
    assertThat(differing).isEmpty();
  }

  @Test
  void theNextPageSaysOfTheSameTimeWhatIsOver() throws Exception {
    List<String> said = new ArrayList<>();
    String next = API + "/waivers?limit=1";
    while (!next.isEmpty()) {
      HttpResponse<byte[]> page = get(next);
      assertThat(page.statusCode()).isEqualTo(200);
      answer(page).forEach(waiver -> said.add(waiver.path("status").asText()));
      String link = page.headers().firstValue("Link").orElse("");
      next = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
    }
    assertThat(said).containsExactly("expired", "expired", "expired");
    for (String never :
        List.of("x%20y", "-999999999-01-01T00:00:00Z%20y", "2999-01-01T00:00:00Z%20y")) {
      assertThat(get(API + "/waivers?after=" + never).statusCode()).as(never).isEqualTo(400);
    }
  }

  /** How the answers of now and of HEAD differ; asked again where entries came between them. */
  private Optional<String> compare(String question) throws Exception {
    String asOfHead = question + (question.contains("?") ? "&" : "?") + "asOf=HEAD";
    for (int tries = 0; tries < TRIES; tries++) {
      HttpResponse<byte[]> now = get(API + question);
      HttpResponse<byte[]> head = get(API + asOfHead);
      if (position(now).equals(position(head))) {
        assertThat(now.statusCode()).as(question).isIn(200, question.contains("/cert") ? 404 : 200);
        boolean same = answer(now).equals(answer(head)) && headers(now).equals(headers(head));
        return same
            ? Optional.empty()
            : Optional.of("%s%nas of HEAD %s".formatted(told(now), told(head)));
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the ledger does not come to rest: " + question);
  }

  private static String position(HttpResponse<?> answer) {
    return answer.headers().firstValue("Daybook-Position").orElse("");
  }

  private static JsonNode answer(HttpResponse<byte[]> answer) throws IOException {
    return Json.parse(answer.body());
  }

  /** All that does not say how to go on, or when it was asked. */
  private static Map<String, List<String>> headers(HttpResponse<?> answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.keySet().removeAll(Set.of("date", "link", "content-length"));
    return headers;
  }

  private static String told(HttpResponse<byte[]> answer) {
    return headers(answer) + new String(answer.body(), StandardCharsets.UTF_8);
  }
}
