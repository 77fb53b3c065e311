package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckpointTest {

  private static final String SPEC =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
      """;

  private static final Hash ROOT = Hash.of(Sha256.of(new byte[0]));
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.9Z");

  @Test
  void theSpecsExampleIsReadAndWrittenTheSame() {
    Checkpoint checkpoint = Checkpoint.parse(SPEC);

    assertThat(checkpoint)
        .isEqualTo(
            new Checkpoint(
                "example.com/behind-the-sofa",
                20852163,
                Hash.fromHex("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62")));
    assertThat(checkpoint.text()).isEqualTo(SPEC);
  }

  @Test
  void theTesseraLogsCheckpointsVerify() {
    for (int size = 0; size < 16; size++) {
      Checkpoint.Opened opened =
          Checkpoint.open(Vectors.tesseraCheckpoint(size), Set.of(Vectors.TESSERA_KEY));

      assertThat(opened.checkpoint().origin()).isEqualTo("example.com/log/testdata");
      assertThat(opened.checkpoint().size()).isEqualTo(size);
      assertThat(opened.signers()).containsExactly(new Signer(Vectors.TESSERA_KEY, null));
    }
  }

  @Test
  void theEmptyLogsRootIsTheHashOfNothing() {
    assertThat(
            Checkpoint.open(Vectors.tesseraCheckpoint(0), Set.of(Vectors.TESSERA_KEY))
                .checkpoint()
                .root())
        .isEqualTo(ROOT);
  }

  @Test
  void extensionLinesAreKept() {
    String text = SPEC + "one\ntwo\n";

    assertThat(Checkpoint.parse(text).extensions()).containsExactly("one", "two");
    assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
  }

  @Test
  void whatIsNoCheckpointIsRefused() {
    String root = ROOT.base64();
    assertRefused("", "ends in a newline");
    assertRefused("a\n1\n" + root, "ends in a newline");
    assertRefused("a\n1\n", "this has 2 lines");
    assertRefused("\n1\n" + root + "\n", "the origin of a checkpoint is not empty");
    for (String size :
        List.of("", "01", "00", "-1", "+1", "1 ", "1e3", "9223372036854775808", "١")) {
      assertRefused(
          "a\n" + size + "\n" + root + "\n", "the size in line 2 is not a decimal from 0 to");
    }
    assertRefused("a\n1\n" + root.substring(1) + "\n", "the root hash in line 3 is not base64");
    assertRefused("a\n1\nAAAA\n", "the root hash in line 3 has 3 bytes; a SHA-256 has 32");
    assertRefused("a\n1\n" + root.replace("=", "") + "\n", "base64 in another than its one form");
    assertRefused("a\n1\n" + root + "\n\n", "an extension line of a checkpoint is not empty");
    assertRefused("a\n1\n" + root + "\n\nb\n", "an extension line of a checkpoint is not empty");
  }

  @Test
  void aSizeMayBeTheLargest() {
    assertThat(Checkpoint.parse("a\n9223372036854775807\n" + ROOT.base64() + "\n").size())
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatNoCheckpointCanSayIsNotMade() {
    assertThatThrownBy(() -> new Checkpoint("a\n5", 1, ROOT))
        .isInstanceOf(SealRefused.Malformed.class);
    assertThatThrownBy(() -> new Checkpoint("a", -1, ROOT))
        .isInstanceOf(SealRefused.Malformed.class);
    assertThatThrownBy(() -> new Checkpoint("a", 1, ROOT, List.of("b\n\n\u2014 c")))
        .isInstanceOf(SealRefused.Malformed.class);
  }

  @Test
  void aSealedCheckpointIsSignedByBothKeysOfItsLog() {
    SignerKey ed25519 = SignerKey.generate("daybook/a", KeyAlgorithm.ED25519);
    SignerKey mlDsa = SignerKey.generate("daybook/a", KeyAlgorithm.ML_DSA_44_COSIGNATURE);
    Checkpoint checkpoint = new Checkpoint("daybook/a", 0, ROOT);

    SignedNote note = SignedNote.of(checkpoint.text()).signed(ed25519).cosigned(mlDsa, NOON);

    Checkpoint.Opened opened =
        Checkpoint.open(note.bytes(), Set.of(mlDsa.verifier(), ed25519.verifier()));
    assertThat(opened.checkpoint()).isEqualTo(checkpoint);
    assertThat(opened.note()).isEqualTo(note);
    assertThat(opened.signers())
        .containsExactly(
            new Signer(ed25519.verifier(), null),
            new Signer(mlDsa.verifier(), Instant.parse("2026-11-30T12:00:00Z")));
    assertThat(Checkpoint.open(note.bytes(), Set.of(mlDsa.verifier())).signers()).hasSize(1);
  }

  /** Whoever may cosign a log's checkpoints cannot speak for it. */
  @Test
  void onlyAKeyOfTheLogsNameSpeaksForIt() {
    SignerKey witness = SignerKey.generate("witness", KeyAlgorithm.ED25519_COSIGNATURE);
    SignerKey other = SignerKey.generate("daybook/b", KeyAlgorithm.ED25519);
    Checkpoint checkpoint = new Checkpoint("daybook/a", 0, ROOT);
    byte[] note = SignedNote.of(checkpoint.text()).signed(other).cosigned(witness, NOON).bytes();

    assertThatThrownBy(() -> Checkpoint.open(note, Set.of(witness.verifier(), other.verifier())))
        .isInstanceOf(SealRefused.Unsigned.class)
        .hasMessage("the checkpoint is of `daybook/a`, and no known key of that name signed it");
  }

  @Test
  void noByteOfASealedCheckpointCanBeChangedForBothKeys() {
    SignerKey ed25519 = SignerKey.generate("daybook/a", KeyAlgorithm.ED25519);
    SignerKey mlDsa = SignerKey.generate("daybook/a", KeyAlgorithm.ML_DSA_44_COSIGNATURE);
    Set<VerifierKey> keys = Set.of(ed25519.verifier(), mlDsa.verifier());
    Checkpoint checkpoint = new Checkpoint("daybook/a", 7, ROOT);
    byte[] note = SignedNote.of(checkpoint.text()).signed(ed25519).cosigned(mlDsa, NOON).bytes();

    for (int at = 0; at < note.length; at++) {
      byte[] mangled = note.clone();
      mangled[at] ^= 1;
      try {
        // A line whose name or id was hit is by somebody unknown; the other line must still hold.
        Checkpoint.Opened opened = Checkpoint.open(mangled, keys);
        assertThat(opened.checkpoint()).as("byte %d", at).isEqualTo(checkpoint);
        assertThat(opened.signers()).as("byte %d", at).hasSize(1);
      } catch (SealRefused e) {
        assertThat(e).as("byte %d", at).hasMessageNotContaining("null");
      }
    }
  }

  private static void assertRefused(String text, String why) {
    assertThatThrownBy(() -> Checkpoint.parse(text))
        .isInstanceOf(SealRefused.Malformed.class)
        .hasMessageContaining(why);
  }
}
