package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.edge.AdminToken;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.seal.TlogPolicy;
import dev.daybook.seal.TlogProof;
import dev.daybook.seal.VerifierKey;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.NewEvent;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server, two witnesses in processes of their own and one that never ran, and an auditor. */
class WitnessedLedgerTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(process -> process.destroyForcibly().onExit().join());
    client.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  private Process witness(String name, int port, String key) throws IOException {
    Path err = folder.resolve(name.replace('/', '-') + ".err");
    Process process =
        Child.daybook(
            Map.of(),
            err,
            "witness",
            "--data",
            folder.resolve(name).toString(),
            "--name",
            name,
            "--port",
            "" + port,
            "--log",
            key);
    started.add(process);
    assertThat(process.inputReader().readLine()).as(Child.said(err)).startsWith("ready on ");
    return process;
  }

  private String vkey(String name) {
    Cli run = Cli.run("witness", "keys", "--data", folder.resolve(name).toString(), "--name", name);
    return run.out().lines().findFirst().orElseThrow();
  }

  private Server server(SealSettings seal) {
    return Server.start(
        ServerSettings.in(data())
            .withPort(-1)
            .withPosture(false)
            .withStarterPack(false)
            .withSeal(seal));
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static long grow(Server server) throws InterruptedException {
    Ledger ledger = server.part(Ledger.class);
    LedgerEntry second = ledger.entry(2).orElseThrow();
    long head = ledger.head().position();
    ledger.append(
        List.of(NewEvent.of(second.stream() + "-" + head, 0, second.event(), second.metadata())),
        Append.alone());
    assertThat(server.part(Seal.class).await(head + 1, LONG)).isTrue();
    return head + 1;
  }

  private JsonNode get(Server server, String path) throws IOException, InterruptedException {
    return Json.parse(bytes(server, path).body());
  }

  private HttpResponse<byte[]> bytes(Server server, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Authorization", "Bearer " + Files.readString(AdminToken.file(data())).strip())
            .build(),
        BodyHandlers.ofByteArray());
  }

  private void awaitWitnessed(Server server, long size) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(get(server, "/api/v1/ledger/witnesses").path("witnessed").asLong())
                    .isEqualTo(size));
  }

  @Test
  void aLedgerIsWitnessedByProcessesThatComeAndGo() throws Exception {
    String key;
    try (Server server = server(SealSettings.in(data()))) {
      key = server.part(Seal.class).keys().getFirst().toString();
      assertThat(bytes(server, "/witnessed/checkpoint").statusCode()).isEqualTo(404);
    }
    int one = freePort();
    int two = freePort();
    Process first = witness("w/one", one, key);
    witness("w/two", two, key);
    Path policy =
        Files.writeString(
            folder.resolve("policy"),
            """
            log %s
            witness one %s http://127.0.0.1:%d
            witness two %s http://127.0.0.1:%d
            witness gone %s http://127.0.0.1:%d
            group enough 2 one two gone
            quorum enough
            """
                .formatted(
                    key, vkey("w/one"), one, vkey("w/two"), two, vkey("w/gone"), freePort()));
    TlogPolicy trusted = TlogPolicy.parse(Files.readAllBytes(policy));

    try (Server server = server(SealSettings.in(data()).withWitnesses(trusted))) {
      long before = grow(server);
      awaitWitnessed(server, before);
      first.destroyForcibly().onExit().join();

      long newest = grow(server);
      await()
          .atMost(LONG)
          .until(
              () ->
                  get(server, "/api/v1/ledger/witnesses").path("witnesses").get(0).has("failure"));
      assertThat(trusted.open(bytes(server, "/witnessed/checkpoint").body()).opened().checkpoint())
          .as("what was witnessed stays")
          .matches(checkpoint -> checkpoint.size() == before);
      assertThat(Cli.run("verify", server.url().toString(), "--key", key).out())
          .as("the newest waits for nobody")
          .contains("size      " + newest);
      assertThat(get(server, "/health").path("status").asText()).isEqualTo("UP");

      witness("w/one", one, key);
      awaitWitnessed(server, newest);
      JsonNode asked = get(server, "/api/v1/ledger/witnesses");
      assertThat(asked.path("here").asBoolean()).isTrue();
      assertThat(asked.path("witnesses").findValuesAsText("size"))
          .as("how far each has cosigned")
          .containsExactly("" + newest, "" + newest, "0");
      assertThat(asked.path("witnesses").findValuesAsText("name"))
          .containsExactly("one", "two", "gone");
      assertThat(asked.path("witnesses").findValuesAsText("contradicts"))
          .containsExactly("false", "false", "false");
      assertThat(bytes(server, "/api/v1/ledger/witnesses").headers().firstValue("Daybook-Position"))
          .as("of how much is sealed")
          .hasValue("" + newest);

      Cli verified = Cli.run("verify", server.url() + "/witnessed", "--trust", policy.toString());
      assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
      assertThat(verified.out()).contains("w/one+", "w/two+");
      byte[] proof = bytes(server, "/api/v1/ledger/entries/1/proof?witnessed=true").body();
      assertThat(TlogProof.parse(proof).checkpoint().signatures())
          .extracting(signature -> signature.name())
          .contains("w/one", "w/two");
      Path copy = folder.resolve("copy");
      Cli exported =
          Cli.run(
              "seal",
              "export",
              copy.toString(),
              "--witnessed",
              "--server",
              server.url().toString(),
              "--data",
              data().toString());
      assertThat(exported.exit()).as(exported.err()).isZero();
      assertThat(Cli.run("verify", copy.toString(), "--trust", policy.toString()).exit()).isZero();

      started.forEach(process -> process.destroyForcibly().onExit().join());
      grow(server);
    }
    Cli tables = Cli.run("verify", "--data", data().toString(), "--trust", policy.toString());
    assertThat(tables.exit()).as(tables.out() + tables.err()).isZero();
    assertThat(tables.out())
        .contains("w/one+", "w/two+")
        .contains("1 sealed entries behind it are in no checkpoint that you trust yet");
    Path all =
        Files.writeString(
            folder.resolve("all"),
            Files.readString(policy).replace("group enough 2", "group enough 3"));
    Cli strict = Cli.run("verify", "--data", data().toString(), "--trust", all.toString());
    assertThat(strict.exit()).as("the third never cosigned").isEqualTo(Exit.NO);
    assertThat(strict.out()).contains("too few witnesses cosigned");
    assertThat(trusted.witnessKeys()).extracting(VerifierKey::name).contains("w/gone");
  }
}
