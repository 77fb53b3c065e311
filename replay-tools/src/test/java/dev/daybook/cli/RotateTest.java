package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.VerifierKey;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.NewEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator who rotates the keys of a real server, from its data folder, and an auditor who has
 * the keys and the checkpoint from before.
 */
@TestMethodOrder(OrderAnnotation.class)
class RotateTest {

  private static Server server;
  private static Path data = Path.of("");
  private static List<String> before = List.of();
  private static List<String> after = List.of();
  private static byte[] kept = {};
  private static byte[] bridge = {};
  private static long position;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start(@TempDir Path home) throws InterruptedException {
    data = home.resolve("data");
    server = started();
    grow();
    before = vkeys(server.part(Seal.class).keys());
    kept = server.part(Seal.class).checkpoint().orElseThrow();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Server started() {
    return Server.start(
        ServerSettings.in(data).withPort(-1).withPosture(false).withStarterPack(false));
  }

  private static List<String> vkeys(List<VerifierKey> keys) {
    return keys.stream().map(VerifierKey::toString).toList();
  }

  /** Seals one more entry, which says what the ledger's second does. */
  private static void grow() throws InterruptedException {
    Ledger ledger = server.part(Ledger.class);
    LedgerEntry second = ledger.entry(2).orElseThrow();
    long head = ledger.head().position();
    ledger.append(
        List.of(NewEvent.of(second.stream() + "-" + head, 0, second.event(), second.metadata())),
        Append.alone());
    assertThat(server.part(Seal.class).await(head + 1, Duration.ofSeconds(30))).isTrue();
  }

  private static String url() {
    return server.url().toString();
  }

  private static Cli seal(String... words) {
    String[] all = new String[words.length + 5];
    all[0] = "seal";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--server";
    all[words.length + 2] = url();
    all[words.length + 3] = "--data";
    all[words.length + 4] = data.toString();
    return Cli.run(all);
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static Path file(Path folder, byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.checkpoint"), bytes);
  }

  @Test
  @Order(1)
  void keysArePreparedAndToldBeforeAnythingIsSignedWithThem() throws Exception {
    Cli prepared = seal("rotate", "--prepare");
    assertThat(prepared.exit()).as(prepared.err()).isEqualTo(Exit.OK);
    assertThat(prepared.err()).contains("nothing is signed with them yet");
    after = prepared.out().lines().toList();
    assertThat(after).hasSize(2).doesNotContainAnyElementsOf(before);
    assertThat(seal("rotate", "--prepare").out().lines().toList())
        .as("told again, not made again")
        .isEqualTo(after);
    grow();
    assertThat(vkeys(server.part(Seal.class).keys())).isEqualTo(before);
  }

  @Test
  @Order(2)
  void theRunningLedgerGoesOverToThem() throws InterruptedException {
    Cli rotated = seal("rotate");
    assertThat(rotated.exit()).as(rotated.err()).isEqualTo(Exit.OK);
    assertThat(rotated.out().lines().toList()).isEqualTo(after);
    assertThat(rotated.err())
        .contains("the ledger went over to `")
        .contains("its keys before are deleted");
    position = server.part(Seal.class).keyHistory().getLast().from();
    bridge = server.part(Seal.class).checkpoint().orElseThrow();
    assertThat(Checkpoint.parse(SignedNote.parse(bridge).text()).size()).isEqualTo(position);
    assertThat(data.resolve("seal/next")).doesNotExist();
    assertThat(data.resolve("seal/prepared")).doesNotExist();
    grow();
  }

  @Test
  @Order(3)
  void theKeysInForceAreToldAndThoseBeforeOnDemand() {
    assertThat(seal("keys").out().lines().toList()).isEqualTo(after);
    assertThat(seal("keys", "--all").out().lines().toList())
        .containsExactly(
            "# checkpoints of 0 to %d entries".formatted(position),
            before.getFirst(),
            before.getLast(),
            "# checkpoints of %d entries and more".formatted(position),
            after.getFirst(),
            after.getLast());
  }

  @Test
  @Order(4)
  void whatTheEntrySaysIsForEverybody() throws Exception {
    HttpResponse<String> told = get("/rotation/" + position);
    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    KeyRotation says = KeyRotation.parse(told.body().getBytes(StandardCharsets.UTF_8));
    assertThat(vkeys(says.before())).isEqualTo(before);
    assertThat(vkeys(says.after())).isEqualTo(after);
    assertThat(get("/witnessed/rotation/" + position).body()).isEqualTo(told.body());
    assertThat(get("/rotation/1").statusCode()).isEqualTo(404);
    assertThat(get("/rotation/x").statusCode()).isGreaterThanOrEqualTo(400);
  }

  private static Cli verify(Path folder, String where, String key) throws IOException {
    return where.isEmpty()
        ? Cli.run(
            "verify",
            "--server",
            url(),
            "--data",
            folder.toString(),
            "--key",
            key,
            "--since",
            file(folder, kept).toString())
        : Cli.run("verify", where, "--key", key, "--since", file(folder, kept).toString());
  }

  private void requireFollowed(Cli run) {
    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(Exit.OK);
    assertThat(run.out())
        .contains("trusted by the rotation at position %d".formatted(position))
        .contains("of the checkpoint that was kept");
  }

  @Test
  @Order(5)
  void whoHasTheKeysBeforeFollowsOnTheServerAndInACopyOfIt() throws Exception {
    requireFollowed(verify(folder, "", before.getFirst()));
    requireFollowed(verify(folder, "", before.getLast()));
    Path copy = folder.resolve("copy");
    assertThat(seal("export", copy.toString()).exit()).isEqualTo(Exit.OK);
    assertThat(copy.resolve("rotation/" + position)).exists();
    requireFollowed(verify(folder, copy.toString(), before.getFirst()));
    assertThat(verify(folder, copy.toString(), after.getFirst()).exit()).isEqualTo(Exit.OK);
    Files.delete(copy.resolve("rotation/" + position));
    Cli lost = verify(folder, copy.toString(), before.getFirst());
    assertThat(lost.out())
        .contains("consistent, signer unknown")
        .contains("a copy of the log that has `rotation/%d`".formatted(position));
    assertThat(lost.exit()).isEqualTo(Exit.NO);
  }

  @Test
  @Order(6)
  void whatWasSignedBeforeIsVerifiedByTheKeysBeforeForEver() throws Exception {
    Seal seal = server.part(Seal.class);
    List<VerifierKey> old = before.stream().map(VerifierKey::parse).toList();
    List<VerifierKey> now = after.stream().map(VerifierKey::parse).toList();
    assertThat(Checkpoint.open(kept, old).signers()).hasSize(2);
    assertThat(Checkpoint.open(bridge, old).signers()).hasSize(2);
    assertThat(Checkpoint.open(bridge, now).signers()).hasSize(2);
    byte[] proof = seal.proof(1).orElseThrow().checkpoint().bytes();
    assertThat(Checkpoint.open(proof, now).signers()).hasSize(2);
  }

  /** Somebody who kept keys that gave way signs another history with them. */
  @Test
  @Order(7)
  void twoHistoriesSignedByKeysBeforeAndAfterTakeBothToBeShown() throws Exception {
    Path one = file(folder, bridge);
    Checkpoint signed = Checkpoint.parse(SignedNote.parse(bridge).text());
    Path other = folder.resolve("other.checkpoint");
    SignerKey stolen = SignerKey.generate(signed.origin(), KeyAlgorithm.ED25519);
    Files.write(
        other,
        SignedNote.of(new Checkpoint(signed.origin(), signed.size(), Merkle.EMPTY_ROOT).text())
            .signed(stolen)
            .bytes());
    Path proof = folder.resolve("fork.proof");
    assertThat(
            Cli.run(
                    "seal",
                    "fork",
                    "prove",
                    one.toString(),
                    other.toString(),
                    "-o",
                    proof.toString())
                .exit())
        .isEqualTo(Exit.OK);

    Cli half = Cli.run("seal", "fork", "verify", proof.toString(), "--key", after.getFirst());
    assertThat(half.exit()).isEqualTo(Exit.NO);
    assertThat(half.out())
        .contains("the checkpoint of %d entries bears".formatted(position))
        .contains("it takes a key before and one after");
    assertThat(
            Cli.run(
                    "seal",
                    "fork",
                    "verify",
                    proof.toString(),
                    "--key",
                    after.getFirst(),
                    "--key",
                    stolen.verifier().toString())
                .exit())
        .isEqualTo(Exit.OK);
  }

  @Test
  @Order(8)
  void aStoppedLedgerGoesOverWhenItIsStarted() throws InterruptedException {
    String address = url();
    server.close();
    Cli rotated = Cli.run("seal", "rotate", "--server", address, "--data", data.toString());
    assertThat(rotated.exit()).as(rotated.err()).isEqualTo(Exit.OK);
    assertThat(rotated.err()).contains("it goes over when it is started");
    Cli again = Cli.run("seal", "rotate", "--server", address, "--data", data.toString());
    assertThat(again.exit()).isEqualTo(Exit.NO);
    assertThat(again.err()).contains("still has to go over to the keys in");

    server = started();
    grow();
    grow();

    assertThat(vkeys(server.part(Seal.class).keys())).isEqualTo(rotated.out().lines().toList());
    assertThat(server.part(Seal.class).keyHistory()).hasSize(3);
  }

  @Test
  @Order(9)
  void aServerThatIsGivenItsKeysIsGivenTheNextBesideThem() throws IOException {
    Path keys = folder.resolve("keys");
    Cli made = seal("rotate", "--into", keys.toString());
    assertThat(made.exit()).as(made.err()).isEqualTo(Exit.OK);
    assertThat(made.err()).contains("DAYBOOK_SEAL_NEXT_KEY_FILE=" + keys.resolve("ed25519.key"));
    String file = keys.resolve("ed25519.key").toString();
    String other = keys.resolve("ml-dsa-44.key").toString();
    SealSettings settings =
        SealSettings.fromEnvironment(
            Map.of(
                "DAYBOOK_SEAL_KEY_FILE",
                file,
                "DAYBOOK_SEAL_COSIGNER_KEY_FILE",
                other,
                "DAYBOOK_SEAL_NEXT_KEY_FILE",
                file,
                "DAYBOOK_SEAL_NEXT_COSIGNER_KEY_FILE",
                other),
            data);
    assertThat(settings.nextKey()).isEqualTo(Files.readString(Path.of(file)).strip());
    assertThat(settings.nextCosigner()).isEqualTo(Files.readString(Path.of(other)).strip());
    Cli again = seal("rotate", "--into", keys.toString());
    assertThat(again.exit()).isEqualTo(Exit.USAGE);
    assertThat(again.err()).contains("keys are never overwritten");
    assertThat(seal("rotate", "--into", keys.toString(), "--prepare").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  @Order(10)
  void aFolderWithoutKeysIsNamed() {
    Cli none = Cli.run("seal", "rotate", "--server", url(), "--data", folder.toString());
    assertThat(none.exit()).isEqualTo(Exit.USAGE);
    assertThat(none.err())
        .contains("no ledger has its keys in `%s`".formatted(folder.resolve("seal")));
  }
}
