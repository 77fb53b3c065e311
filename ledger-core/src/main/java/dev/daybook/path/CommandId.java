package dev.daybook.path;

import dev.daybook.seal.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A command's id, the same for every repeat of it: a UUIDv8 (RFC 9562, 5.8) over the SHA-256 of who
 * asked, under which idempotency key, and which document of the request it is.
 */
public final class CommandId {

  private CommandId() {}

  /**
   * @param actor surrogate id of who asks
   * @param key the caller's idempotency key, 1 to 255 characters
   * @param index the document's place in the request, from 0
   */
  public static UUID of(String actor, String key, int index) {
    // A line feed can stand in none of the three, so no two triples give one text.
    byte[] digest = Sha256.of((actor + "\n" + key + "\n" + index).getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    long high = (bytes.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
    long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
