package dev.daybook.store;

import java.time.Instant;

/**
 * Proof that an append is durable: its events stand at {@code first} to {@code last}, one position
 * each, in the order they were given.
 */
public record Receipt(long first, long last, Instant recordedAt) {

  /** The position of the {@code n}th event of the append, from 0. */
  public long position(int n) {
    if (n < 0 || first + n > last) {
      throw new IndexOutOfBoundsException(
          "the append has %d events; asked for number %d".formatted(last - first + 1, n));
    }
    return first + n;
  }
}
