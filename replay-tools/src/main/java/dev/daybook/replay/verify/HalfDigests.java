package dev.daybook.replay.verify;

import dev.daybook.seal.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers other than 0 by SHA-256, in 24 bytes each: the first half of a digest stands for all of
 * it, so that millions of them fit in memory.
 */
public final class HalfDigests {

  private static final int WORDS = 3;
  private static final int SMALLEST = 1 << 10;

  /** For each slot the two words of the half and the number; free while that is 0. */
  private long[] slots = new long[SMALLEST * WORDS];

  private int used;

  /**
   * Half of a digest.
   *
   * @param high first eight bytes
   * @param low the eight after these
   */
  public record Half(long high, long low) {

    /** Of this digest, 32 bytes. */
    public static Half of(byte[] sha256) {
      ByteBuffer digest = ByteBuffer.wrap(sha256);
      return new Half(digest.getLong(), digest.getLong());
    }

    /** Of the digest of this text in UTF-8. */
    static Half ofText(String text) {
      return of(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Told each number. */
  @FunctionalInterface
  public interface Each {
    void with(Half digest, long number);
  }

  /** The number kept; 0 where there is none. */
  public long get(Half digest) {
    return slots[slot(slots, digest) + 2];
  }

  /** Keeps a number other than 0, in place of the one that was there. */
  public void put(Half digest, long number) {
    int slot = slot(slots, digest);
    if (slots[slot + 2] == 0) {
      putNew(slot, digest, number);
    } else {
      slots[slot + 2] = number;
    }
  }

  /** Keeps a number other than 0 where there is none. */
  public void putIfAbsent(Half digest, long number) {
    int slot = slot(slots, digest);
    if (slots[slot + 2] == 0) {
      putNew(slot, digest, number);
    }
  }

  /** Keeps one more than the number there was, which is answered: 0 where there was none. */
  long increment(Half digest) {
    int slot = slot(slots, digest);
    long before = slots[slot + 2];
    if (before == 0) {
      putNew(slot, digest, 1);
    } else {
      slots[slot + 2] = before + 1;
    }
    return before;
  }

  private void putNew(int slot, Half digest, long number) {
    slots[slot] = digest.high();
    slots[slot + 1] = digest.low();
    slots[slot + 2] = number;
    grown();
  }

  /** Where a digest stands, or would. */
  private static int slot(long[] slots, Half digest) {
    int count = slots.length / WORDS;
    for (int at = (int) (digest.high() & (count - 1)); ; at = (at + 1) & (count - 1)) {
      int slot = at * WORDS;
      boolean isHere = slots[slot] == digest.high() && slots[slot + 1] == digest.low();
      if (slots[slot + 2] == 0 || isHere) {
        return slot;
      }
    }
  }

  private void grown() {
    used++;
    if (used * WORDS * 2 > slots.length) {
      long[] larger = new long[slots.length * 2];
      forEach(
          (digest, number) -> {
            int slot = slot(larger, digest);
            larger[slot] = digest.high();
            larger[slot + 1] = digest.low();
            larger[slot + 2] = number;
          });
      slots = larger;
    }
  }

  /** Tells all, in no order. */
  public void forEach(Each each) {
    for (int slot = 0; slot < slots.length; slot += WORDS) {
      if (slots[slot + 2] != 0) {
        each.with(new Half(slots[slot], slots[slot + 1]), slots[slot + 2]);
      }
    }
  }

  /** These, to be changed without them. */
  HalfDigests copy() {
    HalfDigests copy = new HalfDigests();
    copy.slots = Arrays.copyOf(slots, slots.length);
    copy.used = used;
    return copy;
  }
}
