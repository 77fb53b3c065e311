package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForkProofTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final SignerKey KEY = SignerKey.generate("daybook/a", KeyAlgorithm.ED25519);
  private static final Set<VerifierKey> KEYS = Set.of(KEY.verifier());

  /** Two histories that part after five leaves. */
  private static final List<Hash> TOLD = leaves("told");

  private static final List<Hash> HIDDEN = leaves("hidden");

  @Test
  void twoRootsOfOneSizeAreAFork() throws MissingTile {
    SignedNote one = checkpoint(9, TOLD);
    SignedNote other = checkpoint(9, HIDDEN);

    ForkProof proof = ForkProof.parse(ForkProof.of(one, other, ForkProofTest::none).bytes());

    ForkProof.Fork fork = proof.verify(KEYS);
    assertThat(fork.smaller().note()).isEqualTo(one);
    assertThat(fork.larger().note()).isEqualTo(other);
  }

  @Test
  void aTreeThatDoesNotBeginWithASmallerOneIsAFork() throws MissingTile {
    for (int small = 6; small < 20; small++) {
      for (int large = small + 1; large <= 20; large++) {
        SignedNote smaller = checkpoint(small, HIDDEN);
        SignedNote larger = checkpoint(large, TOLD);

        byte[] file = ForkProof.of(larger, smaller, tiles(TOLD)).bytes();

        ForkProof.Fork fork = ForkProof.parse(file).verify(KEYS);
        assertThat(fork.smaller().checkpoint().size()).isEqualTo(small);
        assertThat(fork.larger().checkpoint().size()).isEqualTo(large);
        assertThat(ForkProof.parse(file).bytes()).isEqualTo(file);
      }
    }
  }

  @Test
  void anEmptyTreeHasOneRoot() throws MissingTile {
    Checkpoint wrong = new Checkpoint("daybook/a", 0, TOLD.getFirst());
    SignedNote note = SignedNote.of(wrong.text()).signed(KEY);

    for (SignedNote other : List.of(checkpoint(0, TOLD), checkpoint(7, TOLD))) {
      assertThat(
              ForkProof.parse(ForkProof.of(note, other, ForkProofTest::none).bytes()).verify(KEYS))
          .isNotNull();
    }
  }

  @Test
  void checkpointsThatCanBothBeTrueAreNoFork() {
    assertNoFork(checkpoint(9, TOLD), checkpoint(9, TOLD), "have size 9 and the same root");
    assertNoFork(
        checkpoint(3, HIDDEN), checkpoint(9, TOLD), "the larger tree begins with the smaller");
    assertNoFork(
        checkpoint(8, TOLD), checkpoint(9, TOLD), "the larger tree begins with the smaller");
    assertNoFork(checkpoint(0, TOLD), checkpoint(9, TOLD), "every tree begins with no leaves");
    assertNoFork(checkpoint(9, HIDDEN), checkpoint(12, HIDDEN), "the proof does not show");
    SignedNote other =
        SignedNote.of(new Checkpoint("daybook/b", 9, TOLD.getFirst()).text()).signed(KEY);
    assertNoFork(checkpoint(9, TOLD), other, "of two logs, `daybook/a` and `daybook/b`");
  }

  /** Whoever wants to accuse a log has to show what it signed. */
  @Test
  void nobodyIsAccusedOfWhatTheyDidNotSign() throws MissingTile {
    SignerKey stranger = SignerKey.generate("daybook/a", KeyAlgorithm.ED25519);
    SignedNote made =
        SignedNote.of(Checkpoint.parse(checkpoint(9, HIDDEN).text()).text()).signed(stranger);
    ForkProof accusation = ForkProof.of(checkpoint(9, TOLD), made, ForkProofTest::none);

    assertThatThrownBy(() -> accusation.verify(KEYS)).isInstanceOf(SealRefused.Unsigned.class);
  }

  @Test
  void aPathThatDoesNotLeadToTheSignedRootAccusesNobody() throws MissingTile {
    String file =
        new String(
            ForkProof.of(checkpoint(7, HIDDEN), checkpoint(12, TOLD), tiles(TOLD)).bytes(),
            StandardCharsets.UTF_8);
    int path = file.indexOf('\n', file.indexOf("\nroot ") + 1) + 1;
    String shorter = file.substring(0, path);
    String harmless = file.replaceFirst("\nroot .*\n", "\nroot " + TOLD.getFirst().base64() + "\n");

    for (String wrong : List.of(shorter, harmless)) {
      assertThatThrownBy(() -> parse(wrong).verify(KEYS))
          .isInstanceOf(SealRefused.Forged.class)
          .hasMessage("the proof does not show how the larger tree begins");
    }
    assertThatThrownBy(() -> parse(file.substring(0, file.indexOf("root "))).verify(KEYS))
        .isInstanceOf(SealRefused.Forged.class)
        .hasMessage(
            "the checkpoints have sizes 7 and 12, and nothing shows how the larger tree begins");
  }

  @Test
  void noByteOfAForkProofCanBeChanged() throws MissingTile {
    byte[] file = ForkProof.of(checkpoint(8, HIDDEN), checkpoint(12, TOLD), tiles(TOLD)).bytes();
    for (int at = 0; at < file.length; at++) {
      byte[] mangled = file.clone();
      mangled[at] ^= 1;
      assertThatThrownBy(() -> ForkProof.parse(mangled).verify(KEYS))
          .as("byte %d", at)
          .isInstanceOf(SealRefused.class);
    }
  }

  @Test
  void whatIsNoForkProofIsRefused() throws MissingTile {
    String file =
        new String(
            ForkProof.of(checkpoint(9, HIDDEN), checkpoint(9, TOLD), ForkProofTest::none).bytes(),
            StandardCharsets.UTF_8);
    String first = "daybook/fork@v1\n";
    assertThat(file).startsWith(first + "checkpoint 6\ndaybook/a\n9\n");
    assertRefused("", "ends in a newline");
    assertRefused(file.replace("@v1", "@v2"), "line 1 of a fork proof is");
    assertRefused(first, "line 2 says `checkpoint` and how many lines it has");
    assertRefused(file.replaceFirst("checkpoint", "note"), "line 2 says `checkpoint`");
    assertRefused(file.replaceFirst("checkpoint 6", "checkpoint 50"), "line 2 announces 50 lines");
    assertRefused(file.replaceFirst("checkpoint 6", "checkpoint 05"), "the number in line 2");
    assertRefused(file.replaceFirst("checkpoint 6", "checkpoint 4"), "line 7 says `checkpoint`");
    assertRefused(file + "more\n", "line 16 begins with `root` and a space");
    assertRefused(file + "root AAAA\n", "the root in line 16 has 3 bytes");
    String root = "root " + TOLD.getFirst().base64() + "\n";
    assertRefused(file + root, "line 16 says how the larger tree begins, and nobody asks");
    assertRefused(file + root + "AAAA\n", "the hash in line 17 has 3 bytes");
    assertRefused(file + root + (TOLD.getFirst().base64() + "\n").repeat(64), "at most 63 hashes");
    assertRefused("x".repeat(ForkProof.MAX_BYTES + 1), "a fork proof has at most 2010000 bytes");
  }

  @Test
  void theSmallerStandsFirst() throws MissingTile {
    String file =
        new String(
            ForkProof.of(checkpoint(7, HIDDEN), checkpoint(12, TOLD), tiles(TOLD)).bytes(),
            StandardCharsets.UTF_8);
    int second = file.indexOf("checkpoint", 20);
    int root = file.indexOf("root ");
    String swapped =
        file.substring(0, 16)
            + file.substring(second, root)
            + file.substring(16, second)
            + file.substring(root);

    assertThatThrownBy(() -> parse(swapped).verify(KEYS))
        .isInstanceOf(SealRefused.Forged.class)
        .hasMessage("the smaller checkpoint stands first; here 12 stands before 7");
  }

  private static void assertNoFork(SignedNote one, SignedNote other, String why) {
    assertThatThrownBy(() -> ForkProof.of(one, other, tiles(TOLD)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static List<Hash> leaves(String history) {
    return IntStream.range(0, 20)
        .mapToObj(i -> (i < 5 ? "both " : history + " ") + i)
        .map(leaf -> Merkle.leafHash(leaf.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static SignedNote checkpoint(int size, List<Hash> history) {
    GrowingTree tree = new GrowingTree();
    history.subList(0, size).forEach(tree::add);
    SignedNote note =
        SignedNote.of(new Checkpoint("daybook/a", size, tree.root()).text()).signed(KEY);
    return size % 2 == 0
        ? note
        : note.cosigned(SignerKey.generate("w", KeyAlgorithm.ED25519_COSIGNATURE), NOON);
  }

  /** All leaves are in one tile. */
  private static Tiles tiles(List<Hash> history) {
    return tile -> {
      GrowingTree tree = new GrowingTree();
      history.forEach(tree::add);
      return tree.edge().getFirst().bytes();
    };
  }

  private static byte[] none(TileId tile) throws MissingTile {
    throw new MissingTile(tile, "not there");
  }

  private static ForkProof parse(String file) {
    return ForkProof.parse(file.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String file, String why) {
    assertThatThrownBy(() -> parse(file))
        .isInstanceOf(SealRefused.Malformed.class)
        .hasMessageContaining(why);
  }
}
