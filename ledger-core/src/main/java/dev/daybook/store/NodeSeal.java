package dev.daybook.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seals what the nodes of one ledger say to each other where others carry it: 24 random bytes, then
 * AES-256-GCM under a key that HKDF-SHA256 makes of them and the nodes' common secret. Every
 * message has a key of its own, so the nonce is zero.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869, HKDF</a>
 */
final class NodeSeal {

  private static final int SALT = 24;
  private static final int KEY = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  /** What a sealed message has more than the message, in bytes. */
  static final int OVERHEAD = SALT + TAG_BITS / Byte.SIZE;

  private final SecretKey secret;
  private final String origin;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param secret what only this ledger's nodes know, for this and nothing else
   * @param origin the ledger's name
   */
  NodeSeal(SecretKey secret, String origin) {
    this.secret = secret;
    this.origin = origin;
  }

  /**
   * @param what the message is, in words its reader knows: it opens as nothing else
   */
  byte[] seal(String what, byte[] message) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, salt, what).doFinal(message);
      return ByteBuffer.allocate(SALT + sealed.length).put(salt).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The message; empty where another ledger's node sealed it, as something else, or nobody did. */
  Optional<byte[]> open(String what, byte[] sealed) {
    if (sealed.length < OVERHEAD) {
      return Optional.empty();
    }
    byte[] salt = new byte[SALT];
    System.arraycopy(sealed, 0, salt, 0, SALT);
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, salt, what).doFinal(sealed, SALT, sealed.length - SALT));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] salt, String what) throws GeneralSecurityException {
    SecretKey key =
        KDF.getInstance("HKDF-SHA256")
            .deriveKey(
                "AES",
                HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info(), KEY));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, new byte[NONCE]));
    cipher.updateAAD((origin + "\n" + what).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] info() {
    return "daybook between nodes 1".getBytes(StandardCharsets.UTF_8);
  }
}
