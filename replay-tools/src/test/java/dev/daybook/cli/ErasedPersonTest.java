package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.edge.AdminToken;
import dev.daybook.edge.Doors;
import dev.daybook.edge.Doors.Door;
import dev.daybook.edge.ServerSettings;
import dev.daybook.history.HistoryExport;
import dev.daybook.seal.Sha256;
import dev.daybook.sealer.Seal;
import dev.daybook.store.Ledger;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A person is named wherever a real ledger can name one, then erased: nothing that is left names
 * the person, and everything that was proven still is.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ErasedPersonTest {

  private static final String MAIL = "zelda.canary@example.org";
  private static final String NAME = "Zelda Canary";

  private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();

  private final HttpClient client = HttpClient.newHttpClient();
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private Path folder = Path.of("");
  private Path data = Path.of("");
  private String key = "";
  private String document = "";
  private String decision = "";
  private String person = "";
  private String second = "";
  private @Nullable Serving started;

  @BeforeAll
  void aPersonIsNamedEverywhereThenErased(@TempDir Path temporary) throws Exception {
    said.start();
    root().addAppender(said);
    folder = temporary;
    data = temporary.resolve("data");
    started = Serving.start(ServerSettings.in(data).withPort(-1));
    key = ask("seal", "keys").out().lines().findFirst().orElseThrow();
    nameEverywhere();
    assertThat(canaries(data)).as("nobody would be found otherwise").isNotEmpty();
    assertThat(ask("seal", "export", folder.resolve("before").toString()).exit()).isZero();
    second =
        ask("token", "create", NAME, "--kind", "person", "--role", "admin")
            .out()
            .lines()
            .filter(line -> line.startsWith("dbk_"))
            .findFirst()
            .orElseThrow();
    assertThat(ask("token", "create", NAME, "--kind", "service", "--role", "reader").exit())
        .isZero();
    person = id(MAIL);
    assertThat(get("/api/v1/documents/" + document).headers().firstValue("Daybook-Persons"))
        .hasValueSatisfying(persons -> assertThat(persons).contains(person));
    disclose();
    erase(MAIL);
    erase(NAME);
  }

  @AfterAll
  void stop() {
    if (started != null) {
      started.close();
    }
    root().detachAppender(said);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private void nameEverywhere() throws IOException {
    Path mesh = folder.resolve("mesh");
    try (Stream<Path> files = Files.walk(SAMPLES.resolve("mesh/sales"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        Path copy = mesh.resolve(SAMPLES.resolve("mesh").relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.writeString(
            copy,
            text.replace("owner: sales-data-team", "owner: \"%s (%s)\"".formatted(NAME, MAIL))
                .replaceAll("[a-z.-]+@[a-z.-]+[a-z]", MAIL));
      }
    }
    Path product = mesh.resolve("sales/customer-360.yaml");
    document = Sha256.hex(Files.readAllBytes(product));
    Cli applied = ask("apply", "-f", mesh.toString(), "--on-behalf-of", NAME, "-o", "json");
    assertThat(applied.exit()).as(applied.err()).isZero();
    decision =
        json(ask("get", "decisions", "--subject", "product/sales.customer-360", "-o", "json").out())
            .get(0)
            .path("id")
            .asText();
    // A denial quotes what its document says.
    Path denied = folder.resolve("denied.yaml");
    Files.writeString(
        denied,
        Files.readString(product)
            .replace("name: customer-360", "name: " + "Zelda_Canary")
            .replace("version: 2.1.0", "version: 0.1.0"));
    assertThat(ask("apply", "-f", denied.toString()).out()).contains("denied");
    Cli waived =
        ask(
            "waive",
            "product/sales.customer-360",
            "--policy",
            "retention",
            "--owner",
            NAME,
            "--ticket",
            "T-1",
            "--expires",
            "2099-01-01",
            "-m",
            "migration");
    assertThat(waived.exit()).as(waived.out() + waived.err()).isZero();
  }

  /** Makes two bundles while the person can be read: one that discloses, and one that does not. */
  private void disclose() throws InterruptedException {
    Ledger ledger = server().server().part(Ledger.class);
    assertThat(
            server()
                .server()
                .part(Seal.class)
                .await(ledger.head().position(), Duration.ofSeconds(30)))
        .isTrue();
    export("withheld.evidence");
    export("disclosed.evidence", "--disclose", "-m", "audit");
  }

  private String export(String file, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("evidence", "export", "--subject", "product/sales.customer-360", "-o"));
    words.add(folder.resolve(file).toString());
    words.addAll(List.of(more));
    Cli exported = ask(words.toArray(String[]::new));
    assertThat(exported.exit()).as(exported.out() + exported.err()).isZero();
    return exported.err();
  }

  private void erase(String called) throws IOException {
    String id = id(called);
    assertThat(ask("erase", called, "--basis", "GDPR Art. 17(1)(b)", "-m", "asked").exit())
        .isZero();
    Cli confirmed = by(second, "erase", id, "--confirm", "-m", "checked");
    assertThat(confirmed.exit()).as(confirmed.out() + confirmed.err()).isZero();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> ask("person", id, "-o", "json").out().contains("completedAt"));
  }

  @Test
  void noFileOfTheDatabaseNoLogAndNoExportNamesThePerson() throws Exception {
    assertThat(canaries(data)).isEmpty();
    Path export = folder.resolve("export");
    assertThat(ask("seal", "export", export.toString()).exit()).isZero();
    try (OutputStream history = Files.newOutputStream(export.resolve("history"))) {
      HistoryExport.write(server().server().part(Ledger.class), history, (_, _) -> {});
    }
    assertThat(canaries(export)).isEmpty();
  }

  @Test
  void nothingTheServerSaidFromItsStartOnNamesThePerson() {
    List<String> lines = new ArrayList<>();
    for (ILoggingEvent event : List.copyOf(said.list)) {
      lines.add(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
    assertThat(lines).as("of the erasure, say").anyMatch(line -> line.contains(person));
    assertThat(lines).noneMatch(ErasedPersonTest::names);
  }

  @Test
  void noAnswerNamesThePerson() throws Exception {
    List<String> naming = new ArrayList<>();
    int answered = 0;
    for (Door door : server().server().part(Doors.class).all()) {
      if (!door.method().equals("GET")) {
        continue;
      }
      String path =
          door.path()
              .replace("{sha256}", document)
              .replace("{domain}", "sales")
              .replace("{id}", decision)
              .replace("{position}", "60")
              .replaceAll("\\{\\+?(?:name|product)\\}", "customer-360")
              .replaceAll("\\{\\+?\\w+\\}", "sales.customer-360");
      HttpResponse<String> answer = get(path);
      answered += answer.statusCode() == 200 ? 1 : 0;
      if (answer.body().toLowerCase(Locale.ROOT).contains("canary@")
          || answer.body().contains(NAME)) {
        naming.add(path);
      }
    }
    assertThat(naming).isEmpty();
    assertThat(answered).isGreaterThan(20);
    assertThat(get("/api/v1/data-products/sales/customer-360").body()).contains("[erased]");
    assertThat(get("/api/v1/data-products?owner=" + MAIL).body()).isEqualTo("[]");
    assertThat(get("/api/v1/tokens").body()).contains("[erased]");
    assertThat(get("/api/v1/ledger/entries?limit=1000").body()).contains("sealed:v1:per_");
  }

  @Test
  void theDocumentIsGoneAndItsDecisionNotRecomputable() throws Exception {
    HttpResponse<String> gone = get("/api/v1/documents/" + document);
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(gone.body()).contains("urn:daybook:problem:erased");
    HttpResponse<String> explained = get("/api/v1/decisions/" + decision + "/explanation");
    assertThat(explained.statusCode()).isEqualTo(200);
    assertThat(explained.body()).contains("not recomputable");
  }

  @Test
  void whatWasProvenIsProvenStill() {
    Cli verified = ask("verify", "--key", key);
    assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    Cli since =
        ask("verify", "--key", key, "--since", folder.resolve("before/checkpoint").toString());
    assertThat(since.exit()).as(since.out() + since.err()).isZero();
  }

  @Test
  void bundlesVerifyAsBeforeAndLaterOnesDiscloseNobodyWhoWasErased() throws IOException {
    for (String name : List.of("withheld.evidence", "disclosed.evidence")) {
      Cli verified = Cli.run("evidence", "verify", folder.resolve(name).toString(), "--key", key);
      assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    }
    assertThat(text("withheld.evidence"))
        .contains("[personal]")
        .doesNotContainIgnoringCase("canary");
    assertThat(text("disclosed.evidence")).contains(MAIL, NAME);
    assertThat(export("later.evidence", "--disclose", "-m", "audit"))
        .contains("cited files that named persons who were erased: ");
    assertThat(text("later.evidence"))
        .contains("[erased]")
        .doesNotContainIgnoringCase("canary@")
        .doesNotContain(NAME);
    Cli verified =
        Cli.run("evidence", "verify", folder.resolve("later.evidence").toString(), "--key", key);
    assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
  }

  @Test
  void theCertificateProvesThatTheLedgerSaysSo() throws Exception {
    JsonNode certificate = json(get("/api/v1/persons/" + person + "/certificate").body());
    assertThat(certificate.path("person").path("state").asText()).isEqualTo("erased");
    assertThat(certificate.path("person").path("erased").path("left").isEmpty()).isTrue();
    assertThat(certificate.path("disclosedIn").get(0).asText())
        .isEqualTo(
            "sha256:" + Sha256.hex(Files.readAllBytes(folder.resolve("disclosed.evidence"))));
    JsonNode statement = json(certificate.path("statement").asText());
    assertThat(statement.path("type").asText()).isEqualTo("person.erased");
    assertThat(statement.path("payload").path("sha256").asText())
        .isEqualTo(
            Sha256.hex(certificate.path("payload").asText().getBytes(StandardCharsets.UTF_8)));
    assertThat(certificate.path("proof").asText()).startsWith("c2sp.org/tlog-proof@v1");
  }

  @Test
  void thePersonIsFoundNoMoreAndTheTokenIsRevoked() {
    Cli found = ask("person", MAIL);
    assertThat(found.exit()).isEqualTo(Exit.NO);
    assertThat(found.err()).contains("Person not found");
    Cli asking = by(second, "person", person);
    assertThat(asking.exit()).as(asking.out()).isNotZero();
    assertThat(asking.err()).contains("token");
    assertThat(ask("person", person).out()).contains("erased");
  }

  private static JsonNode json(String text) throws IOException {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private String id(String called) throws IOException {
    return json(ask("person", called, "-o", "json").out()).path("id").asText();
  }

  private String admin() throws IOException {
    return Files.readString(AdminToken.file(data)).strip();
  }

  private Serving server() {
    return Objects.requireNonNull(started);
  }

  private Cli ask(String... arguments) {
    return Cli.run(with(arguments, "--data", data.toString()));
  }

  private Cli by(String token, String... arguments) {
    Path other = folder.resolve("second");
    try {
      Files.createDirectories(other);
      Files.writeString(AdminToken.file(other), token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Cli.run(with(arguments, "--data", other.toString()));
  }

  private String[] with(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    all.addAll(List.of("--server", server().server().url().toString()));
    return all.toArray(String[]::new);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server().server().url().resolve(path))
            .header("Authorization", "Bearer " + admin())
            .build(),
        BodyHandlers.ofString());
  }

  /** Files in which the person's name or mail address stands, in any case. */
  private static List<String> canaries(Path folder) throws IOException {
    List<String> naming = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (names(Files.readString(file, StandardCharsets.ISO_8859_1))) {
          naming.add(folder.relativize(file).toString());
        }
      }
    }
    return naming;
  }

  private static boolean names(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("canary@example") || lower.contains("zelda canary");
  }
}
