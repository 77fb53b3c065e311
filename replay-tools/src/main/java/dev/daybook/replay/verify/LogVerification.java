package dev.daybook.replay.verify;

import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.TileId;
import dev.daybook.seal.Tiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a published log: reads its checkpoint, every bundle of entries and every tile, and
 * derives all of it anew.
 */
public final class LogVerification {

  private static final Place LATEST = new Place.Named("the latest checkpoint");

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
    byte[] note = note();
    Checkpoint checkpoint = trust.open(note, LATEST).checkpoint();
    Tiles tiles = ahead.tiles();
    Derivation derivation =
        from == null
            ? Derivation.begin(checkpoint.origin(), checkpoint.size(), tiles)
            : Derivation.goingOn(from, checkpoint.origin(), checkpoint.size(), tiles);
    long first = derivation.size() + 1;
    addLeaves(derivation, checkpoint, ahead);
    derivation.require(checkpoint);
    Frontier reached = derivation.reached();
    KeyChain chain = KeyChain.of(checkpoint, reached.rotated(), this::payload, tiles);
    HandedOn handedOn = HandedOn.of(trust, chain, note, LATEST);
    List<String> remarks = new ArrayList<>(handedOn.remarksIf(handedOn.signed().unknown() == null));
    if (earlier != null) {
      remarks.add(
          "it begins with the %d entries of the checkpoint that was kept"
              .formatted(earlier.requireBeginningOf(checkpoint, handedOn.trust(), tiles)));
    }
    return new Outcome.Consistent(handedOn.signed(), first, contents != null, reached, remarks);
  }

  private Optional<byte[]> payload(Rotated entry) {
    try {
      return Optional.of(log.get(entry.path()));
    } catch (LogSource.NotThere _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] note() throws Wrong, IOException {
    try {
      return log.get(LogSource.CHECKPOINT);
    } catch (LogSource.NotThere e) {
      throw new Wrong(LATEST, "there is none: %s".formatted(e.getMessage()));
    }
  }

  private void addLeaves(Derivation derivation, Checkpoint checkpoint, ReadAhead tiles)
      throws Wrong, IOException {
    long size = checkpoint.size();
    EntryCheck check = new EntryCheck(checkpoint.origin());
    long done = derivation.size();
    long next = derivation.size() / TileId.WIDTH;
    try (Ahead<List<PublishedLeaf>> bundles = new Ahead<>()) {
      while (derivation.size() < size) {
        for (; !bundles.isFull() && next * TileId.WIDTH < size; next++) {
          TileId bundle = tile(TileId.ENTRIES, next, size);
          bundles.ask(() -> leaves(bundle, done));
          tiles.ask(tile(0, next, size).path());
        }
        for (PublishedLeaf leaf : bundles.take()) {
          requireEntry(derivation.size() + 1, leaf.bytes(), check);
          derivation.add(leaf.itself());
        }
        progress.at(derivation.size(), size);
      }
    }
  }

  private static TileId tile(int level, long index, long size) {
    return new TileId(level, index, (int) Math.min(TileId.WIDTH, size - index * TileId.WIDTH));
  }

  /**
   * A leaf as it was published.
   *
   * @param bytes not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  private record PublishedLeaf(byte[] bytes, SingleLeaf itself) {}

  /** The leaves of a bundle that stand behind position {@code done}. */
  private List<PublishedLeaf> leaves(TileId bundle, long done) throws Wrong, IOException {
    List<byte[]> all = leaves(bundle);
    List<PublishedLeaf> leaves = new ArrayList<>(all.size());
    long position = bundle.index() * TileId.WIDTH;
    for (byte[] leaf : all) {
      position++;
      if (position > done) {
        leaves.add(new PublishedLeaf(leaf, SingleLeaf.read(leaf, position)));
      }
    }
    return leaves;
  }

  private List<byte[]> leaves(TileId bundle) throws Wrong, IOException {
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

  /** Requires that the entry itself, where entries may be read, says what its leaf does. */
  private void requireEntry(long position, byte[] leaf, EntryCheck check)
      throws Wrong, IOException {
    if (contents == null) {
      return;
    }
    StoredEntry entry = contents.next();
    if (entry == null || entry.position() != position) {
      throw new Wrong(
          new Place.Entry(position),
          entry == null
              ? "it is sealed, and not among the entries"
              : "the entries have %d in its place".formatted(entry.position()));
    }
    check.statement(entry);
    if (!Arrays.equals(entry.leaf(), leaf)) {
      throw new Wrong(
          new Place.Entry(position), "the entries have another leaf of it than the log");
    }
  }
}
