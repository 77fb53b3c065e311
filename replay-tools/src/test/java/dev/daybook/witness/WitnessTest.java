package dev.daybook.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.daybook.seal.AddCheckpoint;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.ForkProof;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.Signer;
import dev.daybook.seal.SignerKey;
import dev.daybook.store.StartRefused;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final Clock AT_NOON = Clock.fixed(NOON, ZoneOffset.UTC);

  @TempDir private Path folder = Path.of("");

  private final SmallLog log = new SmallLog("daybook/test").grownTo(600);
  private final HttpClient client = HttpClient.newHttpClient();
  private Witness witness;
  private Mirrors mirrors;
  private WitnessServer server;

  @BeforeEach
  void start() throws IOException {
    witness = open();
    mirrors = Mirrors.start(folder.resolve("mirror"), known(), witness, List.of());
    server = WitnessServer.start(witness, mirrors, "127.0.0.1", 0);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
    mirrors.close();
    witness.close();
  }

  private Witness open() throws IOException {
    return Witness.open(folder, "witness.example/w1", known(), AT_NOON);
  }

  private KnownLogs known() {
    return KnownLogs.of(List.of(log.vkey().toString()));
  }

  private HttpResponse<byte[]> post(byte[] body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server.url().resolve("/add-checkpoint"))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private void assertCosigned(int old, int size) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = post(log.request(old, size));
    assertThat(answer.statusCode()).isEqualTo(200);
    SignedNote note =
        AddCheckpoint.parse(log.request(old, size)).cosigned(answer.body(), witness.verifiers());
    assertThat(note.verified(witness.verifiers()))
        .containsExactlyElementsOf(
            witness.verifiers().stream().map(key -> new Signer(key, NOON)).toList());
    assertThat(size()).isEqualTo(size);
  }

  private long size() {
    return witness.latest(log.origin()).map(Checkpoint::size).orElse(0L);
  }

  private void assertConflict(byte[] request, long size) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = post(request);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
    assertThat(AddCheckpoint.parseSize(answer.body())).isEqualTo(size);
  }

  private void assertRefused(int status, byte[] request, String why)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = post(request);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(why);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void aTreeThatGrowsIsCosignedStepByStep() throws Exception {
    assertCosigned(0, 0);
    assertCosigned(0, 3);
    assertCosigned(3, 256);
    assertCosigned(256, 600);
    assertCosigned(600, 600);
  }

  @Test
  void aRequestThatDoesNotGoOnFromTheLastIsToldItsSize() throws Exception {
    assertConflict(log.request(3, 5), 0);
    assertCosigned(0, 5);

    assertConflict(log.request(0, 7), 5);
    assertConflict(log.request(3, 7), 5);
    assertConflict(log.request(3, 4), 5);
    assertConflict(log.request(6, 7), 5);
  }

  @Test
  void whatCannotBeReadIsABadRequest() throws Exception {
    for (String body :
        List.of("", "old 0\n", "old 01\n\n", "new 0\n\n" + text(log.checkpoint(1).bytes()))) {
      assertRefused(400, body.getBytes(StandardCharsets.UTF_8), "");
    }
    assertRefused(
        400,
        new AddCheckpoint(4, List.of(), log.checkpoint(3)).body(),
        "a tree never becomes smaller");
    assertRefused(413, new byte[WitnessServer.LONGEST + 1], "at most 524288 bytes");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void aLogNobodyNamedIsNotCosigned() throws Exception {
    SmallLog other = new SmallLog("daybook/other").grownTo(1);

    assertRefused(404, other.request(0, 1), "does not know the log `daybook/other`");
  }

  @Test
  void onlyTheLogsOwnKeySpeaksForIt() throws Exception {
    SmallLog impostor = new SmallLog(log.origin()).grownTo(1);
    assertRefused(403, impostor.request(0, 1), "none of the 1 known keys signed");

    String forged = text(log.request(0, 2)).replace(log.root(2).base64(), log.root(1).base64());
    assertRefused(403, forged.getBytes(StandardCharsets.UTF_8), "does not verify");
    assertThat(witness.latest(log.origin())).isEmpty();
  }

  @Test
  void aProofThatDoesNotLeadThereIsUnprocessable() throws Exception {
    assertCosigned(0, 5);
    SmallLog fork = new SmallLog(log.key, "other ").grownTo(9);

    assertRefused(422, fork.request(5, 9), "from the 5 entries that were cosigned to these 9");
    assertRefused(422, new AddCheckpoint(5, List.of(), log.checkpoint(9)).body(), "");
    assertRefused(422, new AddCheckpoint(5, log.path(4, 5), log.checkpoint(5)).body(), "");
    assertCosigned(5, 9);
  }

  @Test
  void fromNothingNothingIsProved() throws Exception {
    assertRefused(422, new AddCheckpoint(0, List.of(log.root(1)), log.checkpoint(5)).body(), "");
  }

  @Test
  void anotherTreeOfTheVerySizeIsAConflictAndItsProofIsKept() throws Exception {
    assertCosigned(0, 5);
    SmallLog fork = new SmallLog(log.key, "other ").grownTo(5);

    assertConflict(fork.request(5, 5), 5);
    assertConflict(fork.request(5, 5), 5);

    try (Stream<Path> forks = Files.list(folder.resolve("forks"))) {
      Path file = forks.reduce((_, _) -> Path.of("two")).orElseThrow();
      ForkProof.Fork shown = ForkProof.parse(Files.readAllBytes(file)).verify(List.of(log.vkey()));
      assertThat(shown.smaller().checkpoint().root()).isEqualTo(log.root(5));
      assertThat(shown.larger().checkpoint().root()).isEqualTo(fork.root(5));
    }
  }

  @Test
  void anEmptyTreeHasOneRoot() throws Exception {
    SignedNote wrong =
        SignedNote.of(new Checkpoint(log.origin(), 0, log.root(1)).text()).signed(log.key);

    assertConflict(new AddCheckpoint(0, List.of(), wrong).body(), 0);
    assertThat(log.root(0)).isEqualTo(Merkle.EMPTY_ROOT);
  }

  /** Its answer was lost, not what it promised: the log asks again from the size it is told. */
  @Test
  void aWitnessThatFellBeforeItAnsweredRemembersWhatItWasAboutToPromise() throws Exception {
    assertCosigned(0, 5);
    assertThat(witness.add(log.request(5, 9))).isInstanceOf(Answer.Cosigned.class);
    witness.close();

    try (Witness again = open()) {
      assertThat(again.verifiers()).isEqualTo(witness.verifiers());
      assertThat(again.add(log.request(5, 9))).isEqualTo(new Answer.Conflict(9));
      assertThat(again.add(log.request(9, 9))).isInstanceOf(Answer.Cosigned.class);
    }
  }

  /** The race of tlog-witness: both go on from the same size, and only one may. */
  @Test
  void ofTwoRequestsAtOnceOneIsCosignedAndTheTreeNeverBecomesSmaller() throws Exception {
    int rounds = 60;
    int size = 1;
    assertCosigned(0, 1);
    CyclicBarrier together = new CyclicBarrier(4);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < rounds; round++) {
        int old = size;
        List<Callable<Answer>> racing =
            IntStream.rangeClosed(1, 4)
                .<Callable<Answer>>mapToObj(
                    more ->
                        () -> {
                          byte[] request = log.request(old, old + more);
                          together.await();
                          return witness.add(request);
                        })
                .toList();
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> answer : threads.invokeAll(racing)) {
          answers.add(answer.get());
        }
        List<Integer> cosigned =
            IntStream.range(0, 4)
                .filter(at -> answers.get(at) instanceof Answer.Cosigned)
                .mapToObj(at -> old + at + 1)
                .toList();
        assertThat(cosigned).as("round %d", round).hasSize(1);
        size = cosigned.getFirst();
        assertThat(size()).isEqualTo(size);
      }
    }
  }

  @Test
  void twoWitnessesNeverShareOneMemory() {
    assertThatThrownBy(this::open)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("another witness has");
  }

  @Test
  void keysAreForTheirOwnerAloneAndKeepTheirName() throws Exception {
    Path file = folder.resolve("witness.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(WitnessKeys.in(folder, null).verifiers()).isEqualTo(witness.verifiers());
    assertThatThrownBy(() -> WitnessKeys.in(folder, "witness.example/w2"))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("holds a key of `witness.example/w1`; wanted `witness.example/w2`");

    Path own = Files.createDirectory(folder.resolve("own"));
    assertThat(WitnessKeys.in(own, null).verifiers().getFirst().name())
        .matches("witness/[0-9a-f]{16}");
    Files.writeString(
        own.resolve("witness.key"), SignerKey.generate("a", KeyAlgorithm.ED25519).encoded() + "\n");
    assertThatThrownBy(() -> WitnessKeys.in(own, null))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("holds keys of");
  }

  @Test
  void aMemoryThatWasChangedIsNotGoneBy() throws Exception {
    assertCosigned(0, 5);
    witness.close();
    Path file = folder.resolve("logs").resolve(Cosigned.nameOf(log.origin()) + ".checkpoint");
    assertThat(file).exists();
    Files.write(file, new SmallLog("daybook/other").grownTo(1).checkpoint(1).bytes());
    assertThatThrownBy(this::open)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("is of another log than");
    Files.writeString(file, "");
    assertThatThrownBy(this::open)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("should hold the checkpoint");
  }

  @Test
  void whatCannotBeRememberedIsNotCosigned() throws Exception {
    assertCosigned(0, 5);
    // A folder in the file's place, so that nothing can be put there; root has every right.
    Path file = folder.resolve("logs").resolve(Cosigned.nameOf(log.origin()) + ".checkpoint");
    Files.delete(file);
    Files.createDirectories(file.resolve("in the way"));

    assertThat(post(log.request(5, 9)).statusCode()).isEqualTo(500);
    assertThat(size()).isEqualTo(5);
  }

  @Test
  void whoeverDawdlesKeepsAtMostSomeOthersFromAsking() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < WitnessServer.AT_ONCE; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
        slow.add(socket);
        OutputStream out = socket.getOutputStream();
        out.write(
            "POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nold"
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
      long deadline = System.nanoTime() + 60_000_000_000L;
      int status = post(log.request(0, 0)).statusCode();
      while (status != 503 && System.nanoTime() < deadline) {
        Thread.sleep(20);
        status = post(log.request(0, 0)).statusCode();
      }
      assertThat(status).isEqualTo(503);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(post(log.request(0, 0)).statusCode()).isEqualTo(200));
  }

  @Test
  void elsewhereThereIsNothing() throws Exception {
    for (String path : List.of("/", "/add-checkpoint/", "/witness.key", "/../witness.key")) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(server.url().resolve(path)).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
    }
    assertThat(
            client
                .send(
                    HttpRequest.newBuilder(server.url().resolve("/add-checkpoint")).build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(405);
  }

  @Test
  void keysThatAreNoLogsAreToldAllAtOnce() {
    String wrong = SignerKey.generate("w", KeyAlgorithm.ED25519_COSIGNATURE).verifier().toString();
    assertThatThrownBy(() -> KnownLogs.of(List.of("nothing", wrong, log.vkey().toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("`nothing` is no verifier key")
        .hasMessageContaining("is a witness's key; wanted a log's");
  }
}
