package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signatures are what other implementations make and take; the JDK's is one written apart. */
class KeyAlgorithmTest {

  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

  /** What stands before the key in its X.509 form (RFC 8410, RFC 9881). */
  private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final byte[] ML_DSA_44_HEAD =
      HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

  @Test
  void theJdkVerifiesWhatEd25519KeysSign() throws GeneralSecurityException {
    byte[] seed = seed();
    byte[] key = KeyAlgorithm.ED25519.publicKey(seed);

    byte[] signature = KeyAlgorithm.ED25519.sign(seed, MESSAGE);

    assertThat(jdkVerifies("Ed25519", publicKey("Ed25519", ED25519_HEAD, key), signature)).isTrue();
    assertThat(KeyAlgorithm.ED25519.verifies(key, MESSAGE, signature)).isTrue();
  }

  @Test
  void theJdkVerifiesWhatMlDsaKeysSign() throws GeneralSecurityException {
    byte[] seed = seed();
    byte[] key = KeyAlgorithm.ML_DSA_44_COSIGNATURE.publicKey(seed);

    byte[] signature = KeyAlgorithm.ML_DSA_44_COSIGNATURE.sign(seed, MESSAGE);

    assertThat(key).hasSize(1312);
    assertThat(signature).hasSize(2420);
    assertThat(jdkVerifies("ML-DSA-44", publicKey("ML-DSA-44", ML_DSA_44_HEAD, key), signature))
        .isTrue();
    assertThat(KeyAlgorithm.ML_DSA_44_COSIGNATURE.verifies(key, MESSAGE, signature)).isTrue();
  }

  @Test
  void whatTheJdkSignsVerifies() throws GeneralSecurityException {
    for (KeyAlgorithm algorithm :
        List.of(KeyAlgorithm.ED25519, KeyAlgorithm.ML_DSA_44_COSIGNATURE)) {
      String name = algorithm == KeyAlgorithm.ED25519 ? "Ed25519" : "ML-DSA-44";
      KeyPair pair = KeyPairGenerator.getInstance(name).generateKeyPair();
      Signature signer = Signature.getInstance(name);
      signer.initSign(pair.getPrivate());
      signer.update(MESSAGE);
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] key =
          Arrays.copyOfRange(
              encoded,
              algorithm == KeyAlgorithm.ED25519 ? ED25519_HEAD.length : ML_DSA_44_HEAD.length,
              encoded.length);

      assertThat(algorithm.verifies(key, MESSAGE, signer.sign())).as(name).isTrue();
    }
  }

  @Test
  void signingTwiceGivesTheSameBytes() {
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      assertThat(algorithm.sign(seed(), MESSAGE)).isEqualTo(algorithm.sign(seed(), MESSAGE));
    }
  }

  /** Where verifiers differ from each other, this one refuses. */
  @Test
  void ofSignaturesAtTheEdgeOnlyTheOrdinaryOneVerifies() {
    for (String line : Vectors.lines("ed25519-signatures.txt")) {
      String[] vector = line.split("\\|", -1);
      assertThat(
              KeyAlgorithm.ED25519.verifies(
                  HexFormat.of().parseHex(vector[1]),
                  vector[3].getBytes(StandardCharsets.UTF_8),
                  HexFormat.of().parseHex(vector[2])))
          .as("vector %s: %s", vector[0], vector[4])
          .isEqualTo(vector[4].isEmpty());
    }
  }

  /** S + L verifies the same equation, so taking it would let anybody write a second signature. */
  @Test
  void aSignatureHasOneFormOnly() {
    byte[] key = KeyAlgorithm.ED25519.publicKey(seed());
    byte[] signature = KeyAlgorithm.ED25519.sign(seed(), MESSAGE);
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] sum = reversed(new BigInteger(1, reversed(signature, 32)).add(order).toByteArray(), 0);
    byte[] other = Arrays.copyOf(signature, 64);
    System.arraycopy(sum, 0, other, 32, 32);

    assertThat(KeyAlgorithm.ED25519.verifies(key, MESSAGE, other)).isFalse();
  }

  @Test
  void aSignatureOfAnotherLengthIsNone() {
    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
      byte[] key = algorithm.publicKey(seed());
      byte[] signature = algorithm.sign(seed(), MESSAGE);
      assertThat(algorithm.verifies(key, MESSAGE, Arrays.copyOf(signature, signature.length + 1)))
          .isFalse();
      assertThat(algorithm.verifies(key, MESSAGE, Arrays.copyOf(signature, signature.length - 1)))
          .isFalse();
      assertThat(algorithm.verifies(key, MESSAGE, new byte[0])).isFalse();
    }
  }

  private static byte[] seed() {
    byte[] seed = new byte[KeyAlgorithm.SEED_BYTES];
    Arrays.fill(seed, (byte) 7);
    return seed;
  }

  private static byte[] reversed(byte[] bytes, int from) {
    byte[] reversed = new byte[bytes.length - from];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static PublicKey publicKey(String algorithm, byte[] head, byte[] key)
      throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(head, head.length + key.length);
    System.arraycopy(key, 0, encoded, head.length, key.length);
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static boolean jdkVerifies(String algorithm, PublicKey key, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(key);
    verifier.update(MESSAGE);
    return verifier.verify(signature);
  }
}
