package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.seal.AddCheckpoint;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.VerifierKey;
import dev.daybook.sealer.Seal;
import dev.daybook.witness.SmallLog;
import java.io.BufferedReader;
import java.io.IOException;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Witnesses as processes of their own. */
class WitnessCommandTest {

  @TempDir private Path folder = Path.of("");

  private final SmallLog log = new SmallLog("daybook/test").grownTo(20);
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(process -> process.destroyForcibly().onExit().join());
    client.close();
  }

  private Path data() {
    return folder.resolve("w");
  }

  private Process witness(int port, String... more) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("witness", "--data", data().toString(), "--port", "" + port));
    arguments.addAll(List.of(more));
    Process process =
        Child.daybook(Map.of(), folder.resolve("err"), arguments.toArray(String[]::new));
    started.add(process);
    return process;
  }

  private String ready(Process witness) throws IOException {
    BufferedReader out = witness.inputReader();
    String line = out.readLine();
    assertThat(line).as(Child.said(folder.resolve("err"))).startsWith("ready on http://127.0.0.1:");
    return line.substring("ready on ".length());
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  private HttpResponse<byte[]> post(String url, byte[] body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + "/add-checkpoint"))
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  /** The only file of what was cosigned last. */
  private byte[] remembered() throws IOException {
    try (Stream<Path> files = Files.list(data().resolve("logs"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".checkpoint")).toList()) {
        return Files.readAllBytes(file);
      }
    }
    return new byte[0];
  }

  /** Killed the moment what it promises is on disk, before or while it answers. */
  @Test
  void aWitnessKilledBetweenRememberingAndAnsweringCosignsTheSameCheckpointLater()
      throws Exception {
    int port = freePort();
    String key = log.vkey().toString();
    List<VerifierKey> keys = List.of();
    for (int size = 1; size <= 3; size++) {
      byte[] request = log.request(size - 1, size);
      Process witness = witness(port, "--log", key);
      String url = ready(witness);
      List<VerifierKey> told = keys();
      assertThat(told).as("it is the same witness").isEqualTo(keys.isEmpty() ? told : keys);
      keys = told;
      byte[] before = remembered();
      CompletableFuture<Void> asked =
          CompletableFuture.runAsync(
              () -> {
                try {
                  post(url, request);
                } catch (IOException | InterruptedException _) {
                  // it is killed
                }
              });
      while (Arrays.equals(before, remembered())) {
        Thread.onSpinWait();
      }
      witness.destroyForcibly().onExit().join();
      asked.join();

      Process again = witness(port, "--log", key);
      assertThat(ready(again)).isEqualTo(url);
      HttpResponse<byte[]> same = post(url, request);
      assertThat(same.statusCode()).isEqualTo(409);
      assertThat(AddCheckpoint.parseSize(same.body())).isEqualTo(size);
      HttpResponse<byte[]> cosigned = post(url, log.request(size, size));
      assertThat(cosigned.statusCode()).isEqualTo(200);
      SignedNote note =
          AddCheckpoint.parse(log.request(size, size)).cosigned(cosigned.body(), keys);
      assertThat(note.signers(keys)).hasSize(2);
      again.destroyForcibly().onExit().join();
    }
  }

  private List<VerifierKey> keys() {
    Cli run = Cli.run("witness", "keys", "--data", data().toString());
    assertThat(run.exit()).as(run.err()).isZero();
    return run.out().lines().map(VerifierKey::parse).toList();
  }

  @Test
  void aSecondProcessOnTheSameFolderEndsWithASentence() throws Exception {
    String key = log.vkey().toString();
    ready(witness(0, "--log", key));

    Process second = witness(0, "--log", key);
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(Exit.COULD_NOT);
    assertThat(Child.said(folder.resolve("err")))
        .startsWith("daybook: another witness has `")
        .doesNotContain("\tat ");
  }

  @Test
  void itEndsWhenItIsTold() throws Exception {
    Process witness = witness(0, "--log", log.vkey().toString());
    ready(witness);
    witness.destroy();
    assertThat(witness.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatCannotBeAWitnessIsToldInASentence() throws IOException {
    String data = data().toString();
    Path keys = Files.writeString(folder.resolve("keys"), "# of logs\n\nnothing\n");
    for (String[] arguments :
        new String[][] {
          {"witness", "--data", data},
          {"witness", "--data", data, "--log", "nothing"},
          {"witness", "--data", data, "--logs", keys.toString()},
          {"witness", "--data", data, "--log", log.vkey().toString(), "--port", "70000"},
          {"witness", "--data", data, "--log", log.vkey().toString(), "--name", "a b"},
          {"witness", "--data", data, "--log", log.vkey().toString(), "--host", "192.0.2.1"},
          {"witness", "--data", data, "--log", log.vkey().toString(), "--mirror", "ftp://x"},
          {"witness", "--data", data, "--logs", "none"},
          {"witness", "keys", "--data", keys.toString()},
        }) {
      Cli run = Cli.run(arguments);
      assertThat(run.exit()).as(run.err()).isIn(Exit.USAGE, Exit.COULD_NOT);
      assertThat(run.err())
          .startsWith("daybook: ")
          .doesNotContain("bug in daybook")
          .hasLineCount(1);
    }
  }

  /** An auditor needs the ledger's server for nothing but to be told of its key, once. */
  @Test
  void aWitnesssCopyOfALedgerIsVerifiedLikeTheLedgerItself() throws Exception {
    try (Server ledger =
        Server.start(
            ServerSettings.in(folder.resolve("ledger"))
                .withPort(-1)
                .withPosture(false)
                .withStarterPack(false))) {
      Seal seal = ledger.part(Seal.class);
      assertThat(seal.await(1, Duration.ofSeconds(30))).isTrue();
      String key = seal.keys().getFirst().toString();
      Process witness = witness(0, "--log", key, "--mirror", ledger.url().toString());
      String copy = ready(witness) + "/" + sha256(seal.keys().getFirst().name()) + "/";
      HttpRequest wanted = HttpRequest.newBuilder(URI.create(copy + "checkpoint")).build();
      while (client.send(wanted, BodyHandlers.discarding()).statusCode() == 404) {
        Thread.sleep(50);
      }

      Cli served = Cli.run("verify", copy, "--key", key);
      assertThat(served.exit()).as(served.out() + served.err()).isZero();
      assertThat(served.out()).contains("consistent");
      Path files = data().resolve("mirror").resolve(sha256(seal.keys().getFirst().name()));
      Cli asFiles = Cli.run("verify", files.toString(), "--key", key);
      assertThat(asFiles.exit()).as(asFiles.out() + asFiles.err()).isZero();
      assertThat(
              client
                  .send(wanted, BodyHandlers.ofString(StandardCharsets.UTF_8))
                  .headers()
                  .firstValue("Cache-Control"))
          .contains("public, max-age=1");
    }
  }

  private static String sha256(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
