package dev.daybook.seal;

import java.util.Base64;

/**
 * What the seal's texts write in exactly one form: base64 and decimals. Anything else that would
 * read as the same bytes or number is refused, so that no two texts say the same thing.
 */
final class OneForm {

  private OneForm() {}

  /**
   * Bytes from standard base64 with padding (RFC 4648, section 4).
   *
   * @throws SealRefused.Malformed naming {@code what}
   */
  static byte[] base64(String what, String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw new SealRefused.Malformed("%s is not base64".formatted(what));
    }
    if (!base64(bytes).equals(text)) {
      throw new SealRefused.Malformed("%s is base64 in another than its one form".formatted(what));
    }
    return bytes;
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * A hash in base64.
   *
   * @throws SealRefused.Malformed naming {@code what}
   */
  static Hash hash(String what, String text) {
    byte[] bytes = base64(what, text);
    if (bytes.length != Hash.LENGTH) {
      throw new SealRefused.Malformed(
          "%s has %d bytes; a SHA-256 has %d".formatted(what, bytes.length, Hash.LENGTH));
    }
    return Hash.of(bytes);
  }

  /**
   * A decimal from 0 to 2^63 − 1 without sign and leading zeros.
   *
   * @throws SealRefused.Malformed naming {@code what}
   */
  static long decimal(String what, String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits && (text.length() == 1 || text.charAt(0) != '0')) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException _) {
        // more than fits
      }
    }
    throw new SealRefused.Malformed(
        "%s is not a decimal from 0 to %d without leading zeros".formatted(what, Long.MAX_VALUE));
  }
}
