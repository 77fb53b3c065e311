package dev.daybook.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * What a key signs, and with what: C2SP's signature types, each with the byte that stands for it in
 * keys and key ids.
 *
 * @see <a href="https://c2sp.org/signed-note">c2sp.org/signed-note</a>
 * @see <a href="https://c2sp.org/tlog-cosignature">c2sp.org/tlog-cosignature</a>
 */
public enum KeyAlgorithm {
  /** Ed25519 over a note's text. */
  ED25519(0x01, 32, 64),
  /** Ed25519 over a checkpoint's text and the time of signing. */
  ED25519_COSIGNATURE(0x04, 32, 64),
  /** ML-DSA-44 (FIPS 204) over a checkpoint's tree, the time of signing and the signer's name. */
  ML_DSA_44_COSIGNATURE(0x06, 1312, 2420);

  /** Bytes of the seed that a private key of any of them is made from. */
  static final int SEED_BYTES = 32;

  private final int type;
  private final int keyBytes;
  private final int signatureBytes;

  KeyAlgorithm(int type, int keyBytes, int signatureBytes) {
    this.type = type;
    this.keyBytes = keyBytes;
    this.signatureBytes = signatureBytes;
  }

  /** The signature type identifier byte. */
  byte type() {
    return (byte) type;
  }

  /** Whether a signature says when it was made. */
  boolean timed() {
    return this != ED25519;
  }

  /** Bytes of a signature, its time not counted. */
  int signatureBytes() {
    return signatureBytes;
  }

  /** The algorithm and the key in {@code typed}, a signature type byte and a key. */
  static KeyAlgorithm ofTyped(byte[] typed) {
    for (KeyAlgorithm algorithm : values()) {
      if (typed.length > 0 && typed[0] == algorithm.type()) {
        return algorithm;
      }
    }
    throw new SealRefused.Malformed(
        "its key is of a type not known here; known are 0x01 (Ed25519), 0x04 (Ed25519 cosignature)"
            + " and 0x06 (ML-DSA-44 cosignature)");
  }

  /**
   * Refuses a public key that is none: of another length or, for Ed25519, any encoding but the one
   * of a point in the group of prime order. A key of small order would verify any text.
   */
  void requireKey(byte[] key) {
    if (key.length != keyBytes) {
      throw new SealRefused.Malformed(
          "its key has %d bytes; one of type 0x%02x has %d".formatted(key.length, type, keyBytes));
    }
    switch (this) {
      case ED25519, ED25519_COSIGNATURE -> {
        if (!Ed25519.validatePublicKeyFull(key, 0)) {
          throw new SealRefused.Malformed(
              "its key is not a point in Ed25519's group of prime order, in its one encoding; such a"
                  + " key can verify what nobody signed");
        }
      }
      case ML_DSA_44_COSIGNATURE -> {
        // Every string of the right length is the encoding of a key (FIPS 204, algorithm 23).
      }
    }
  }

  byte[] publicKey(byte[] seed) {
    return switch (this) {
      case ED25519, ED25519_COSIGNATURE -> {
        byte[] key = new byte[keyBytes];
        Ed25519.generatePublicKey(seed, 0, key, 0);
        yield key;
      }
      case ML_DSA_44_COSIGNATURE -> mlDsa(seed).getPublicKey();
    };
  }

  /**
   * What a signature signs.
   *
   * @param signer the key's name
   * @param text a note's text, newline at its end
   * @param seconds since 1970 in UTC, 0 for a signature without a time
   * @throws SealRefused.Malformed when a cosignature is asked for on what is not a checkpoint
   */
  byte[] message(String signer, String text, long seconds) {
    return switch (this) {
      case ED25519 -> text.getBytes(StandardCharsets.UTF_8);
      case ED25519_COSIGNATURE -> Cosignature.ofText(Checkpoint.parse(text), seconds);
      case ML_DSA_44_COSIGNATURE -> Cosignature.ofTree(signer, Checkpoint.parse(text), seconds);
    };
  }

  /** The signature of {@code message}; the same one each time. */
  byte[] sign(byte[] seed, byte[] message) {
    return switch (this) {
      case ED25519, ED25519_COSIGNATURE -> {
        byte[] signature = new byte[signatureBytes];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        yield signature;
      }
      case ML_DSA_44_COSIGNATURE -> {
        MLDSASigner signer = new MLDSASigner();
        signer.init(true, mlDsa(seed));
        signer.update(message, 0, message.length);
        try {
          yield signer.generateSignature();
        } catch (CryptoException e) {
          throw new IllegalStateException("ML-DSA-44 signs whatever it is given", e);
        }
      }
    };
  }

  /**
   * Whether the holder of {@code key} signed {@code message}. Of an Ed25519 signature the point R
   * must lie in the group of prime order too: then verifiers with and without the cofactor agree.
   */
  boolean verifies(byte[] key, byte[] message, byte[] signature) {
    if (signature.length != signatureBytes) {
      return false;
    }
    return switch (this) {
      case ED25519, ED25519_COSIGNATURE ->
          Ed25519.validatePublicKeyFull(Arrays.copyOf(signature, keyBytes), 0)
              && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
      case ML_DSA_44_COSIGNATURE -> {
        MLDSASigner signer = new MLDSASigner();
        signer.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, key));
        signer.update(message, 0, message.length);
        yield signer.verifySignature(signature);
      }
    };
  }

  private static MLDSAPrivateKeyParameters mlDsa(byte[] seed) {
    return new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed);
  }
}
