package dev.daybook.replay.log;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.Hash;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TileId;
import dev.daybook.seal.TiledTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Copies a log into a folder: every tile and bundle its latest checkpoint covers, and what is said
 * where its keys were rotated, then the checkpoint, so that the folder holds a whole log at any
 * moment. Full tiles that are there already are not asked for again.
 */
public final class LogCopy {

  private final LogSource from;
  private final FolderLog into;

  public LogCopy(LogSource from, FolderLog into) {
    this.from = from;
    this.into = into;
  }

  /**
   * What was copied.
   *
   * @param fetched files that were not there before
   */
  public record Copied(Checkpoint checkpoint, long fetched) {}

  /**
   * Copies.
   *
   * @throws IOException when it cannot be read or written, or what came is not what the checkpoint
   *     says
   */
  public Copied copy() throws IOException {
    byte[] note = from.get(LogSource.CHECKPOINT);
    Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
    long fetched = 0;
    for (TileId tile : tiles(checkpoint.size())) {
      if (!into.has(tile.path())) {
        into.put(tile.path(), checked(tile, from.get(tile.path())));
        fetched++;
      }
    }
    requireWhole(checkpoint.size());
    requireRoot(checkpoint);
    into.put(LogSource.CHECKPOINT, note);
    return new Copied(checkpoint, fetched);
  }

  /** All tiles of a tree, bundles after the hashes of their leaves. */
  private static List<TileId> tiles(long size) {
    List<TileId> tiles = new ArrayList<>();
    for (int level = 0; level <= TileId.MAX_LEVEL; level++) {
      long full = TileId.hashes(level, size) / TileId.WIDTH;
      for (long index = 0; index < full; index++) {
        tiles.add(new TileId(level, index, TileId.WIDTH));
      }
    }
    tiles.addAll(TileId.edge(size));
    tiles.stream()
        .filter(tile -> tile.level() == 0)
        .map(tile -> new TileId(TileId.ENTRIES, tile.index(), tile.width()))
        .toList()
        .forEach(tiles::add);
    return tiles;
  }

  /** A bundle must be what the tile beside it hashes; a tile must have its width. */
  private byte[] checked(TileId tile, byte[] bytes) throws IOException {
    if (tile.level() != TileId.ENTRIES) {
      if (bytes.length != tile.width() * Hash.LENGTH) {
        throw new IOException(
            "%s sent %d bytes as `%s`; wanted %d"
                .formatted(from, bytes.length, tile.path(), tile.width() * Hash.LENGTH));
      }
      return bytes;
    }
    List<byte[]> leaves;
    try {
      leaves = EntryBundle.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s sent no bundle as `%s`: %s".formatted(from, tile.path(), e.getMessage()), e);
    }
    byte[] hashes = into.get(new TileId(0, tile.index(), tile.width()).path());
    for (int i = 0; i < tile.width(); i++) {
      byte[] wanted = Arrays.copyOfRange(hashes, i * Hash.LENGTH, (i + 1) * Hash.LENGTH);
      if (i >= leaves.size() || !Merkle.leafHash(leaves.get(i)).equals(Hash.of(wanted))) {
        throw new IOException(
            "entry %d in `%s` of %s is not the one the tree has".formatted(i, tile.path(), from));
      }
    }
    if (leaves.size() > tile.width()) {
      throw new IOException(
          "%s sent %d entries as `%s`; wanted %d"
              .formatted(from, leaves.size(), tile.path(), tile.width()));
    }
    copyRotations(leaves, tile.index() * TileId.WIDTH + 1);
    return bytes;
  }

  /**
   * What entries say that rotated the log's keys is copied before their bundle, with which it would
   * never be asked for again. A log may not have it; whoever verifies the copy says so.
   */
  private void copyRotations(List<byte[]> leaves, long first) throws IOException {
    for (int i = 0; i < leaves.size(); i++) {
      String path = LogSource.rotation(first + i);
      if (KeyRotation.isAt(leaves.get(i)) && !into.has(path)) {
        try {
          into.put(path, from.get(path));
        } catch (LogSource.NotThere _) {
          // published by who knows of no rotations
        }
      }
    }
  }

  /** Tiles that were there before are believed no more than those that came. */
  private void requireWhole(long size) throws IOException {
    for (TileId tile : tiles(size)) {
      if (tile.isFull() && tile.level() != TileId.ENTRIES && tile.level() != TileId.MAX_LEVEL) {
        TileId above = tile.above(size);
        int place = (int) (tile.index() % TileId.WIDTH) * Hash.LENGTH;
        Hash wanted =
            Hash.of(Arrays.copyOfRange(into.get(above.path()), place, place + Hash.LENGTH));
        if (!Merkle.tileHash(into.get(tile.path())).equals(wanted)) {
          throw new IOException(
              "`%s` and `%s` in %s contradict each other: one of them was changed, or is of another"
                      .formatted(tile.path(), above.path(), into)
                  + " log");
        }
      }
    }
  }

  private void requireRoot(Checkpoint checkpoint) throws IOException {
    try {
      TiledTree tree =
          new TiledTree(
              checkpoint.size(),
              tile -> {
                try {
                  return into.get(tile.path());
                } catch (IOException e) {
                  throw new MissingTile(tile, String.valueOf(e.getMessage()));
                }
              });
      Hash root = tree.root();
      if (!root.equals(checkpoint.root())) {
        throw new IOException(
            "the tiles of %s have the root %s; its checkpoint says %s"
                .formatted(from, root.base64(), checkpoint.root().base64()));
      }
    } catch (MissingTile e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
