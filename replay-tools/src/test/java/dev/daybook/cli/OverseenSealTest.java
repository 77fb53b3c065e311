package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.daybook.edge.AdminToken;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.seal.AddCheckpoint;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Hash;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.OwnTimestampAuthority;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.TlogPolicy;
import dev.daybook.seal.TlogProof;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.sealer.TimestampSettings;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.NewEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A ledger's seal as who runs it looks after it: by the doctor, and by Prometheus. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions are POSIX's")
class OverseenSealTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private static Path data = Path.of("");
  @TempDir private Path other = Path.of("");
  private static Server server;

  @BeforeAll
  static void start() throws InterruptedException {
    server = serve(data, SealSettings.in(data));
    awaitSealed(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Server serve(Path data, SealSettings seal) {
    return Server.start(
        ServerSettings.in(data)
            .withPort(-1)
            .withPosture(false)
            .withStarterPack(false)
            .withSeal(seal));
  }

  private static long awaitSealed(Server server) throws InterruptedException {
    long head = server.part(Ledger.class).head().position();
    assertThat(server.part(Seal.class).await(head, LONG)).isTrue();
    return head;
  }

  private static Cli doctor(Server server, Path data) {
    return Cli.run(
        "doctor", "--server", server.url().toString(), "--data", data.toString(), "-o", "ndjson");
  }

  private static String line(Cli run, String check) {
    return run.out()
        .lines()
        .filter(line -> line.contains("\"check\":\"" + check + "\""))
        .reduce("", (all, line) -> all + line + "\n");
  }

  private static double figure(Server server, Path data, String name)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String figures =
          client
              .send(
                  HttpRequest.newBuilder(server.url().resolve("/prometheus"))
                      .header(
                          "Authorization",
                          "Bearer " + Files.readString(AdminToken.file(data)).strip())
                      .build(),
                  BodyHandlers.ofString())
              .body();
      return figures
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new AssertionError(name + " is not among\n" + figures));
    }
  }

  @Test
  void aSealThatFollowsIsWell() throws Exception {
    long head = awaitSealed(server);

    Cli run = doctor(server, data);

    assertThat(run.exit()).as(run.out()).isEqualTo(Exit.OK);
    assertThat(line(run, "seal"))
        .contains("\"ok\"")
        .containsPattern("%d of %d entries, the last checkpoint \\d+ s old".formatted(head, head));
    assertThat(line(run, "witnesses")).contains("\"ok\"").contains("none are asked");
    assertThat(line(run, "timestamps")).contains("\"ok\"").contains("no authority is asked");
    assertThat(line(run, "last signed")).contains("\"ok\"").contains(head + " entries were signed");
    assertThat(line(run, "erased keys")).contains("\"ok\"").contains("none came back");
    assertThat(line(run, "seal key").lines()).as("two of them").hasSize(2);
    assertThat(line(run, "persons' key").lines()).hasSize(1);
    assertThat(figure(server, data, "daybook_seal_size")).isEqualTo((double) head);
    assertThat(figure(server, data, "daybook_seal_lag")).isZero();
    assertThat(figure(server, data, "daybook_seal_waiting_seconds")).isZero();
    assertThat(figure(server, data, "daybook_seal_standstill")).isZero();
    assertThat(figure(server, data, "daybook_seal_witnessed_size")).isZero();
    assertThat(figure(server, data, "daybook_seal_stamped_size")).isZero();
    assertThat(figure(server, data, "daybook_seal_checkpoints_total")).isPositive();
    assertThat(figure(server, data, "daybook_seal_checkpoint_time_seconds"))
        .isBetween(now() - 600, now());
  }

  /** More often than a checkpoint is made of its own accord. */
  @Test
  void whoeverAsksHasAllThatIsRecordedSealedAtOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      long head = grow(server, 1);
      Cli run = checkpointNow(server, data);
      assertThat(run.exit()).as(run.err()).isEqualTo(Exit.OK);
      assertThat(
              Checkpoint.parse(SignedNote.parse(run.out().getBytes(StandardCharsets.UTF_8)).text())
                  .size())
          .isGreaterThanOrEqualTo(head);
    }
    Cli both =
        Cli.run("seal", "checkpoint", "--now", "--witnessed", "--server", server.url().toString());
    assertThat(both.exit()).isEqualTo(Exit.USAGE);
    assertThat(both.err()).contains("name two checkpoints");
  }

  private static Cli checkpointNow(Server server, Path data) {
    return Cli.run(
        "seal",
        "checkpoint",
        "--now",
        "--server",
        server.url().toString(),
        "--data",
        data.toString());
  }

  /** Repeats what the ledger's second entry says, under a stream of its own. */
  private static long grow(Server server, int count) {
    Ledger ledger = server.part(Ledger.class);
    LedgerEntry second = ledger.entry(2).orElseThrow();
    long head = ledger.head().position();
    ledger.append(
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    NewEvent.of(second.stream() + "-" + head, i, second.event(), second.metadata()))
            .toList(),
        Append.alone());
    return head + count;
  }

  private static double now() {
    return Instant.now().toEpochMilli() / 1_000.0;
  }

  @Test
  void aKeyThatOthersMayReadIsBad() throws IOException {
    Path key = data.resolve("seal/ed25519.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Cli run = doctor(server, data);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(run.exit()).isEqualTo(Exit.NO);
    assertThat(line(run, "seal key")).contains("ed25519.key is open to others; run chmod 600");
  }

  @Test
  void whatWasSignedLastHasToFitTheLedger() throws IOException {
    Path last = data.resolve("seal/last-signed");
    byte[] kept = Files.readAllBytes(last);
    Checkpoint signed = Checkpoint.parse(SignedNote.parse(kept).text());

    Files.write(last, with(kept, signed.origin(), signed.size() + 1_000, signed.root()));
    Cli older = doctor(server, data);
    Files.write(last, with(kept, signed.origin(), signed.size(), Merkle.EMPTY_ROOT));
    Cli changed = doctor(server, data);
    Files.write(last, with(kept, "daybook/else", signed.size() + 1_000, signed.root()));
    Cli elsewhere = doctor(server, data);
    Files.writeString(last, "nothing");
    Cli none = doctor(server, data);
    Files.write(last, kept);

    assertThat(older.exit()).isEqualTo(Exit.NO);
    assertThat(line(older, "last signed"))
        .contains("an older copy of its database was put in place");
    assertThat(changed.exit()).isEqualTo(Exit.NO);
    assertThat(line(changed, "last signed")).contains("with another root than the server's");
    assertThat(elsewhere.exit()).as("another ledger's").isEqualTo(Exit.OK);
    assertThat(none.exit()).isEqualTo(Exit.NO);
    assertThat(line(none, "last signed")).contains("a note is a text");
  }

  /** The note with another text above its signatures, which the doctor leaves to others. */
  private static byte[] with(byte[] note, String origin, long size, Hash root) {
    String text = new String(note, StandardCharsets.UTF_8);
    return (new Checkpoint(origin, size, root).text() + text.substring(text.indexOf("\n\n") + 1))
        .getBytes(StandardCharsets.UTF_8);
  }

  private interface Script {
    byte[] answer(byte[] asked);
  }

  private static HttpServer serving(Script script) throws IOException {
    HttpServer answering =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answering.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] answer = script.answer(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    answering.start();
    return answering;
  }

  private static URI url(HttpServer answering) {
    return URI.create("http://127.0.0.1:" + answering.getAddress().getPort());
  }

  private static URI nobody() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + probe.getLocalPort());
    }
  }

  @Test
  void whoVouchesForTheSealIsToldAndWhoFailsTo() throws Exception {
    SignerKey one = SignerKey.generate("w/one", KeyAlgorithm.ED25519_COSIGNATURE);
    SignerKey gone = SignerKey.generate("w/gone", KeyAlgorithm.ED25519_COSIGNATURE);
    OwnTimestampAuthority authority = OwnTimestampAuthority.selfSigned();
    HttpServer witness =
        serving(
            asked ->
                AddCheckpoint.answer(
                    List.of(
                        one.cosign(
                            AddCheckpoint.parse(asked).checkpoint().text(), Instant.now()))));
    HttpServer stamping =
        serving(query -> authority.answer(query, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    URI silent = nobody();
    TlogPolicy policy =
        TlogPolicy.parse(
            """
            witness one %s %s
            witness gone %s %s
            group enough 1 one gone
            quorum enough
            """
                .formatted(one.verifier(), url(witness), gone.verifier(), nobody())
                .getBytes(StandardCharsets.UTF_8));
    SealSettings seal =
        SealSettings.in(other)
            .withWitnesses(policy)
            .withTimestamps(
                new TimestampSettings(
                    List.of(url(stamping), silent), authority.trusted(), Duration.ofHours(1)));
    try (Server vouched = serve(other, seal)) {
      long head = awaitSealed(vouched);
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                assertThat(figure(vouched, other, "daybook_seal_witnessed_size"))
                    .isEqualTo((double) head);
                assertThat(figure(vouched, other, "daybook_seal_stamped_size")).isPositive();
              });
      String failures = "daybook_seal_authority_failures_total{authority=\"%s\"}";
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                assertThat(
                        figure(
                            vouched,
                            other,
                            "daybook_seal_witness_failures_total{witness=\"gone\"}"))
                    .isPositive();
                assertThat(figure(vouched, other, failures.formatted(silent.getAuthority())))
                    .isPositive();
              });
      assertThat(figure(vouched, other, "daybook_seal_witness_failures_total{witness=\"one\"}"))
          .isZero();
      assertThat(figure(vouched, other, failures.formatted(url(stamping).getAuthority()))).isZero();
      assertThat(figure(vouched, other, "daybook_seal_witnessed_time_seconds"))
          .isBetween(now() - 600, now());
      assertThat(figure(vouched, other, "daybook_seal_stamped_time_seconds"))
          .isBetween(now() - 600, now());

      Cli run = doctor(vouched, other);

      HttpResponse<String> proved = registerTeam(vouched, other, "wait=20, respond=witnessed");
      assertThat(proved.headers().firstValue("Preference-Applied"))
          .as(proved.body())
          .contains("respond=witnessed");
      TlogProof proof =
          TlogProof.parse(
              Json.parse(proved.body().getBytes(StandardCharsets.UTF_8))
                  .at("/results/0/proofs/0")
                  .asText()
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(policy.tally(proof.checkpoint()).reached()).as("cosigned by `one`").isTrue();

      assertThat(run.exit()).as("nothing of it is bad").isEqualTo(Exit.OK);
      assertThat(line(run, "witness").lines()).singleElement().asString().contains("`gone`");
      assertThat(line(run, "witnesses"))
          .contains("\"warn\"")
          .contains("the quorum is reached up to %d entries".formatted(head));
      assertThat(line(run, "timestamp authority").lines())
          .singleElement()
          .asString()
          .contains(silent.getAuthority() + ": no answer");
      assertThat(line(run, "timestamps")).contains("\"warn\"").contains("the last is ");
    } finally {
      witness.stop(0);
      stamping.stop(0);
    }
  }

  private static HttpResponse<String> registerTeam(Server server, Path data, String prefer)
      throws IOException, InterruptedException {
    String team =
        """
        apiVersion: daybook/v1
        kind: Team
        metadata:
          name: sales
        spec:
          description: Keeps what happens between us and our customers.
          mail: sales@example.com
          channel: "#sales"
          domains: [sales]
          members: []
        """;
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(server.url().resolve("/api/v1/documents"))
              .header("Authorization", "Bearer " + Files.readString(AdminToken.file(data)).strip())
              .header("Content-Type", "application/yaml")
              .header("Prefer", prefer)
              .POST(BodyPublishers.ofString(team))
              .build(),
          BodyHandlers.ofString());
    }
  }

  @Test
  void aSealThatStandsStillIsBadAndCountsWhatWaits() throws Exception {
    Path last = other.resolve("seal/last-signed");
    long head;
    try (Server before = serve(other, SealSettings.in(other))) {
      head = awaitSealed(before);
    }
    SignerKey key = SignerKey.parse(Files.readString(other.resolve("seal/ed25519.key")).strip());
    Checkpoint ahead =
        new Checkpoint(key.verifier().name(), head + 1_000, Merkle.leafHash(new byte[0]));
    Files.write(last, SignedNote.of(ahead.text()).signed(key).bytes());

    try (Server standing = serve(other, SealSettings.in(other))) {
      Ledger ledger = standing.part(Ledger.class);
      grow(standing, 2);
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                assertThat(figure(standing, other, "daybook_seal_standstill")).isEqualTo(1);
                assertThat(figure(standing, other, "daybook_seal_lag")).isEqualTo(2);
                assertThat(figure(standing, other, "daybook_seal_waiting_seconds"))
                    .isGreaterThan(0.5);
              });
      assertThat(figure(standing, other, "daybook_seal_size")).isEqualTo((double) head);

      Cli run = doctor(standing, other);

      assertThat(run.exit()).isEqualTo(Exit.NO);
      assertThat(line(run, "seal"))
          .contains("\"bad\"")
          .contains("%d of %d entries".formatted(head, head + 2))
          .contains(
              "nothing is sealed any more: a checkpoint of %d entries".formatted(head + 1_000));
      assertThat(line(run, "last signed")).contains("\"bad\"");
      Cli asked = checkpointNow(standing, other);
      assertThat(asked.exit()).isEqualTo(Exit.COULD_NOT);
      assertThat(asked.err())
          .contains("%d entries are recorded and %d are sealed: ".formatted(head + 2, head));

      ledger.close();
      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(figure(standing, other, "daybook_seal_size")).isNaN());
      assertThat(figure(standing, other, "daybook_seal_checkpoints_total"))
          .as("what the node itself knows stays")
          .isZero();
    }
  }
}
