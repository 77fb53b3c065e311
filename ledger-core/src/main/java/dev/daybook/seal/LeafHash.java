package dev.daybook.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hashes one leaf statement into a Merkle leaf: 32 bytes, SHA-256 over a zero byte and the
 * statement's bytes. The zero byte keeps a leaf from ever passing for an inner node.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.1">RFC 9162, 2.1.1</a>
 */
public final class LeafHash {

  private LeafHash() {}

  public static byte[] of(byte[] leaf) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) 0);
      return digest.digest(leaf);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
