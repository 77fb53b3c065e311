package dev.daybook.personal;

import dev.daybook.personal.envelope.PersonKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Wraps keys by one of our own, AES-256-GCM: a random nonce of 12 bytes, the sealed key, the tag of
 * 16 bytes.
 */
public final class LocalKeyEncryption implements KeyEncryption {

  private static final String FORM = "daybook-key-encryption-key:";
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  private LocalKeyEncryption(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** A new one, as {@link #parse} reads it. */
  public static String generate() {
    byte[] key = new byte[PersonKey.LENGTH];
    RANDOM.nextBytes(key);
    return FORM + Base64.getEncoder().encodeToString(key);
  }

  /**
   * Reads {@code daybook-key-encryption-key:} and 32 bytes in base64.
   *
   * @throws IllegalArgumentException when it is none; the text is not shown
   */
  public static LocalKeyEncryption parse(String text) {
    if (text.startsWith(FORM)) {
      try {
        byte[] key = Base64.getDecoder().decode(text.substring(FORM.length()));
        if (key.length == PersonKey.LENGTH) {
          return new LocalKeyEncryption(key);
        }
      } catch (IllegalArgumentException _) {
        // told below
      }
    }
    throw new IllegalArgumentException(
        "a key-encryption key is `%s` and 32 bytes in base64".formatted(FORM));
  }

  @Override
  public byte[] wrap(byte[] bare, String whose) {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, 0, whose).doFinal(bare);
      byte[] wrapped = new byte[NONCE + sealed.length];
      System.arraycopy(nonce, 0, wrapped, 0, NONCE);
      System.arraycopy(sealed, 0, wrapped, NONCE, sealed.length);
      return wrapped;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] unwrap(byte[] wrapped, String whose) {
    if (wrapped.length != NONCE + PersonKey.LENGTH + TAG) {
      throw notOurs(whose, null);
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, wrapped, 0, whose)
          .doFinal(wrapped, NONCE, wrapped.length - NONCE);
    } catch (GeneralSecurityException e) {
      throw notOurs(whose, e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, int at, String whose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce, at, NONCE));
    cipher.updateAAD(whose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static IllegalStateException notOurs(
      String whose, @org.jspecify.annotations.Nullable Exception cause) {
    return new IllegalStateException(
        "the key of %s was wrapped by another key-encryption key, or changed".formatted(whose),
        cause);
  }
}
