package dev.daybook.replay.evidence;

import dev.daybook.replay.log.LogSource;
import dev.daybook.replay.verify.Statement;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.TileId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a log's leaves state, bundle by bundle. */
final class Statements {

  private final LogSource log;
  private final long size;
  private long at = -1;
  private List<byte[]> bundle = List.of();

  Statements(LogSource log, Checkpoint checkpoint) {
    this.log = log;
    this.size = checkpoint.size();
  }

  /** What is stated of the entry at a position. */
  LeafEntry at(long position) throws IOException {
    long index = position - 1;
    if (index / TileId.WIDTH != at) {
      at = index / TileId.WIDTH;
      TileId tile =
          new TileId(TileId.ENTRIES, at, (int) Math.min(TileId.WIDTH, size - at * TileId.WIDTH));
      bundle = read(tile);
    }
    try {
      return Statement.read(bundle.get((int) (index % TileId.WIDTH)), position);
    } catch (Wrong e) {
      throw new IOException(e.fault().toString(), e);
    }
  }

  private List<byte[]> read(TileId tile) throws IOException {
    try {
      List<byte[]> leaves = EntryBundle.read(log.get(tile.path()));
      if (leaves.size() != tile.width()) {
        throw new IOException(
            "`%s` has %d entries; wanted %d".formatted(tile.path(), leaves.size(), tile.width()));
      }
      return leaves;
    } catch (IllegalArgumentException e) {
      throw new IOException("`%s`: %s".formatted(tile.path(), e.getMessage()), e);
    }
  }

  /** Index of the first entry recorded at a time or later; times never go back. */
  long firstSince(@Nullable Instant time) throws IOException {
    if (time == null) {
      return 0;
    }
    long low = 0;
    long high = size;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (at(middle + 1).recordedAt().isBefore(time)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
