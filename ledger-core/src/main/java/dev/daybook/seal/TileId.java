package dev.daybook.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a tile: up to 256 hashes that lie side by side in a tree, or the entries under them.
 *
 * @param level 0 for hashes of leaves, 1 for hashes over 256 leaves each, and so on; {@link
 *     #ENTRIES} for the leaves themselves
 * @param index counts a level's tiles from 0
 * @param width how many of its hashes there are, 1 to 256; less than 256 only in the last tile of a
 *     level
 * @see <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a>
 */
public record TileId(int level, long index, int width) {

  /** Hashes in a full tile. */
  public static final int WIDTH = 256;

  /** In place of a level: a bundle of entries. */
  public static final int ENTRIES = -1;

  /** Tiles of this level hold hashes over 2^56 leaves: no tree of ours is higher. */
  public static final int MAX_LEVEL = 7;

  private static final int HEIGHT = 8;

  private static final Pattern PATH =
      Pattern.compile(
          "tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  public TileId {
    if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > WIDTH) {
      throw new IllegalArgumentException(
          "no tile: level %d, index %d, width %d".formatted(level, index, width));
    }
  }

  /** A full tile. */
  static TileId full(int level, long index) {
    return new TileId(level, index, WIDTH);
  }

  /** How many hashes a tree of {@code size} leaves has at {@code level}. */
  public static long hashes(int level, long size) {
    return size >> (HEIGHT * Math.max(0, level));
  }

  /**
   * The tile at {@code level} with the hash number {@code hash}, as wide as it is in a tree of
   * {@code size}.
   */
  static TileId holding(int level, long hash, long size) {
    long index = hash / WIDTH;
    return new TileId(level, index, (int) Math.min(WIDTH, hashes(level, size) - index * WIDTH));
  }

  /**
   * The tile with the hash of the leaf {@code index}, as wide as it is in a tree of {@code size}.
   */
  public static TileId ofLeaf(long index, long size) {
    return holding(0, index, size);
  }

  /** The tiles of a tree that are not full, at most one a level, lowest first; none is empty. */
  public static List<TileId> edge(long size) {
    List<TileId> edge = new ArrayList<>();
    for (int level = 0; level <= MAX_LEVEL; level++) {
      long hashes = hashes(level, size);
      if (hashes % WIDTH != 0) {
        edge.add(new TileId(level, hashes / WIDTH, (int) (hashes % WIDTH)));
      }
    }
    return edge;
  }

  /**
   * The tile above a full one, with its hash, as wide as it is in a tree of {@code size}.
   *
   * @throws IllegalStateException where there is none above, or this one is not full
   */
  public TileId above(long size) {
    if (level == ENTRIES || level == MAX_LEVEL || !isFull()) {
      throw new IllegalStateException("no tile above " + this);
    }
    return holding(level + 1, index, size);
  }

  public boolean isFull() {
    return width == WIDTH;
  }

  /** Whether a tree of {@code size} leaves has this tile, or one that begins with it. */
  public boolean isIn(long size) {
    long hashes = hashes(level, size);
    long full = hashes / WIDTH; // index times 256 might not fit
    return index < full || (index == full && width <= hashes % WIDTH);
  }

  /** Where it lies below a log's address: {@code tile/0/x001/234.p/17}. */
  public String path() {
    StringBuilder path = new StringBuilder("%03d".formatted(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path.insert(0, "x%03d/".formatted(rest % 1000));
    }
    return "tile/"
        + (level == ENTRIES ? "entries" : Integer.toString(level))
        + "/"
        + path
        + (isFull() ? "" : ".p/" + width);
  }

  /** Reads what {@link #path} writes, and nothing else. */
  public static Optional<TileId> parse(String path) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int level = parts.group(1).equals("entries") ? ENTRIES : Integer.parseInt(parts.group(1));
    long index = Long.parseLong(parts.group(2).replaceAll("[x/]", ""));
    int width = parts.group(3) == null ? WIDTH : Integer.parseInt(parts.group(3));
    if (level > MAX_LEVEL || (parts.group(3) != null && width >= WIDTH)) {
      return Optional.empty();
    }
    TileId tile = new TileId(level, index, width);
    return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
  }

  @Override
  public String toString() {
    return path();
  }
}
