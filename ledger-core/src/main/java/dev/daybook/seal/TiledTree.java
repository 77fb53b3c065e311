package dev.daybook.seal;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree of some size, read from its tiles: its root, and proofs. A proof takes at most two tiles
 * of each level.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1">RFC 9162, 2.1</a>
 */
public final class TiledTree {

  private static final int HEIGHT = 8;

  private final long size;
  private final Tiles tiles;

  /**
   * @param size leaves; the tiles may be those of a larger tree
   */
  public TiledTree(long size, Tiles tiles) {
    if (size < 0) {
      throw new IllegalArgumentException("a tree of %d leaves".formatted(size));
    }
    this.size = size;
    this.tiles = tiles;
  }

  public Hash root() throws MissingTile {
    return size == 0 ? Merkle.EMPTY_ROOT : hash(0, size);
  }

  /**
   * The proof that the leaf {@code index} stands in this tree.
   *
   * @throws IllegalArgumentException where it has no such leaf
   */
  public InclusionProof inclusion(long index) throws MissingTile {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("leaf %d of a tree with %d leaves".formatted(index, size));
    }
    List<Hash> path = new ArrayList<>();
    long first = 0;
    long end = size;
    while (end - first > 1) {
      long middle = first + Merkle.split(end - first);
      if (index < middle) {
        path.addFirst(hash(middle, end));
        end = middle;
      } else {
        path.addFirst(hash(first, middle));
        first = middle;
      }
    }
    return new InclusionProof(index, size, path);
  }

  /**
   * The proof that this tree begins with its first {@code old} leaves.
   *
   * @throws IllegalArgumentException unless {@code old} is 1 to the size
   */
  public ConsistencyProof consistency(long old) throws MissingTile {
    if (old < 1 || old > size) {
      throw new IllegalArgumentException(
          "a tree of %d leaves cannot begin with one of %d".formatted(size, old));
    }
    List<Hash> path = new ArrayList<>();
    long first = 0;
    long end = size;
    while (old != end) {
      long middle = first + Merkle.split(end - first);
      if (old <= middle) {
        path.addFirst(hash(middle, end));
        end = middle;
      } else {
        path.addFirst(hash(first, middle));
        first = middle;
      }
    }
    if (first > 0) {
      path.addFirst(hash(first, end));
    }
    return new ConsistencyProof(old, size, path);
  }

  /** The hash over the leaves from {@code first} to {@code end}, as RFC 9162 splits them. */
  private Hash hash(long first, long end) throws MissingTile {
    long count = end - first;
    if (Long.bitCount(count) == 1) {
      return perfect(first, Long.numberOfTrailingZeros(count));
    }
    long middle = first + Merkle.split(count);
    return Merkle.nodeHash(hash(first, middle), hash(middle, end));
  }

  /** The hash over 2^height leaves, from one tile. */
  private Hash perfect(long first, int height) throws MissingTile {
    int level = height / HEIGHT;
    long number = first >> (level * HEIGHT);
    int count = 1 << (height % HEIGHT);
    TileId tile = TileId.holding(level, number, size);
    byte[] hashes = tiles.hashes(tile);
    if (hashes.length < tile.width() * Hash.LENGTH) {
      throw new MissingTile(
          tile, "%d bytes; wanted %d".formatted(hashes.length, tile.width() * Hash.LENGTH));
    }
    return Merkle.perfect(hashes, (int) (number % TileId.WIDTH), count);
  }
}
