package dev.daybook.replay.verify;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.Hash;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.TileId;
import java.time.Instant;
import java.util.List;

/**
 * Where verifying ended: enough of a tree to let it grow, and what leaves behind it must go on
 * from. Everything before it was verified, and need not be read again.
 *
 * @param edge the tiles that are not full
 * @param last when the last entry was recorded
 * @param rotated the entries that rotated the log's keys
 */
public record Frontier(
    String origin,
    long size,
    List<GrowingTree.Full> edge,
    Sequences sequences,
    Instant last,
    Hash root,
    List<Rotated> rotated) {

  public Frontier {
    edge = List.copyOf(edge);
    rotated = List.copyOf(rotated);
  }

  /** The checkpoint over what was verified, as nobody signed it. */
  public Checkpoint checkpoint() {
    return new Checkpoint(origin, size, root);
  }

  /**
   * The tree, ready to grow.
   *
   * @throws IllegalArgumentException when its tiles have another root
   */
  GrowingTree tree() {
    try {
      GrowingTree tree =
          GrowingTree.of(
              size,
              wanted ->
                  edge.stream()
                      .filter(tile -> tile.tile().equals(wanted))
                      .findFirst()
                      .orElseThrow(() -> missing(wanted))
                      .bytes());
      if (!tree.root().equals(root)) {
        throw new IllegalArgumentException(
            "its tiles have the root %s and not %s".formatted(tree.root(), root));
      }
      return tree;
    } catch (MissingTile e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static MissingTile missing(TileId tile) {
    return new MissingTile(tile, "not among its tiles");
  }
}
