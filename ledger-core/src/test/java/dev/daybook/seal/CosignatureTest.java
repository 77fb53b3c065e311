package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CosignatureTest {

  private static final Checkpoint SPEC =
      Checkpoint.parse(
          """
          example.com/behind-the-sofa
          20852163
          CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
          """);

  private static final Instant TIME = Instant.ofEpochSecond(1679315147);

  @Test
  void ed25519CosignersSignTheTimeAndTheWholeText() {
    assertThat(KeyAlgorithm.ED25519_COSIGNATURE.message("w", SPEC.text(), TIME.getEpochSecond()))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            """
            cosignature/v1
            time 1679315147
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
            """);
  }

  /** Field by field, as the structure in c2sp.org/tlog-cosignature says. */
  @Test
  void mlDsaCosignersSignNamesTimeSizeAndRoot() {
    String expected =
        hex("subtree/v1\n\0")
            + "15"
            + hex("witness.example.com/w")
            + "00000000641850cb"
            + "1b"
            + hex("example.com/behind-the-sofa")
            + "0000000000000000"
            + "00000000013e2dc3"
            + "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62";

    assertThat(
            HexFormat.of()
                .formatHex(
                    KeyAlgorithm.ML_DSA_44_COSIGNATURE.message(
                        "witness.example.com/w", SPEC.text(), TIME.getEpochSecond())))
        .isEqualTo(expected);
  }

  @Test
  void aCosignatureCarriesItsTimeAndTheSpecsExampleDoes() {
    NoteSignature published =
        NoteSignature.parse(
            "— witness.example.com/w1"
                + " jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==");

    assertThat(published.id()).isEqualTo(0x8d66cf3f);
    assertThat(published.signature()).hasSize(8 + 64);
    assertThat(ByteBuffer.wrap(published.signature()).getLong()).isEqualTo(TIME.getEpochSecond());
  }

  @Test
  void cosignersOfBothKindsAreKnownWithTheirTimes() {
    for (KeyAlgorithm algorithm : cosigning()) {
      SignerKey witness = SignerKey.generate("witness.example.com/w1", algorithm);

      SignedNote note = SignedNote.of(SPEC.text()).cosigned(witness, TIME);

      assertThat(SignedNote.parse(note.bytes()).verified(Set.of(witness.verifier())))
          .containsExactly(new Signer(witness.verifier(), TIME));
    }
  }

  @Test
  void aTimeCannotBeChanged() {
    for (KeyAlgorithm algorithm : cosigning()) {
      SignerKey witness = SignerKey.generate("w", algorithm);
      byte[] signature = witness.cosign(SPEC.text(), TIME).signature();
      for (long seconds : new long[] {0, 1, TIME.getEpochSecond() + 1, -1, Long.MAX_VALUE}) {
        ByteBuffer.wrap(signature).putLong(seconds);
        SignedNote note =
            SignedNote.of(SPEC.text())
                .with(NoteSignature.owning(witness.verifier(), signature.clone()));

        assertThatThrownBy(() -> note.verified(Set.of(witness.verifier())))
            .isInstanceOf(SealRefused.Forged.class);
      }
    }
  }

  /** Only an ML-DSA-44 cosignature commits to its signer's name. */
  @Test
  void anMlDsaCosignatureIsOfOneNameOnly() {
    SignerKey witness = SignerKey.generate("w", KeyAlgorithm.ML_DSA_44_COSIGNATURE);
    VerifierKey renamed =
        VerifierKey.owning("x", KeyAlgorithm.ML_DSA_44_COSIGNATURE, witness.verifier().key());
    NoteSignature signature =
        NoteSignature.owning(renamed, witness.cosign(SPEC.text(), TIME).signature());

    assertThatThrownBy(() -> SignedNote.of(SPEC.text()).with(signature).verified(Set.of(renamed)))
        .isInstanceOf(SealRefused.Forged.class);
  }

  @Test
  void theSameKeyUnderAnotherTypeHasAnotherIdAndSignsOtherThings() {
    SignerKey log = SignerKey.generate("a", KeyAlgorithm.ED25519);
    VerifierKey witness =
        VerifierKey.owning("a", KeyAlgorithm.ED25519_COSIGNATURE, log.verifier().key());

    assertThat(witness.id()).isNotEqualTo(log.verifier().id());
    assertThatThrownBy(() -> SignedNote.of(SPEC.text()).signed(log).verified(Set.of(witness)))
        .isInstanceOf(SealRefused.Unsigned.class);
  }

  @Test
  void aCosignatureOnWhatIsNoCheckpointIsForged() {
    for (KeyAlgorithm algorithm : cosigning()) {
      SignerKey witness = SignerKey.generate("w", algorithm);
      SignedNote note = SignedNote.of("no checkpoint\n").with(witness.cosign(SPEC.text(), TIME));

      assertThatThrownBy(() -> note.verified(Set.of(witness.verifier())))
          .isInstanceOf(SealRefused.Forged.class);
    }
  }

  @Test
  void anOriginTooLongForAnMlDsaCosignatureIsNotCosigned() {
    SignerKey witness = SignerKey.generate("w", KeyAlgorithm.ML_DSA_44_COSIGNATURE);
    Checkpoint checkpoint = new Checkpoint("a".repeat(256), 0, SPEC.root());

    assertThatThrownBy(() -> witness.cosign(checkpoint.text(), TIME))
        .isInstanceOf(SealRefused.Malformed.class)
        .hasMessage("the origin has 256 bytes; an ML-DSA-44 cosignature holds at most 255");
  }

  @Test
  void extensionLinesAreCoveredByEd25519CosignaturesOnly() {
    String extended = SPEC.text() + "more\n";
    for (KeyAlgorithm algorithm : cosigning()) {
      SignerKey witness = SignerKey.generate("w", algorithm);
      SignedNote note = SignedNote.of(extended).with(witness.cosign(SPEC.text(), TIME));

      if (algorithm == KeyAlgorithm.ML_DSA_44_COSIGNATURE) {
        assertThat(note.verified(Set.of(witness.verifier()))).hasSize(1);
      } else {
        assertThatThrownBy(() -> note.verified(Set.of(witness.verifier())))
            .isInstanceOf(SealRefused.Forged.class);
      }
    }
  }

  @Test
  void aTimeAfterTheYear9999IsNone() {
    for (KeyAlgorithm algorithm : cosigning()) {
      SignerKey witness = SignerKey.generate("w", algorithm);
      long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

      assertThat(
              SignedNote.of(SPEC.text())
                  .with(cosignature(witness, SPEC.text(), last))
                  .verified(Set.of(witness.verifier())))
          .hasSize(1);
      for (long seconds : new long[] {last + 1, Long.MAX_VALUE, -1}) {
        SignedNote note =
            SignedNote.of(SPEC.text()).with(cosignature(witness, SPEC.text(), seconds));
        assertThatThrownBy(() -> note.verified(Set.of(witness.verifier())))
            .isInstanceOf(SealRefused.Forged.class);
      }
    }
  }

  @Test
  void aTimeOfZeroIsNoTime() {
    for (KeyAlgorithm algorithm : cosigning()) {
      SignerKey witness = SignerKey.generate("w", algorithm);

      assertThat(
              SignedNote.of(SPEC.text())
                  .with(cosignature(witness, SPEC.text(), 0))
                  .verified(Set.of(witness.verifier())))
          .containsExactly(new Signer(witness.verifier(), null));
    }
  }

  @Test
  void aCosignatureOfAnotherLengthIsForged() {
    for (KeyAlgorithm algorithm : cosigning()) {
      SignerKey witness = SignerKey.generate("w", algorithm);
      byte[] whole = witness.cosign(SPEC.text(), TIME).signature();
      for (int length : new int[] {1, 7, 8, whole.length - 1, whole.length + 1}) {
        SignedNote note =
            SignedNote.of(SPEC.text())
                .with(NoteSignature.owning(witness.verifier(), Arrays.copyOf(whole, length)));

        assertThatThrownBy(() -> note.verified(Set.of(witness.verifier())))
            .as("%d bytes", length)
            .isInstanceOf(SealRefused.Forged.class);
      }
    }
  }

  /** A cosignature with any time at all, which a {@link SignerKey} would not make. */
  static NoteSignature cosignature(SignerKey key, String text, long seconds) {
    KeyAlgorithm algorithm = key.verifier().algorithm();
    byte[] typed = OneForm.base64("the key", key.encoded().split("\\+", 5)[4]);
    byte[] signature =
        algorithm.sign(
            Arrays.copyOfRange(typed, 1, typed.length),
            algorithm.message(key.verifier().name(), text, seconds));
    return NoteSignature.owning(
        key.verifier(),
        ByteBuffer.allocate(8 + signature.length).putLong(seconds).put(signature).array());
  }

  private static List<KeyAlgorithm> cosigning() {
    return List.of(KeyAlgorithm.ED25519_COSIGNATURE, KeyAlgorithm.ML_DSA_44_COSIGNATURE);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
