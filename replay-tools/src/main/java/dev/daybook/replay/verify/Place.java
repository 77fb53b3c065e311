package dev.daybook.replay.verify;

import dev.daybook.seal.TileId;

/** Where something is wrong. */
public sealed interface Place {

  /**
   * An entry.
   *
   * @param position from 1
   */
  record Entry(long position) implements Place {
    @Override
    public String toString() {
      return "position " + position;
    }
  }

  /** A tile of hashes, or a bundle of entries. */
  record Tile(TileId tile) implements Place {
    @Override
    public String toString() {
      return "`%s`".formatted(tile.path());
    }
  }

  /**
   * A checkpoint.
   *
   * @param size of how many entries
   */
  record Checkpoint(long size) implements Place {
    @Override
    public String toString() {
      return "the checkpoint of %d entries".formatted(size);
    }
  }

  /**
   * A file.
   *
   * @param name as it can be printed
   */
  record File(String name) implements Place {
    @Override
    public String toString() {
      return "`%s`".formatted(name);
    }
  }

  /** Anything else there is one of. */
  record Named(String name) implements Place {
    @Override
    public String toString() {
      return name;
    }
  }
}
