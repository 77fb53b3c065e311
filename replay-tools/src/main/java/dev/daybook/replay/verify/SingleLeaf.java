package dev.daybook.replay.verify;

import dev.daybook.seal.Hash;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Merkle;

/**
 * A leaf with all that can be told of it without those before it, which is most of the work: any
 * thread can do that, and only following their order is left to one.
 */
public sealed interface SingleLeaf {

  /** Its hash in the tree. */
  Hash hash();

  /**
   * A leaf that is a statement.
   *
   * @param stream the stream it names
   */
  record Stating(Hash hash, LeafEntry statement, HalfDigests.Half stream) implements SingleLeaf {}

  /**
   * A leaf that is none.
   *
   * @param wrong says why
   */
  record Unreadable(Hash hash, Wrong wrong) implements SingleLeaf {}

  /**
   * Reads a leaf.
   *
   * @param position where it stands, from 1
   */
  static SingleLeaf read(byte[] leaf, long position) {
    try {
      return of(leaf, Statement.read(leaf, position));
    } catch (Wrong e) {
      return new Unreadable(Merkle.leafHash(leaf), e);
    }
  }

  /**
   * A leaf of which it is known what it states.
   *
   * @param statement the one it was compared with
   */
  static SingleLeaf of(byte[] leaf, LeafEntry statement) {
    return new Stating(
        Merkle.leafHash(leaf), statement, HalfDigests.Half.ofText(statement.stream()));
  }
}
