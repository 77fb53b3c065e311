package dev.daybook.replay.verify;

import dev.daybook.replay.verify.HalfDigests.Half;

/** How far each stream has come: every decision is one, so there are millions. */
final class Sequences {

  /** The sequence that comes next, from 1, by the stream's name. */
  private final HalfDigests next;

  Sequences() {
    this(new HalfDigests());
  }

  private Sequences(HalfDigests next) {
    this.next = next;
  }

  /** The sequence that comes next in this stream, which is taken with it. */
  long take(Half stream) {
    return next.increment(stream);
  }

  /** Puts a stream where it was before. */
  void put(Half stream, long sequence) {
    next.put(stream, sequence);
  }

  void forEach(HalfDigests.Each each) {
    next.forEach(each);
  }

  Sequences copy() {
    return new Sequences(next.copy());
  }
}
