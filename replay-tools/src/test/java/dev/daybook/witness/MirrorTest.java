package dev.daybook.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.daybook.replay.log.FolderLog;
import dev.daybook.replay.log.HttpLog;
import dev.daybook.replay.log.LogCopy;
import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.SignedNote;
import dev.daybook.store.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {

  private static final Optional<Checkpoint> NOTHING = Optional.empty();

  @TempDir private Path folder = Path.of("");

  private final SmallLog log = new SmallLog("daybook/test");

  private Path copy() {
    return folder.resolve("copy");
  }

  private Mirror mirror() throws IOException {
    return Mirror.in(copy(), List.of(log.vkey()));
  }

  private boolean follow(Mirror mirror, LogSource from) throws IOException {
    return mirror.follow(from, from.get("checkpoint"), NOTHING);
  }

  /** Everything is there and holds, as somebody else's check of tiles against entries sees it. */
  private void assertWhole(Mirror mirror, int size) throws IOException {
    LogSource served = path -> mirror.get(path).orElseThrow(() -> new IOException("no " + path));
    LogCopy.Copied seen =
        new LogCopy(served, new FolderLog(Files.createTempDirectory(folder, "seen"))).copy();
    assertThat(seen.checkpoint().size()).isEqualTo(size);
    assertThat(seen.checkpoint().root()).isEqualTo(log.root(size));
  }

  @Test
  void aCopyGrowsWithItsLogAndHoldsAtEverySize() throws Exception {
    Mirror mirror = mirror();
    for (int size : List.of(1, 5, 256, 257, 600, 600, 1024)) {
      log.grownTo(size);
      follow(mirror, log);
      assertThat(mirror.size()).isEqualTo(size);
      assertWhole(mirror, size);
      assertWhole(mirror(), size);
    }
    assertThat(follow(mirror, log)).as("nothing is new").isFalse();
  }

  @Test
  void whatIsSaidWhereKeysWereRotatedIsCopiedTooAndANotPublishedOneIsNoHindrance()
      throws Exception {
    byte[] says = "handed over".getBytes(StandardCharsets.UTF_8);
    FolderLog empty = new FolderLog(folder.resolve("empty"));
    Mirror mirror = mirror();
    log.grownTo(5);
    log.leaves.add("{,\"type\":\"seal.keys-rotated\"}".getBytes(StandardCharsets.UTF_8));
    follow(mirror, path -> path.equals("rotation/6") ? says : log.get(path));
    assertThat(mirror.get("rotation/6")).contains(says);
    assertThat(mirror.get("rotation/5")).isEmpty();
    assertThat(mirror.get("rotation/../rotation/6")).isEmpty();

    log.leaves.add("{,\"type\":\"seal.keys-rotated\"}".getBytes(StandardCharsets.UTF_8));
    follow(mirror, path -> path.startsWith("rotation/") ? empty.get(path) : log.get(path));
    assertThat(mirror.size()).isEqualTo(7);
    assertThat(mirror.get("rotation/7")).isEmpty();
  }

  @Test
  void onlyWhatIsNewIsAskedFor() throws Exception {
    Mirror mirror = mirror();
    follow(mirror, log.grownTo(600));
    log.grownTo(1000);
    List<String> asked = new ArrayList<>();
    follow(
        mirror,
        path -> {
          asked.add(path);
          return log.get(path);
        });

    assertThat(asked).containsExactly("checkpoint", "tile/entries/002", "tile/entries/003.p/232");
  }

  @Test
  void whoBeganToReadAnOlderTreeReadsOn() throws Exception {
    Mirror mirror = mirror();
    follow(mirror, log.grownTo(5));
    byte[] tile = mirror.get("tile/0/000.p/5").orElseThrow();
    byte[] bundle = mirror.get("tile/entries/000.p/5").orElseThrow();
    follow(mirror, log.grownTo(300));

    assertThat(mirror.get("tile/0/000.p/5")).contains(tile);
    assertThat(mirror.get("tile/entries/000.p/5")).contains(bundle);
    assertThat(EntryBundle.read(mirror.get("tile/entries/001.p/2").orElseThrow()))
        .containsExactlyElementsOf(log.leaves.subList(256, 258));
    for (String beyond :
        List.of("tile/0/001.p/45", "tile/0/001", "tile/entries/002.p/1", "tile/2/000.p/1", "x")) {
      assertThat(mirror.get(beyond)).as(beyond).isEmpty();
    }
    try (Stream<Path> files = Files.walk(copy())) {
      assertThat(files.filter(Files::isRegularFile).map(file -> copy().relativize(file).toString()))
          .as("edges that were outgrown are gone")
          .containsExactlyInAnyOrder(
              "checkpoint",
              "tile/0/000",
              "tile/0/001.p/44",
              "tile/1/000.p/1",
              "tile/entries/000",
              "tile/entries/001.p/44");
    }
  }

  @Test
  void anotherHistoryIsNotPublishedAndTheOldOneStays() throws Exception {
    Mirror mirror = mirror();
    follow(mirror, log.grownTo(300));
    SmallLog fork = new SmallLog(log.key, "other ").grownTo(700);

    assertThatThrownBy(() -> follow(mirror, fork))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("entry 256 is another than it was");

    // Another history that shows the same entries where nobody looks again.
    SmallLog mixed = new SmallLog(log.key, "other ").grownTo(256);
    mixed.leaves.addAll(log.leaves.subList(256, 300));
    mixed.grownTo(700);
    assertThatThrownBy(() -> follow(mirror, mixed))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it shows two histories, or wrong entries");

    assertThat(mirror.size()).isEqualTo(300);
    assertWhole(mirror, 300);
    assertWhole(mirror(), 300);
    log.grownTo(700);
    follow(mirror, log);
    assertWhole(mirror, 700);
  }

  @Test
  void entriesThatWereNotSealedAreNotPublished() throws Exception {
    Mirror mirror = mirror();
    log.grownTo(300);
    LogSource liar =
        path -> {
          byte[] bytes = log.get(path);
          if (path.equals("tile/entries/000")) {
            bytes[4] ^= 1;
          }
          return bytes;
        };
    assertThatThrownBy(() -> follow(mirror, liar))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("have at 300 entries the root");
    assertThat(mirror.get("checkpoint")).isEmpty();
    assertThat(mirror.get("tile/entries/000")).isEmpty();

    LogSource stingy = path -> path.equals("checkpoint") ? log.get(path) : new byte[0];
    assertThatThrownBy(() -> follow(mirror, stingy))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("`tile/entries/000` has 0 entries; wanted 256");
  }

  @Test
  void onlyItsLogSpeaksForIt() throws Exception {
    Mirror mirror = mirror();
    SmallLog impostor = new SmallLog("daybook/test").grownTo(3);

    assertThatThrownBy(() -> follow(mirror, impostor))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not to be believed");
  }

  @Test
  void aLogThatBecomesSmallerIsNotFollowed() throws Exception {
    Mirror mirror = mirror();
    follow(mirror, log.grownTo(9));
    byte[] smaller = log.checkpoint(8).bytes();

    assertThatThrownBy(() -> mirror.follow(log, smaller, NOTHING))
        .hasMessage("it shows 8 entries; 9 were there before");
  }

  @Test
  void whatTheWitnessCosignedIsNotContradicted() throws Exception {
    Mirror mirror = mirror();
    SmallLog fork = new SmallLog(log.key, "other ").grownTo(270);
    log.grownTo(300);
    Optional<Checkpoint> cosigned = Optional.of(Checkpoint.parse(fork.checkpoint(270).text()));

    assertThatThrownBy(() -> mirror.follow(log, log.get("checkpoint"), cosigned))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("have at 270 entries the root");
    assertThat(mirror.size()).isZero();
    fork.grownTo(600);
    mirror.follow(fork, fork.get("checkpoint"), cosigned);
    assertThat(mirror.size()).isEqualTo(600);
  }

  @Test
  void aCopyThatWasInterruptedIsStillTheOldOneAndGoesOn() throws Exception {
    Mirror mirror = mirror();
    follow(mirror, log.grownTo(300));
    log.grownTo(2000);
    for (int calls = 0; calls < 8; calls++) {
      int last = calls;
      int[] asked = {0};
      LogSource dying =
          path -> {
            if (asked[0]++ == last) {
              throw new IOException("gone");
            }
            return log.get(path);
          };
      assertThatThrownBy(() -> follow(mirror, dying)).hasMessage("gone");
      assertWhole(mirror(), 300);
    }
    follow(mirror(), log);
    assertWhole(mirror(), 2000);
  }

  @Test
  void aCopyThatWasChangedIsNotServed() throws Exception {
    follow(mirror(), log.grownTo(300));
    Path tile = copy().resolve("tile/0/001.p/44");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[7] ^= 1;
    Files.write(tile, bytes);
    assertThatThrownBy(this::mirror)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("Delete the folder to copy the log anew");
    Files.delete(tile);
    assertThatThrownBy(this::mirror).isInstanceOf(StartRefused.class);
  }

  @Test
  void anybodyReadsTheCopyFromTheWitness() throws Exception {
    log.grownTo(300);
    KnownLogs known = KnownLogs.of(List.of(log.vkey().toString()));
    LogSource stranger = new SmallLog("daybook/stranger").grownTo(3);
    try (Witness witness = Witness.open(folder.resolve("w"), null, known, Clock.systemUTC());
        Mirrors mirrors =
            Mirrors.start(folder.resolve("mirror"), known, witness, List.of(log, stranger));
        WitnessServer server = WitnessServer.start(witness, mirrors, "127.0.0.1", 0)) {
      HttpLog served = new HttpLog(server.url().resolve(Mirrors.prefix(log.origin())));
      await().until(() -> mirrors.get(Mirrors.prefix(log.origin()) + "checkpoint").isPresent());

      LogCopy.Copied seen = new LogCopy(served, new FolderLog(folder.resolve("seen"))).copy();
      assertThat(seen.checkpoint().size()).isEqualTo(300);
      assertThatThrownBy(() -> served.get("tile/entries/002"))
          .isInstanceOf(LogSource.NotThere.class);
      assertThatThrownBy(
              () ->
                  new HttpLog(server.url().resolve(Mirrors.prefix("daybook/stranger")))
                      .get("checkpoint"))
          .isInstanceOf(LogSource.NotThere.class);

      log.grownTo(301);
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          Checkpoint.parse(SignedNote.parse(served.get("checkpoint")).text())
                              .size())
                      .isEqualTo(301));
    }
  }
}
