package dev.daybook.seal;

import java.security.MessageDigest;

/**
 * How a tree is hashed: 32 bytes of SHA-256, over a zero byte and the bytes of a leaf, or over a
 * one byte and the hashes left and right. The first byte keeps a leaf from ever passing for a node.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.1">RFC 9162, 2.1.1</a>
 */
public final class Merkle {

  /** Root of the tree without leaves: SHA-256 of nothing. */
  public static final Hash EMPTY_ROOT = Hash.owning(Sha256.of(new byte[0]));

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private Merkle() {}

  /** The hash of a leaf with these bytes, a {@link LeafEntry}'s for one. */
  public static Hash leafHash(byte[] leaf) {
    MessageDigest digest = Sha256.own();
    digest.update(LEAF);
    return Hash.owning(digest.digest(leaf));
  }

  /** The hash of a node over these two. */
  public static Hash nodeHash(Hash left, Hash right) {
    MessageDigest digest = Sha256.own();
    digest.update(NODE);
    digest.update(left.shared());
    digest.update(right.shared());
    return Hash.owning(digest.digest());
  }

  /**
   * The hash over all hashes of a full tile: what the tile above has in its place.
   *
   * @throws IllegalArgumentException when the tile is not full
   */
  public static Hash tileHash(byte[] tile) {
    if (tile.length != TileId.WIDTH * Hash.LENGTH) {
      throw new IllegalArgumentException(
          "a full tile has %d bytes; seen %d".formatted(TileId.WIDTH * Hash.LENGTH, tile.length));
    }
    return perfect(tile, 0, TileId.WIDTH);
  }

  /**
   * The hash over 256, 128, …, 2 or 1 hashes that lie side by side in {@code hashes}, 32 bytes
   * each.
   *
   * @param from the first of them
   * @param count how many, a power of two
   */
  static Hash perfect(byte[] hashes, int from, int count) {
    byte[] level = new byte[count * Hash.LENGTH];
    System.arraycopy(hashes, from * Hash.LENGTH, level, 0, level.length);
    MessageDigest digest = Sha256.own();
    for (int left = count; left > 1; left /= 2) {
      for (int i = 0; i < left / 2; i++) {
        digest.update(NODE);
        digest.update(level, i * 2 * Hash.LENGTH, 2 * Hash.LENGTH);
        System.arraycopy(digest.digest(), 0, level, i * Hash.LENGTH, Hash.LENGTH);
      }
    }
    return Hash.at(level, 0);
  }

  /** The largest power of two below {@code size}, which is 2 at least: where RFC 9162 splits. */
  static long split(long size) {
    return Long.highestOneBit(size - 1);
  }
}
