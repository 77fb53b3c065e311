package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.AdminToken;
import dev.daybook.edge.Doors;
import dev.daybook.edge.Doors.Door;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.views.Views;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Asks the whole server, commands and views together: what it says of itself is what is checked in;
 * no route is shut by mistake, the open ones are these, and every other refuses whoever has no
 * token or not the right one.
 */
class WholeServerTest {

  private static final Path DESCRIPTION = Path.of("..", "docs", "reference", "openapi.yaml");

  private static final Set<String> OPEN =
      Set.of(
          "/health",
          "/health/{selector}",
          "/openapi",
          "/checkpoint",
          "/rotation/{position}",
          "/witnessed/rotation/{position}",
          "/tile/{+path}",
          "/witnessed/checkpoint",
          "/witnessed/tile/{+path}");

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static Server server;
  private static String admin;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    start(ServerSettings.in(data).withPort(-1));
  }

  static void start(ServerSettings settings) throws IOException {
    server = Server.start(settings);
    admin = Files.readString(AdminToken.file(settings.data())).strip();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Door> doors() {
    return server.part(Doors.class).all();
  }

  private static HttpResponse<String> call(
      String method, String path, @Nullable String token, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.url().resolve(path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static String token(Role role) throws IOException, InterruptedException {
    String word = role.name().toLowerCase(Locale.ROOT);
    String answer =
        call(
                "POST",
                "/api/v1/tokens",
                admin,
                "{\"name\":\"%s\",\"kind\":\"service\",\"roles\":[\"%s\"]}".formatted(word, word))
            .body();
    int from = answer.indexOf("dbk_");
    return answer.substring(from, from + 47);
  }

  @Test
  void theDescriptionCheckedInIsTheServersOwn() throws Exception {
    String own = call("GET", "/openapi", null, "").body();
    Path written = Files.writeString(Path.of("target", "openapi.yaml"), own);
    assertThat(Files.exists(DESCRIPTION) ? Files.readString(DESCRIPTION) : "")
        .describedAs("cp replay-tools/%s docs/reference/openapi.yaml", written)
        .isEqualTo(own);
  }

  @Test
  void theDescriptionSaysWhatAClientHasToReckonWith() throws Exception {
    String own = call("GET", "/openapi", null, "").body();
    Map<?, ?> description =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(own);
    Map<?, ?> paths = (Map<?, ?>) description.get("paths");
    Set<Object> ids = new HashSet<>();
    paths.forEach(
        (path, operations) ->
            ((Map<?, ?>) operations)
                .forEach(
                    (method, operation) -> {
                      Map<?, ?> described = (Map<?, ?>) operation;
                      String id = String.valueOf(described.get("operationId"));
                      assertThat(ids.add(id)).as(id).isTrue();
                      assertThat(id).matches("[a-zA-Z]+");
                      if (path.toString().startsWith("/api/")) {
                        Map<?, ?> responses = (Map<?, ?>) described.get("responses");
                        assertThat(responses.keySet().stream().map(String::valueOf))
                            .as("%s %s", method, path)
                            .contains("400", "401", "403", "503");
                      }
                    }));
    assertThat(own)
        .doesNotContain("200 response")
        .doesNotContain("Controller")
        .contains("name: Daybook-Min-Position")
        .contains("Daybook-Position:")
        .contains("Daybook-Recorded-At:")
        .contains("Retry-After:");
  }

  @Test
  void fieldsAreNamedInOneWayButForTheTwoThatDataMeshToolsKnow() throws Exception {
    Map<?, ?> description =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(call("GET", "/openapi", null, "").body());
    Map<?, ?> schemas = (Map<?, ?>) ((Map<?, ?>) description.get("components")).get("schemas");
    Set<String> others = new TreeSet<>();
    schemas.forEach(
        (schema, described) -> {
          if (((Map<?, ?>) described).get("properties") instanceof Map<?, ?> properties) {
            properties.keySet().stream()
                .map(String::valueOf)
                .filter(name -> !name.matches("[a-z][a-zA-Z0-9]*"))
                .forEach(name -> others.add(schema + "." + name));
          }
        });
    assertThat(others)
        .containsExactly(
            "DataProduct.output_ports",
            "DataProduct.slo_status",
            "DataProductSummary.output_ports",
            "DataProductSummary.slo_status");
  }

  /** Reads without a past, and why each has none. */
  private static final Map<String, String> WITHOUT_MOMENT =
      Map.ofEntries(
          Map.entry(
              "/api/v1/ledger/head", "says where the ledger ends now; /ledger/moment takes asOf"),
          Map.entry("/api/v1/ledger/seal", "says how far sealing, witnessing and stamping are now"),
          Map.entry(
              "/api/v1/ledger/event-store",
              "says where events live and how far they are followed now"),
          Map.entry("/api/v1/ledger/witnesses", "says how witnesses do now"),
          Map.entry("/api/v1/ledger/timestamps", "lists what never changes, by checkpoint"),
          Map.entry("/api/v1/ledger/keys", "lists each key with the checkpoints it signed"),
          Map.entry(
              "/api/v1/ledger/consistency", "proves one size of the tree from another, both named"),
          Map.entry("/api/v1/ledger/entries/{position}/proof", "proves what never changes"),
          Map.entry(
              "/api/v1/documents/{sha256}", "answers bytes by their digest, which never change"),
          Map.entry("/api/v1/views", "says where the views stand now, and how they are rebuilt"),
          Map.entry("/api/v1/views/parked", "lists what waits now; what became of it is recorded"),
          Map.entry(
              "/api/v1/webhooks", "says how deliveries do now, of which nothing is recorded"));

  @Test
  void everyReadTakesAMomentOrIsSaidToHaveNone() throws Exception {
    Map<?, ?> description =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(call("GET", "/openapi", null, "").body());
    Set<String> without = new TreeSet<>();
    ((Map<?, ?>) description.get("paths"))
        .forEach(
            (path, operations) -> {
              Object read = ((Map<?, ?>) operations).get("get");
              if (read instanceof Map<?, ?> operation
                  && path.toString().startsWith("/api/")
                  && !takes(operation, "asOf", "zone")) {
                without.add(path.toString());
              }
            });
    assertThat(without)
        .as("give these @TakesAsOf, or say in WITHOUT_MOMENT why none has a past")
        .isEqualTo(new TreeSet<>(WITHOUT_MOMENT.keySet()));
  }

  private static boolean takes(Map<?, ?> operation, String... parameters) {
    Set<String> names = new HashSet<>();
    if (operation.get("parameters") instanceof List<?> there) {
      there.forEach(each -> names.add(String.valueOf(((Map<?, ?>) each).get("name"))));
    }
    return names.containsAll(List.of(parameters));
  }

  @Test
  void anAnswerThatIsBehindTheLedgerSaysSo() throws Exception {
    Views views = server.part(Views.class);
    views.pause();
    try {
      long position = views.position();
      token(Role.READER);
      HttpResponse<String> now = call("GET", "/api/v1/data-products", admin, "");
      assertThat(header(now, "Daybook-Position")).isEqualTo("" + position);
      assertThat(Long.parseLong(header(now, "Daybook-Behind"))).isPositive();
      HttpResponse<String> then = call("GET", "/api/v1/data-products?asOf=" + position, admin, "");
      assertThat(then.statusCode()).isEqualTo(200);
      assertThat(header(then, "Daybook-Behind")).isEmpty();
    } finally {
      views.resume();
    }
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void everyRouteIsDescribed() throws Exception {
    String description = call("GET", "/openapi", null, "").body();
    assertThat(doors())
        .filteredOn(door -> door.path().startsWith("/api/"))
        .isNotEmpty()
        .allSatisfy(door -> assertThat(description).contains("\n  " + door.path() + ":\n"));
  }

  @Test
  void everyRouteSaysWhoMayCallIt() {
    assertThat(doors()).filteredOn(Door::isShut).isEmpty();
  }

  @Test
  void onlyTheseAskForNoToken() {
    assertThat(doors()).filteredOn(Door::isOpen).extracting(Door::path).hasSameElementsAs(OPEN);
  }

  @Test
  void onlyTheseAreForAuditorsAndAdminsAlone() {
    assertThat(doors())
        .filteredOn(door -> door.admits(Role.AUDITOR) && !door.admits(Role.READER))
        .filteredOn(door -> !door.method().equals("HEAD"))
        .extracting(Door::toString)
        .containsExactlyInAnyOrder(
            "GET /api/v1/documents/{sha256}",
            "GET /api/v1/ledger/entries",
            "GET /api/v1/ledger/entries/{position}",
            "GET /api/v1/ledger/personal",
            "GET /api/v1/ledger/steps",
            "POST /api/v1/backtests",
            "POST /api/v1/ledger/checkpoint",
            "POST /api/v1/redecisions",
            "GET /api/v1/tokens",
            "GET /api/v1/webhooks",
            "POST /api/v1/views/{view}/replay");
  }

  @Test
  void everyOtherRouteRefusesWhoHasNoToken() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Door door : doors()) {
      if (!door.isOpen() && call(door.method(), door.examplePath(), null, "").statusCode() != 401) {
        wrong.add(door.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyOtherRouteRefusesWhoHasNotTheRole() throws Exception {
    Map<Role, String> tokens = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      tokens.put(role, token(role));
    }
    List<String> wrong = new ArrayList<>();
    for (Door door : doors()) {
      for (Map.Entry<Role, String> token : tokens.entrySet()) {
        int status = call(door.method(), door.examplePath(), token.getValue(), "").statusCode();
        boolean refused = status == 403 || status == 401;
        if (!door.isOpen() && refused == door.admits(token.getKey())) {
          wrong.add("%s for %s: %d".formatted(door, token.getKey(), status));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noRouteAnswersNonsenseWithADefect() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Door door : doors()) {
      int status = call(door.method(), door.examplePath(), admin, "").statusCode();
      if (status >= 500) {
        wrong.add("%s: %d".formatted(door, status));
      }
    }
    assertThat(wrong).isEmpty();
  }
}
