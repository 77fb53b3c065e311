package dev.daybook.personal.envelope;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The key that values naming one person are sealed under.
 *
 * @param id the person's surrogate id, {@code per_} and 16 hex digits; says nothing of the person,
 *     and stays where the key is gone
 * @param bytes 32 bytes of AES-256 key material, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PersonKey(String id, byte[] bytes) {

  /** Bytes of a key. */
  public static final int LENGTH = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A key of a person nobody knew before. */
  public static PersonKey random() {
    byte[] id = new byte[8];
    byte[] bytes = new byte[LENGTH];
    RANDOM.nextBytes(id);
    RANDOM.nextBytes(bytes);
    return new PersonKey("per_" + HexFormat.of().formatHex(id), bytes);
  }

  /** Keys stay out of logs. */
  @Override
  public String toString() {
    return "PersonKey[" + id + "]";
  }
}
