package dev.daybook.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), 32 bytes. */
public final class Sha256 {

  /** A digest takes as long to make as to use on a leaf; each thread keeps one. */
  private static final ThreadLocal<MessageDigest> OWN = ThreadLocal.withInitial(Sha256::begun);

  private Sha256() {}

  public static byte[] of(byte[] bytes) {
    return own().digest(bytes);
  }

  /** This thread's, begun anew: to be ended before anything else is hashed. */
  static MessageDigest own() {
    return OWN.get();
  }

  /** A digest of what is still to come, piece by piece. */
  public static MessageDigest begun() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The digest in lower-case hex, 64 characters. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(of(bytes));
  }
}
