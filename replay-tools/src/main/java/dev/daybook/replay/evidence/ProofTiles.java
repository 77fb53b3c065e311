package dev.daybook.replay.evidence;

import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.TileId;
import dev.daybook.seal.TiledTree;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Fetches the tiles that what a bundle says is proven by. */
final class ProofTiles {

  private final LogSource log;
  private final PartFolder part;
  private final long size;

  /**
   * @param checkpoint whose tree it is
   */
  ProofTiles(LogSource log, PartFolder part, Checkpoint checkpoint) {
    this.log = log;
    this.part = part;
    this.size = checkpoint.size();
  }

  /** Those that the root follows from. */
  void root() throws IOException {
    for (TileId tile : TileId.edge(size)) {
      fetch(tile);
    }
  }

  /** All of them, with all leaf statements. */
  void all() throws IOException {
    for (long first = 0; first < size; first += TileId.WIDTH) {
      TileId tile = TileId.ofLeaf(first, size);
      fetchUp(tile);
      fetch(new TileId(TileId.ENTRIES, tile.index(), tile.width()));
    }
  }

  /** Those by which these entries stand in the tree. */
  void of(Positions positions) throws IOException {
    TileId before = null;
    for (int i = 0; i < positions.size(); i++) {
      TileId tile = TileId.ofLeaf(positions.get(i) - 1, size);
      if (!tile.equals(before)) {
        fetchUp(tile);
      }
      before = tile;
    }
  }

  /** Those by which the tree begins with its first {@code old} entries. */
  void beginning(long old) throws IOException {
    if (old == 0) {
      return;
    }
    try {
      new TiledTree(size, this::fetched).consistency(old);
    } catch (MissingTile e) {
      throw new IOException(e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private byte[] fetched(TileId tile) {
    try {
      fetchUp(tile);
      return part.read(tile.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fetchUp(TileId tile) throws IOException {
    TileId at = tile;
    fetch(at);
    while (at.isFull() && at.level() < TileId.MAX_LEVEL) {
      at = at.above(size);
      fetch(at);
    }
  }

  private void fetch(TileId tile) throws IOException {
    if (!part.has(tile.path())) {
      part.put(tile.path(), log.get(tile.path()));
    }
  }
}
