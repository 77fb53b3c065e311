package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.replay.log.FolderLog;
import dev.daybook.replay.log.LogCopy;
import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.TileId;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.NewEvent;
import dev.daybook.store.TestLedger;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.team.TeamSlice;
import dev.daybook.team.TeamSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who has a ledger's keys, and shows two auditors a history each: the same name, the same
 * keys, other entries from the first on.
 */
class ForkTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  /** What the first auditor kept, at two times, and what the second is shown. */
  private static Path firstAt100 = Path.of("");

  private static Path firstAt300 = Path.of("");
  private static Path secondAt300 = Path.of("");
  private static Path first = Path.of("");
  private static Path second = Path.of("");
  private static String key = "";
  private static int files;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void tellTwoHistories(@TempDir Path place) throws Exception {
    Path keys = place.resolve("keys");
    first = place.resolve("first");
    second = place.resolve("second");
    try (TestLedger test = TestLedger.fresh(EventTypes.of(new TeamSlice()));
        Seal seal = Seal.start(test.ledger(), SealSettings.in(keys), Clock.systemUTC())) {
      key = seal.keys().getFirst().toString();
      grow(test, seal, "sales", 100, first);
      firstAt100 = kept(place, first);
      grow(test, seal, "sales", 300, first);
      firstAt300 = kept(place, first);
    }
    Path again = place.resolve("again");
    Files.createDirectories(again.resolve("seal"));
    for (String file : List.of("ed25519.key", "ml-dsa-44.key")) {
      Files.copy(keys.resolve("seal").resolve(file), again.resolve("seal").resolve(file));
    }
    try (TestLedger test = TestLedger.fresh(EventTypes.of(new TeamSlice()));
        Seal seal = Seal.start(test.ledger(), SealSettings.in(again), Clock.systemUTC())) {
      grow(test, seal, "fraud", 300, second);
      secondAt300 = kept(place, second);
      grow(test, seal, "fraud", 400, second);
    }
  }

  private static Path kept(Path place, Path log) throws IOException {
    return Files.copy(log.resolve("checkpoint"), place.resolve("kept-" + ++files));
  }

  /** Records up to {@code size} entries, and publishes the log. */
  private static void grow(TestLedger test, Seal seal, String team, int size, Path log)
      throws Exception {
    long head = test.ledger().head().position();
    EntryMetadata metadata =
        new EntryMetadata(
            "act_0123456789abcdef", Actor.Kind.PERSON, new UUID(1, 2), Context.prod(), null);
    TeamRegistered registered =
        new TeamRegistered(
            new TeamSpec(
                team,
                null,
                List.of(),
                "#" + team,
                team + "@example.com",
                null,
                List.of(),
                List.of(),
                Map.of()));
    test.ledger()
        .append(
            IntStream.range((int) head, size)
                .mapToObj(i -> NewEvent.of("team/" + team, i, registered, metadata))
                .toList(),
            Append.alone());
    assertThat(seal.await(size, LONG)).isTrue();
    new LogCopy(served(seal), new FolderLog(log)).copy();
  }

  private static LogSource served(Seal seal) {
    return path ->
        path.equals(LogSource.CHECKPOINT)
            ? seal.checkpoint().orElseThrow()
            : seal.tile(TileId.parse(path).orElseThrow()).orElseThrow();
  }

  private static Cli prove(Object... words) {
    return run("prove", words);
  }

  private static Cli verify(Object... words) {
    return run("verify", words);
  }

  private static Cli run(String command, Object... words) {
    List<String> all = new ArrayList<>(List.of("seal", "fork", command));
    Arrays.stream(words).map(Object::toString).forEach(all::add);
    return Cli.run(all.toArray(String[]::new));
  }

  @Test
  void twoCheckpointsOfOneSizeWithTwoRootsAreAProofWithoutAnyLog() {
    Path proof = folder.resolve("proof.fork");
    Cli made = prove(firstAt300, secondAt300, "-o", proof, "--server", "http://127.0.0.1:1");
    assertThat(made.exit()).as(made.err()).isEqualTo(Exit.OK);
    Cli verified = verify(proof, "--key", key);
    assertThat(verified.exit()).as(verified.out()).isEqualTo(Exit.OK);
    assertThat(verified.out()).contains("two histories were signed");
  }

  @Test
  void theTilesOfTheLargerTreeShowThatItBeginsOtherwise() throws IOException {
    Path proof = folder.resolve("proof.fork");
    Cli made = prove(firstAt100, "--log", second, "-o", proof);
    assertThat(made.exit()).as(made.err()).isEqualTo(Exit.OK);
    assertThat(made.err()).contains("of 100 and of 400 entries");
    Cli verified = verify(proof, "--key", key, "-o", "json");
    assertThat(verified.exit()).isEqualTo(Exit.OK);
    var told = Json.parse(verified.out().getBytes(StandardCharsets.UTF_8));
    assertThat(told.at("/checkpoints/0/size").asInt()).isEqualTo(100);
    assertThat(told.at("/checkpoints/1/size").asInt()).isEqualTo(400);
    assertThat(key).startsWith(told.at("/checkpoints/1/signers/0").asText() + "+");
  }

  @Test
  void aProofConvincesOnlyWhoTrustsTheKeyAndNoByteOfItCanChange() throws IOException {
    Path proof = folder.resolve("proof.fork");
    prove(firstAt100, "--log", second, "-o", proof);
    Cli none = verify(proof);
    assertThat(none.exit()).isEqualTo(Exit.NO);
    assertThat(none.out()).contains("signer unknown").contains("no key was given");
    String name = key.substring(0, key.indexOf('+'));
    SignerKey others = SignerKey.generate(name, KeyAlgorithm.ED25519);
    Cli other = verify(proof, "--key", others.verifier());
    assertThat(other.exit()).isEqualTo(Exit.NO);
    assertThat(other.out()).contains("signer unknown");

    byte[] bytes = Files.readAllBytes(proof);
    Path changed = folder.resolve("changed.fork");
    String text = new String(bytes, StandardCharsets.UTF_8);
    // Behind the log's own signature stands a cosignature, and nobody asked for that.
    int signed = text.indexOf('\n', text.indexOf('—'));
    int end = text.substring(0, signed).getBytes(StandardCharsets.UTF_8).length;
    for (int at = 0; at < end; at += 7) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 1;
      Files.write(changed, flipped);
      Cli run = verify(changed, "--key", key);
      assertThat(run.exit()).as("byte %d", at).isEqualTo(Exit.NO);
      assertThat(run.out() + run.err()).doesNotContain("Exception");
    }
  }

  @Test
  void whereBothCanBeTrueNothingIsWritten() {
    Path proof = folder.resolve("proof.fork");
    Cli grown = prove(firstAt100, "--log", first, "-o", proof);
    assertThat(grown.exit()).isEqualTo(Exit.NO);
    assertThat(grown.err()).contains("the larger tree begins with the smaller one");
    Cli same = prove(firstAt300, firstAt300, "-o", proof, "--log", first);
    assertThat(same.exit()).isEqualTo(Exit.NO);
    assertThat(same.err()).contains("the same root");
    assertThat(proof).doesNotExist();
  }

  @Test
  void mistakesAreSentences() throws IOException {
    Path there = Files.writeString(folder.resolve("there"), "x");
    Path proof = folder.resolve("proof.fork");
    assertThat(prove(firstAt100, "--log", second, "-o", there).err()).contains("is there already");
    assertThat(prove(there, "--log", second, "-o", proof).err()).contains("is no checkpoint");
    assertThat(prove(folder.resolve("none"), "--log", second, "-o", proof).exit())
        .isEqualTo(Exit.USAGE);
    Cli noTiles = prove(firstAt100, secondAt300, "--log", folder, "-o", proof);
    assertThat(noTiles.exit()).isEqualTo(Exit.COULD_NOT);
    assertThat(noTiles.err()).contains("the larger tree cannot be read").contains("--log");
    Cli gone = prove(firstAt100, "--server", "http://127.0.0.1:1", "-o", proof);
    assertThat(gone.exit()).isEqualTo(Exit.COULD_NOT);
    assertThat(gone.err()).contains("no server answers");
    Cli none = verify(there, "--key", key);
    assertThat(none.exit()).isEqualTo(Exit.NO);
    assertThat(none.out()).contains("no proof");
  }

  @Test
  void whoVerifiesAgainstWhatWasKeptIsToldOfIt() {
    Cli run = Cli.run("verify", second.toString(), "--key", key, "--since", firstAt300.toString());
    assertThat(run.exit()).isEqualTo(Exit.NO);
    assertThat(run.out())
        .contains("history was changed before position 301")
        .contains("daybook seal fork prove");
  }
}
