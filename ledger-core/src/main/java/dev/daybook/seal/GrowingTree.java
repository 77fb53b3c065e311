package dev.daybook.seal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tree that leaves are added to, of which only the tiles that are not full are held: 8 KiB a
 * level at most. Tiles that became full are handed out once, and never change again.
 */
public final class GrowingTree {

  /**
   * A tile with its hashes.
   *
   * @param bytes 32 for each; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // what is stored and served, never compared
  public record Full(TileId tile, byte[] bytes) {}

  private final List<Level> levels = new ArrayList<>();
  private final List<Full> full = new ArrayList<>();
  private long size;

  /** The tiles of one level, and what is there of the one that comes next. */
  private static final class Level {
    final byte[] hashes = new byte[TileId.WIDTH * Hash.LENGTH];
    long index;
    int width;
  }

  /** The tree without leaves. */
  public GrowingTree() {}

  /**
   * The tree of this size.
   *
   * @param edge has the tiles of {@link TileId#edge}
   */
  public static GrowingTree of(long size, Tiles edge) throws MissingTile {
    GrowingTree tree = new GrowingTree();
    tree.size = size;
    for (int level = 0; TileId.hashes(level, size) > 0; level++) {
      tree.level(level).index = TileId.hashes(level, size) / TileId.WIDTH;
    }
    for (TileId tile : TileId.edge(size)) {
      byte[] hashes = edge.hashes(tile);
      int length = tile.width() * Hash.LENGTH;
      if (hashes.length < length) {
        throw new MissingTile(tile, "%d bytes; wanted %d".formatted(hashes.length, length));
      }
      Level level = tree.level(tile.level());
      System.arraycopy(hashes, 0, level.hashes, 0, length);
      level.width = tile.width();
    }
    return tree;
  }

  public long size() {
    return size;
  }

  /** Adds a leaf at the end. */
  public void add(Hash leaf) {
    size++;
    Hash hash = leaf;
    for (int at = 0; ; at++) {
      Level level = level(at);
      System.arraycopy(hash.shared(), 0, level.hashes, level.width * Hash.LENGTH, Hash.LENGTH);
      level.width++;
      if (level.width < TileId.WIDTH) {
        return;
      }
      full.add(new Full(TileId.full(at, level.index), level.hashes.clone()));
      hash = Merkle.perfect(level.hashes, 0, TileId.WIDTH);
      level.index++;
      level.width = 0;
    }
  }

  private Level level(int at) {
    while (levels.size() <= at) {
      levels.add(new Level());
    }
    return levels.get(at);
  }

  /** The tiles that became full since this was asked last, in the order they did. */
  public List<Full> takeFull() {
    List<Full> taken = List.copyOf(full);
    full.clear();
    return taken;
  }

  /** The tiles that are not full, lowest level first; none is empty. */
  public List<Full> edge() {
    List<Full> edge = new ArrayList<>();
    for (int at = 0; at < levels.size(); at++) {
      Level level = levels.get(at);
      if (level.width > 0) {
        edge.add(
            new Full(
                new TileId(at, level.index, level.width),
                Arrays.copyOf(level.hashes, level.width * Hash.LENGTH)));
      }
    }
    return edge;
  }

  public Hash root() {
    Hash root = null;
    for (Level level : levels) {
      // From the lowest up: the smallest perfect subtree stands furthest to the right.
      int end = level.width;
      while (end > 0) {
        int count = Integer.lowestOneBit(end);
        Hash left = Merkle.perfect(level.hashes, end - count, count);
        root = root == null ? left : Merkle.nodeHash(left, root);
        end -= count;
      }
    }
    return root == null ? Merkle.EMPTY_ROOT : root;
  }
}
