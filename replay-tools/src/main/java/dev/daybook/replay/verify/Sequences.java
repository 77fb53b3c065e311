package dev.daybook.replay.verify;

import dev.daybook.seal.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * How far each stream has come, in 24 bytes a stream: half of a SHA-256 in place of its name, for
 * every decision is a stream, and a ledger of millions of them has to fit in memory.
 */
final class Sequences {

  private static final int WORDS = 3;
  private static final int SMALLEST = 1 << 10;

  /** For each slot the two halves of the name and the next sequence; free while that is 0. */
  private long[] slots = new long[SMALLEST * WORDS];

  private int used;

  /**
   * One stream.
   *
   * @param high first eight bytes of its name's SHA-256
   * @param low the eight after these
   * @param next the sequence that comes next, from 1
   */
  record Stream(long high, long low, long next) {}

  /**
   * What stands for a stream's name: the first half of its SHA-256.
   *
   * @param high first eight bytes
   * @param low the eight after these
   */
  record Name(long high, long low) {
    static Name of(String stream) {
      ByteBuffer digest = ByteBuffer.wrap(Sha256.of(stream.getBytes(StandardCharsets.UTF_8)));
      return new Name(digest.getLong(), digest.getLong());
    }
  }

  /** The sequence that comes next in this stream, which is taken with it. */
  long take(Name stream) {
    int slot = slot(slots, stream.high(), stream.low());
    long next = slots[slot + 2];
    slots[slot + 2] = next + 1;
    if (next == 0) {
      grown();
    }
    return next;
  }

  /** Puts a stream where it was before. */
  void put(Stream stream) {
    int slot = slot(slots, stream.high(), stream.low());
    boolean isNew = slots[slot + 2] == 0;
    slots[slot + 2] = stream.next();
    if (isNew) {
      grown();
    }
  }

  /** Where a name stands, or is put now. */
  private static int slot(long[] slots, long high, long low) {
    int count = slots.length / WORDS;
    for (int at = (int) (high & (count - 1)); ; at = (at + 1) & (count - 1)) {
      int slot = at * WORDS;
      if (slots[slot + 2] == 0) {
        slots[slot] = high;
        slots[slot + 1] = low;
        return slot;
      }
      if (slots[slot] == high && slots[slot + 1] == low) {
        return slot;
      }
    }
  }

  private void grown() {
    used++;
    if (used * WORDS * 2 > slots.length) {
      long[] larger = new long[slots.length * 2];
      forEach(stream -> larger[slot(larger, stream.high(), stream.low()) + 2] = stream.next());
      slots = larger;
    }
  }

  void forEach(Consumer<Stream> each) {
    for (int slot = 0; slot < slots.length; slot += WORDS) {
      if (slots[slot + 2] != 0) {
        each.accept(new Stream(slots[slot], slots[slot + 1], slots[slot + 2]));
      }
    }
  }

  int size() {
    return used;
  }

  Sequences copy() {
    Sequences copy = new Sequences();
    copy.slots = Arrays.copyOf(slots, slots.length);
    copy.used = used;
    return copy;
  }
}
