package dev.daybook.edge;

import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * A secret that names its actor: {@code dbk_} and 32 random bytes in base64url, 47 characters. Kept
 * nowhere but with its owner: the ledger and this process know its SHA-256 alone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750, bearer tokens</a>
 */
public record BearerToken(String text) {

  private static final String PREFIX = "dbk_";
  private static final int LENGTH = PREFIX.length() + 43;
  private static final SecureRandom RANDOM = new SecureRandom();

  public BearerToken {
    if (!isWellFormed(text)) {
      throw new IllegalArgumentException(
          "a token is `dbk_` and 43 base64url characters; this has %d characters"
              .formatted(text.length()));
    }
  }

  public static BearerToken random() {
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    return new BearerToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** The token of an {@code Authorization: Bearer dbk_…} header's value, if it holds one. */
  static Optional<BearerToken> ofHeader(String authorization) {
    if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.empty();
    }
    String text = authorization.substring(7).trim();
    return isWellFormed(text) ? Optional.of(new BearerToken(text)) : Optional.empty();
  }

  /** Digest of the token's ASCII text, lower-case hex: what a token is kept as. */
  public String sha256() {
    return Sha256.hex(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Never the secret: tokens end up in logs through this method if anywhere. */
  @Override
  public String toString() {
    return PREFIX + "…";
  }

  private static boolean isWellFormed(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return false;
    }
    for (int i = PREFIX.length(); i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean base64url =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
      if (!base64url) {
        return false;
      }
    }
    return true;
  }
}
