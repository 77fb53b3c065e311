package dev.daybook.seal;

/** Where the tiles of a tree are kept. */
@FunctionalInterface
public interface Tiles {

  /**
   * The hashes of a tile, 32 bytes each.
   *
   * @return {@code tile.width()} of them or, where the tree has grown since, more
   * @throws MissingTile where there is none
   */
  byte[] hashes(TileId tile) throws MissingTile;
}
