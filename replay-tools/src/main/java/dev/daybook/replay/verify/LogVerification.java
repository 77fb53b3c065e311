package dev.daybook.replay.verify;

import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.TileId;
import dev.daybook.seal.Tiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a published log: reads its checkpoint, every bundle of entries and every tile, and
 * derives all of it anew.
 */
public final class LogVerification {

  private static final Place LATEST = new Place.Named("the latest checkpoint");

  /** Tiles and bundles that are asked for before they are needed, each. */
  private static final int AHEAD = 8;

  private final LogSource log;
  private final Trust trust;
  private final Progress progress;
  private final @Nullable Earlier earlier;
  private final @Nullable Frontier from;
  private final @Nullable Contents contents;

  /**
   * @param earlier a checkpoint that was kept, where there is one
   * @param from where an earlier run ended, to go on from there
   * @param contents the entries from behind {@code from}, where they may be read
   */
  public LogVerification(
      LogSource log,
      Trust trust,
      Progress progress,
      @Nullable Earlier earlier,
      @Nullable Frontier from,
      @Nullable Contents contents) {
    this.log = log;
    this.trust = trust;
    this.progress = progress;
    this.earlier = earlier;
    this.from = from;
    this.contents = contents;
  }

  /**
   * Verifies.
   *
   * @throws IOException when the log cannot be read, which says nothing about it
   */
  public Outcome run() throws IOException {
    try (ReadAhead ahead = new ReadAhead(log)) {
      return verified(ahead);
    } catch (Wrong e) {
      return new Outcome.Broken(e.fault());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Outcome verified(ReadAhead ahead) throws Wrong, IOException {
    Trust.Signed signed = trust.open(note(), LATEST);
    Checkpoint checkpoint = signed.checkpoint();
    Tiles tiles = tile -> hashes(ahead, tile);
    Derivation derivation =
        from == null
            ? Derivation.begin(checkpoint.origin(), checkpoint.size(), tiles)
            : Derivation.goingOn(from, checkpoint.origin(), checkpoint.size(), tiles);
    long first = derivation.size() + 1;
    addLeaves(derivation, checkpoint, ahead);
    derivation.require(checkpoint);
    List<String> remarks = new ArrayList<>();
    if (earlier != null) {
      remarks.add(
          "it begins with the %d entries of the checkpoint that was kept"
              .formatted(earlier.requireBeginningOf(checkpoint, trust, tiles)));
    }
    return new Outcome.Consistent(signed, first, contents != null, derivation.reached(), remarks);
  }

  private byte[] note() throws Wrong, IOException {
    try {
      return log.get(LogSource.CHECKPOINT);
    } catch (LogSource.NotThere e) {
      throw new Wrong(LATEST, "there is none: %s".formatted(e.getMessage()));
    }
  }

  private static byte[] hashes(LogSource log, TileId tile) throws MissingTile {
    try {
      return log.get(tile.path());
    } catch (LogSource.NotThere e) {
      throw new MissingTile(tile, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addLeaves(Derivation derivation, Checkpoint checkpoint, ReadAhead ahead)
      throws Wrong, IOException {
    long size = checkpoint.size();
    EntryCheck check = new EntryCheck(checkpoint.origin());
    long next = derivation.size() / TileId.WIDTH;
    long asked = next;
    while (derivation.size() < size) {
      for (; asked < next + AHEAD && asked * TileId.WIDTH < size; asked++) {
        ahead.ask(tile(TileId.ENTRIES, asked, size).path());
        ahead.ask(tile(0, asked, size).path());
      }
      TileId bundle = tile(TileId.ENTRIES, next, size);
      List<byte[]> leaves = leaves(ahead, bundle);
      int done = (int) (derivation.size() - next * TileId.WIDTH);
      for (byte[] leaf : leaves.subList(done, leaves.size())) {
        derivation.add(leaf, statement(derivation.size() + 1, leaf, check));
      }
      progress.at(derivation.size(), size);
      next++;
    }
  }

  private static TileId tile(int level, long index, long size) {
    return new TileId(level, index, (int) Math.min(TileId.WIDTH, size - index * TileId.WIDTH));
  }

  private static List<byte[]> leaves(LogSource log, TileId bundle) throws Wrong, IOException {
    try {
      List<byte[]> leaves = EntryBundle.read(log.get(bundle.path()));
      if (leaves.size() != bundle.width()) {
        throw new Wrong(
            new Place.Tile(bundle),
            "it has %d entries; wanted %d".formatted(leaves.size(), bundle.width()));
      }
      return leaves;
    } catch (LogSource.NotThere e) {
      throw new Wrong(new Place.Tile(bundle), "there is none: %s".formatted(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new Wrong(new Place.Tile(bundle), String.valueOf(e.getMessage()));
    }
  }

  /** What a leaf states according to the entry itself; null where entries may not be read. */
  private @Nullable LeafEntry statement(long position, byte[] leaf, EntryCheck check)
      throws Wrong, IOException {
    if (contents == null) {
      return null;
    }
    StoredEntry entry = contents.next();
    if (entry == null || entry.position() != position) {
      throw new Wrong(
          new Place.Entry(position),
          entry == null
              ? "it is sealed, and not among the entries"
              : "the entries have %d in its place".formatted(entry.position()));
    }
    LeafEntry says = check.statement(entry);
    if (!Arrays.equals(entry.leaf(), leaf)) {
      throw new Wrong(
          new Place.Entry(position), "the entries have another leaf of it than the log");
    }
    return says;
  }
}
