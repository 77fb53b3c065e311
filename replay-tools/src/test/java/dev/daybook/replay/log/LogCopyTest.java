package dev.daybook.replay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.VerifierKey;
import dev.daybook.sealer.Seal;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.NewEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's log as anybody may read it, and copies of it. */
class LogCopyTest {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static Server server;
  private static Ledger ledger;
  private static Seal seal;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start(@TempDir Path data) throws InterruptedException {
    server =
        Server.start(
            ServerSettings.in(data).withPort(-1).withPosture(false).withStarterPack(false));
    ledger = server.part(Ledger.class);
    seal = server.part(Seal.class);
    grow(300);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Repeats what the first decision of the ledger led to, under streams of their own. */
  private static void grow(int count) throws InterruptedException {
    LedgerEntry first = ledger.entry(2).orElseThrow();
    long head = ledger.head().position();
    ledger.append(
        LongStream.range(0, count)
            .mapToObj(
                i ->
                    NewEvent.of(
                        first.stream() + "-" + (head + i), 0, first.event(), first.metadata()))
            .toList(),
        Append.alone());
    assertThat(seal.await(head + count, Duration.ofSeconds(30))).isTrue();
  }

  private static LogSource served() {
    return new HttpLog(server.url());
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = server.url().resolve(path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static List<VerifierKey> keys() {
    return seal.keys();
  }

  @Test
  void aCopyHoldsTheWholeLogAndASecondOneFetchesOnlyWhatIsNew() throws Exception {
    FolderLog copy = new FolderLog(folder);
    LogCopy.Copied first = new LogCopy(served(), copy).copy();
    Checkpoint checkpoint = Checkpoint.open(copy.get("checkpoint"), keys()).checkpoint();
    assertThat(checkpoint).isEqualTo(first.checkpoint());
    assertThat(first.fetched()).as("two tiles of hashes, one above, two bundles").isEqualTo(5);
    assertThat(EntryBundle.read(copy.get("tile/entries/000")))
        .hasSize(256)
        .first()
        .isEqualTo(ledger.entry(1).orElseThrow().leaf());

    grow(3);
    LogCopy.Copied second = new LogCopy(served(), copy).copy();

    assertThat(second.checkpoint().size()).isEqualTo(checkpoint.size() + 3);
    assertThat(second.fetched()).as("the partial tile and its bundle").isEqualTo(2);
    // Every checkpoint it ever had still has its tiles.
    FolderLog old = new FolderLog(folder);
    assertThat(old.get("tile/0/001.p/" + (checkpoint.size() - 256))).isNotEmpty();
  }

  @Test
  void aLogThatSendsAnotherEntryThanItSealedIsNotCopied() {
    FolderLog copy = new FolderLog(folder);
    LogSource liar =
        path -> {
          byte[] bytes = served().get(path);
          if (path.equals("tile/entries/000")) {
            bytes[40] ^= 1;
          }
          return bytes;
        };
    assertThatThrownBy(() -> new LogCopy(liar, copy).copy())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("entry 0 in `tile/entries/000`");
    assertThat(folder.resolve("checkpoint")).doesNotExist();
  }

  @Test
  void tilesThatContradictEachOtherAreNotCopied() {
    FolderLog copy = new FolderLog(folder);
    LogSource liar =
        path -> {
          byte[] bytes = served().get(path);
          if (path.startsWith("tile/1/")) {
            bytes[3] ^= 1;
          }
          return bytes;
        };
    assertThatThrownBy(() -> new LogCopy(liar, copy).copy())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("`tile/0/000` and `tile/1/000.p/1`");
    assertThat(folder.resolve("checkpoint")).doesNotExist();
  }

  @Test
  void aLogWhoseTilesHaveAnotherRootThanItsCheckpointIsNotCopied() {
    FolderLog copy = new FolderLog(folder);
    LogSource liar =
        path -> {
          byte[] bytes = served().get(path);
          if (!path.equals("checkpoint")) {
            return bytes;
          }
          String note = new String(bytes, StandardCharsets.UTF_8);
          String root = Checkpoint.open(bytes, keys()).checkpoint().root().base64();
          return note.replace(root, Merkle.EMPTY_ROOT.base64()).getBytes(StandardCharsets.UTF_8);
        };
    assertThatThrownBy(() -> new LogCopy(liar, copy).copy())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its checkpoint says " + Merkle.EMPTY_ROOT.base64());
    assertThat(folder.resolve("checkpoint")).doesNotExist();
  }

  @Test
  void tilesAreForEverybodyAndForEver() throws Exception {
    HttpResponse<String> checkpoint = get("/checkpoint");
    assertThat(checkpoint.statusCode()).isEqualTo(200);
    assertThat(checkpoint.headers().firstValue("Content-Type"))
        .contains("text/plain; charset=utf-8");
    assertThat(checkpoint.headers().firstValue("Cache-Control")).contains("public, max-age=1");

    HttpResponse<String> tile = get("/tile/0/000");
    assertThat(tile.statusCode()).isEqualTo(200);
    assertThat(tile.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(tile.headers().firstValue("Cache-Control"))
        .contains("public, max-age=31536000, immutable");

    for (String path :
        List.of(
            "/tile/0/0",
            "/tile/0/x001/000",
            "/tile/9/000",
            "/tile/0/001.p/255",
            "/tile/entries/001",
            "/tile/entries/000.p/0",
            "/tile/../checkpoint/000")) {
      HttpResponse<String> refused = get(path);
      assertThat(refused.statusCode()).as(path).isIn(404, 401);
      assertThat(refused.body()).as(path).doesNotContain("Exception");
    }
    assertThat(get("/tile/0/001.p/255").body())
        .contains("Tile not found")
        .contains("is there once /checkpoint covers it");
  }

  @Test
  void aFolderOfAnotherLogIsNotMixedUpWithThisOne() throws Exception {
    FolderLog copy = new FolderLog(folder);
    new LogCopy(served(), copy).copy();
    byte[] tile = copy.get("tile/0/000");
    tile[7] ^= 1;
    Files.write(folder.resolve("tile/0/000"), tile);
    grow(1);

    assertThatThrownBy(() -> new LogCopy(served(), copy).copy())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("`tile/0/000` and `tile/1/000.p/1`");
  }
}
