package dev.daybook.store;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.common.IdentifierFactory;

/**
 * Ids for events: UUIDs of version 7, which start with the time in milliseconds, so that the unique
 * index on them grows at its right edge. Axon finds this class as a service.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.7">RFC 9562, 5.7</a>
 */
public final class TimeOrderedIds extends IdentifierFactory {

  /** A new id. */
  public static UUID next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long most = (System.currentTimeMillis() << 16) | 0x7000L | random.nextInt(1 << 12);
    long least = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(most, least);
  }

  @Override
  public String generateIdentifier() {
    return next().toString();
  }
}
