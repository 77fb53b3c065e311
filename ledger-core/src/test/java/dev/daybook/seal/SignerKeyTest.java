package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignerKeyTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  @Test
  void goSecretsAreReadAndSignAsInGo() {
    SignerKey key = SignerKey.parse(Vectors.GO_SECRET);

    assertThat(key.verifier()).hasToString(Vectors.GO_KEY);
    assertThat(key.encoded()).isEqualTo(Vectors.GO_SECRET);
    String text = Vectors.GO_NOTE.substring(0, Vectors.GO_NOTE.indexOf("\n\n") + 1);
    assertThat(SignedNote.of(text).signed(key).bytes()).asString().isEqualTo(Vectors.GO_NOTE);
  }

  @Test
  void aKeyOfEachKindIsWrittenAndRead() {
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      SignerKey key = SignerKey.generate("daybook/abc", algorithm);

      SignerKey read = SignerKey.parse(key.encoded());

      assertThat(read.verifier()).isEqualTo(key.verifier());
      assertThat(read.encoded()).isEqualTo(key.encoded()).startsWith("PRIVATE+KEY+daybook/abc+");
      assertThat(VerifierKey.parse(key.verifier().toString())).isEqualTo(key.verifier());
    }
  }

  @Test
  void twoNewKeysAreTwoKeys() {
    assertThat(SignerKey.generate("a", KeyAlgorithm.ED25519).verifier())
        .isNotEqualTo(SignerKey.generate("a", KeyAlgorithm.ED25519).verifier());
  }

  @Test
  void theSecretIsNotShown() {
    SignerKey key = SignerKey.parse(Vectors.GO_SECRET);
    String secret = Vectors.GO_SECRET.substring(Vectors.GO_SECRET.lastIndexOf('+') + 1);

    assertThat(key).hasToString("signer of PeterNeumann (ED25519)");
    for (String wrong :
        new String[] {
          Vectors.GO_SECRET.replace("c74f20a3", "c74f20a4"),
          Vectors.GO_SECRET + "A",
          Vectors.GO_SECRET + "AAAA",
          Vectors.GO_SECRET.substring(0, Vectors.GO_SECRET.length() - 4),
          Vectors.GO_SECRET.replace("PRIVATE+KEY", "PRIVATE+KEX"),
          Vectors.GO_SECRET.replace("+AYE", "+AoE"),
          Vectors.GO_SECRET.replace("+AYE", "+")
        }) {
      assertThatThrownBy(() -> SignerKey.parse(wrong))
          .isInstanceOf(SealRefused.Malformed.class)
          .message()
          .doesNotContain(secret.substring(0, 8))
          .doesNotContain(secret.substring(8, 16));
    }
  }

  @Test
  void aKeySignsOnlyWhatItsKindSigns() {
    String text = "a\n";
    SignerKey log = SignerKey.generate("a", KeyAlgorithm.ED25519);
    SignerKey cosigner = SignerKey.generate("a", KeyAlgorithm.ED25519_COSIGNATURE);

    assertThatThrownBy(() -> log.cosign(text, NOON)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> cosigner.sign(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> cosigner.cosign(text, NOON))
        .isInstanceOf(SealRefused.Malformed.class)
        .hasMessageContaining("a checkpoint is origin, size and root hash");
  }

  @Test
  void aCosignatureHasATime() {
    String text = new Checkpoint("a", 0, Hash.of(Sha256.of(new byte[0]))).text();
    SignerKey cosigner = SignerKey.generate("a", KeyAlgorithm.ML_DSA_44_COSIGNATURE);

    for (Instant time : new Instant[] {Instant.EPOCH, Instant.MIN, Instant.MAX}) {
      assertThatThrownBy(() -> cosigner.cosign(text, time))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
