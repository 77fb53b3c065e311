package dev.daybook.replay.evidence;

import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.Hash;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.TileId;
import dev.daybook.seal.Tiles;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tiles of a bundle, each proven before it is believed: those that are not full make the root
 * the checkpoint says; every other one hashes to what a proven tile above it has in its place. So a
 * leaf is compared with one hash, however many there are.
 */
final class ProvenTree {

  /** Tiles that are kept once they are proven: leaves come in order, so few are asked again. */
  private static final int KEPT = 64;

  private final Checkpoint checkpoint;
  private final Tiles tiles;
  private final Map<TileId, byte[]> proven = new LinkedHashMap<>(KEPT, 0.75f, true);

  /**
   * @param tiles as they are in the bundle, exactly as wide as they are called
   */
  ProvenTree(Checkpoint checkpoint, Tiles tiles) {
    this.checkpoint = checkpoint;
    this.tiles = tiles;
  }

  /** Requires that the tiles that are not full have the checkpoint's root. */
  void requireRoot() throws Wrong {
    Hash root;
    try {
      root = GrowingTree.of(checkpoint.size(), this::exactly).root();
    } catch (MissingTile e) {
      throw new Wrong(
          new Place.Tile(e.tile()), "it is not in the bundle, and no proof goes without it");
    }
    if (!root.equals(checkpoint.root())) {
      throw new Wrong(
          new Place.Checkpoint(checkpoint.size()),
          "it says the root %s; from the tiles that are not full follows %s"
              .formatted(checkpoint.root().base64(), root.base64()));
    }
  }

  private byte[] exactly(TileId tile) throws MissingTile {
    byte[] hashes = tiles.hashes(tile);
    if (hashes.length != tile.width() * Hash.LENGTH) {
      throw new MissingTile(tile, "wrong length");
    }
    return hashes;
  }

  /**
   * The hash of a leaf.
   *
   * @throws Wrong when a tile on the way to the root is missing, or is not the one the tree has
   */
  Hash leaf(long index) throws Wrong {
    return hash(hashes(TileId.ofLeaf(index, checkpoint.size())), index);
  }

  private static Hash hash(byte[] hashes, long index) {
    int at = (int) (index % TileId.WIDTH) * Hash.LENGTH;
    return Hash.of(Arrays.copyOfRange(hashes, at, at + Hash.LENGTH));
  }

  /** Requires that a tile is the one the tree has, and returns its hashes. */
  byte[] hashes(TileId tile) throws Wrong {
    byte[] known = proven.get(tile);
    if (known != null) {
      return known;
    }
    byte[] hashes;
    try {
      hashes = tiles.hashes(tile);
    } catch (MissingTile _) {
      throw new Wrong(new Place.Tile(tile), "it is not in the bundle, and a proof needs it");
    }
    if (hashes.length != tile.width() * Hash.LENGTH) {
      throw new Wrong(
          new Place.Tile(tile),
          "%d bytes; wanted %d".formatted(hashes.length, tile.width() * Hash.LENGTH));
    }
    if (tile.isFull()) {
      requireInPlace(tile, hashes);
    }
    proven.put(tile, hashes);
    if (proven.size() > KEPT) {
      proven.remove(proven.keySet().iterator().next());
    }
    return hashes;
  }

  private void requireInPlace(TileId tile, byte[] hashes) throws Wrong {
    Hash wanted = hash(hashes(tile.above(checkpoint.size())), tile.index());
    Hash seen = Merkle.tileHash(hashes);
    if (!seen.equals(wanted)) {
      throw new Wrong(
          new Place.Tile(tile),
          "it hashes to %s; the tree has %s there".formatted(seen.base64(), wanted.base64()));
    }
  }
}
