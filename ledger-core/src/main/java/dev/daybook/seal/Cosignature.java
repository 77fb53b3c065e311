package dev.daybook.seal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a cosigner signs about a checkpoint: that at a time it was the largest tree of its log the
 * cosigner had seen, and consistent with all it had seen before.
 *
 * @see <a href="https://c2sp.org/tlog-cosignature">c2sp.org/tlog-cosignature</a>
 */
final class Cosignature {

  /** Bytes of the time in front of a signature: seconds since 1970 in UTC, big-endian. */
  static final int TIME_BYTES = 8;

  /** Last time read or written: 9999-12-31T23:59:59Z, in seconds since 1970. */
  static final long LAST_SECOND = 253_402_300_799L;

  private static final byte[] TREE_LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);

  private Cosignature() {}

  /** Bytes of a signature in a note, its time counted, the key's id not. */
  static int bytes(KeyAlgorithm algorithm) {
    return algorithm.signatureBytes() + (algorithm.timed() ? TIME_BYTES : 0);
  }

  /** What an Ed25519 cosigner signs: the time and the whole text, extension lines too. */
  static byte[] ofText(Checkpoint checkpoint, long seconds) {
    return "cosignature/v1\ntime %d\n%s"
        .formatted(seconds, checkpoint.text())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What an ML-DSA-44 cosigner signs: names, time, size and root; no extension lines. */
  static byte[] ofTree(String cosigner, Checkpoint checkpoint, long seconds) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(TREE_LABEL);
    message.writeBytes(opaque("the cosigner's name", cosigner));
    message.writeBytes(number(seconds));
    message.writeBytes(opaque("the origin", checkpoint.origin()));
    message.writeBytes(number(0));
    message.writeBytes(number(checkpoint.size()));
    message.writeBytes(checkpoint.root().bytes());
    return message.toByteArray();
  }

  static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  /** One byte of length and the text, {@code opaque<1..2^8-1>} of RFC 8446, section 3.4. */
  private static byte[] opaque(String what, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 255) {
      throw new SealRefused.Malformed(
          "%s has %d bytes; an ML-DSA-44 cosignature holds at most 255"
              .formatted(what, bytes.length));
    }
    return ByteBuffer.allocate(1 + bytes.length).put((byte) bytes.length).put(bytes).array();
  }
}
