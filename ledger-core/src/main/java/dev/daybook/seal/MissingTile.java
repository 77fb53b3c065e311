package dev.daybook.seal;

/** A tile that a tree of its size has to have is not there, or too short. */
public final class MissingTile extends Exception {

  private static final long serialVersionUID = 1;

  private final transient TileId tile;

  public MissingTile(TileId tile, String why) {
    super("`%s`: %s".formatted(tile.path(), why));
    this.tile = tile;
  }

  public TileId tile() {
    return tile;
  }
}
