package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TlogProofTest {

  private static final Hash ONE = Hash.of(Sha256.of(new byte[] {1}));
  private static final Hash TWO = Hash.of(Sha256.of(new byte[] {2}));
  private static final SignedNote CHECKPOINT = SignedNote.parse(Vectors.tesseraCheckpoint(5));
  private static final String NOTE = new String(CHECKPOINT.bytes(), StandardCharsets.UTF_8);

  @Test
  void aProofIsWrittenAsItsSpecSays() {
    TlogProof proof = proof(4, ONE, TWO);

    assertThat(proof.bytes())
        .asString()
        .isEqualTo(
            "c2sp.org/tlog-proof@v1\nindex 4\n%s\n%s\n\n%s"
                .formatted(ONE.base64(), TWO.base64(), NOTE));
  }

  @Test
  void aProofIsReadAsItWasWritten() {
    for (TlogProof proof :
        List.of(
            proof(0),
            proof(4, ONE, TWO),
            proof(4, ONE).withExtra(new byte[] {7, 8}),
            proof(Long.MAX_VALUE, Collections.nCopies(63, ONE).toArray(Hash[]::new)))) {
      TlogProof read = TlogProof.parse(proof.bytes());

      assertThat(read.inclusion()).isEqualTo(proof.inclusion());
      assertThat(read.extra()).isEqualTo(proof.extra());
      assertThat(read.checkpoint()).isEqualTo(CHECKPOINT);
      assertThat(read.bytes()).isEqualTo(proof.bytes());
    }
  }

  @Test
  void itsCheckpointVerifies() {
    TlogProof proof = TlogProof.parse(proof(4, ONE).bytes());

    assertThat(
            Checkpoint.open(proof.checkpoint().bytes(), Set.of(Vectors.TESSERA_KEY))
                .checkpoint()
                .size())
        .isEqualTo(5);
  }

  /** A log of one entry: its leaf is its root. */
  @Test
  void anEntryIsProvenOffline() {
    byte[] entry = "the only entry".getBytes(StandardCharsets.UTF_8);
    SignerKey key = SignerKey.generate("daybook/a", KeyAlgorithm.ED25519);
    Checkpoint checkpoint = new Checkpoint("daybook/a", 1, Merkle.leafHash(entry));
    byte[] file =
        TlogProof.of(
                new InclusionProof(0, 1, List.of()), SignedNote.of(checkpoint.text()).signed(key))
            .bytes();

    TlogProof proof = TlogProof.parse(file);
    Hash root =
        Checkpoint.open(proof.checkpoint().bytes(), Set.of(key.verifier())).checkpoint().root();

    assertThat(proof.inclusion().proves(Merkle.leafHash(entry), root)).isTrue();
    assertThat(proof.inclusion().proves(Merkle.leafHash(new byte[0]), root)).isFalse();
  }

  @Test
  void aProofAndItsCheckpointAreOfOneSize() {
    assertThatThrownBy(() -> TlogProof.of(new InclusionProof(0, 6, List.of()), CHECKPOINT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a proof for size 6 beside a checkpoint of size 5");
  }

  @Test
  void whatIsNoProofIsRefused() {
    String first = "c2sp.org/tlog-proof@v1\n";
    String hash = ONE.base64() + "\n";
    assertRefused("", "this has no empty line");
    assertRefused(first + "index 0\n" + hash, "this has no empty line");
    assertRefused("c2sp.org/tlog-proof@v2\nindex 0\n\n" + NOTE, "line 1 of a proof is");
    assertRefused(first + "\nindex 0\n\n" + NOTE, "line 2 begins with `index` and a space");
    assertRefused(first + hash + "\n" + NOTE, "line 2 begins with `index` and a space");
    assertRefused(first + "index 00\n\n" + NOTE, "the index in line 2 is not a decimal");
    assertRefused(first + "index -1\n\n" + NOTE, "the index in line 2 is not a decimal");
    assertRefused(first + "index 0\nextra AAAA\n\n" + NOTE, "the hash in line 3 is not base64");
    assertRefused(first + "extra \nindex 0\n\n" + NOTE, "the line `extra` is left out");
    assertRefused(first + "extra AAB=\nindex 0\n\n" + NOTE, "the extra data in line 2 is base64");
    assertRefused(first + "index 0\nAAAA\n\n" + NOTE, "the hash in line 3 has 3 bytes");
    assertRefused(
        first + "index 0\n" + hash.repeat(64) + "\n" + NOTE, "at most 63 hashes; this one has 64");
    assertRefused(
        first + "index 0\n\nno checkpoint\n\n" + NOTE.substring(NOTE.indexOf("\u2014")),
        "a checkpoint is origin, size and root hash");
    assertRefused(
        first + "index 0\n\n" + NOTE.substring(0, NOTE.length() - 1), "newline at its end");
    assertRefused("x".repeat(2_000_001), "at most 2000000 bytes");
  }

  private static TlogProof proof(long index, Hash... path) {
    return TlogProof.of(new InclusionProof(index, 5, List.of(path)), CHECKPOINT);
  }

  private static void assertRefused(String proof, String why) {
    assertThatThrownBy(() -> TlogProof.parse(proof.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SealRefused.Malformed.class)
        .hasMessageContaining(why);
  }
}
