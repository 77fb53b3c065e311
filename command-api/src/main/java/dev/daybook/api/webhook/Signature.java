package dev.daybook.api.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs posts so that whoever gets them can tell that they come from here and are not old: {@code
 * v1,} and the Base64 of HMAC-SHA256 over id, time and body, with a dot between them.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks">Standard Webhooks</a>
 */
final class Signature {

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /**
   * The value of the header {@code webhook-signature}.
   *
   * @param secret in Base64
   * @param seconds the time of the try, in seconds since 1970-01-01T00:00:00Z
   */
  static String of(String secret, String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), ALGORITHM));
      ByteArrayOutputStream signed = new ByteArrayOutputStream();
      signed.writeBytes("%s.%d.".formatted(id, seconds).getBytes(StandardCharsets.UTF_8));
      signed.writeBytes(body);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
