package dev.daybook.witness;

import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.Hash;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.TileId;
import dev.daybook.seal.TiledTree;
import dev.daybook.seal.VerifierKey;
import dev.daybook.store.DataFolder;
import dev.daybook.store.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A copy of one log that only ever grows, in a folder of its own and in the layout of tlog-tiles.
 *
 * <p>Only checkpoints and entries are asked of the log. The tiles are made here, from the entries
 * and on top of the tree that was copied before; so what a checkpoint covers begins with all that
 * was published here, and has the root its log signed. Only then it is published: what lies in the
 * folder beyond the published checkpoint is neither served nor believed, and written again.
 *
 * @see <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a>
 */
final class Mirror {

  private static final Pattern ROTATION = Pattern.compile("rotation/[1-9][0-9]{0,18}");

  private final Path folder;
  private final List<VerifierKey> keys;
  private volatile @Nullable Published published;

  /** What this mirror answers with: a checkpoint whose tiles are all there. */
  @SuppressWarnings("ArrayRecordComponent") // served as it is, never compared as part of this
  private record Published(Checkpoint checkpoint, byte[] note) {}

  private Mirror(Path folder, List<VerifierKey> keys, @Nullable Published published) {
    this.folder = folder;
    this.keys = keys;
    this.published = published;
  }

  /**
   * The copy in a folder; of nothing yet, where there is none.
   *
   * @param keys that speak for the log
   * @throws StartRefused when what is there is no whole copy of that log
   */
  static Mirror in(Path folder, List<VerifierKey> keys) throws IOException {
    byte[] note;
    try {
      note = Files.readAllBytes(folder.resolve(LogSource.CHECKPOINT));
    } catch (NoSuchFileException _) {
      return new Mirror(folder, keys, null);
    }
    try {
      Checkpoint checkpoint = Checkpoint.open(note, keys).checkpoint();
      Mirror mirror = new Mirror(folder, keys, new Published(checkpoint, note));
      Hash root = new TiledTree(checkpoint.size(), mirror::hashes).root();
      if (root.equals(checkpoint.root())) {
        return mirror;
      }
      throw new StartRefused(
          "the tiles in `%s` have the root %s; its checkpoint says %s. Delete the folder to copy the log anew"
              .formatted(folder, root.base64(), checkpoint.root().base64()));
    } catch (SealRefused | MissingTile e) {
      throw new StartRefused(
          "`%s` is no whole copy of its log: %s. Delete the folder to copy the log anew"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** How many entries are published; 0 before the first checkpoint. */
  long size() {
    Published now = published;
    return now == null ? 0 : now.checkpoint().size();
  }

  /**
   * What is published at a path of tlog-tiles, {@code tile/0/000} for one; empty where nothing is.
   */
  Optional<byte[]> get(String path) throws IOException {
    Published now = published;
    if (now == null) {
      return Optional.empty();
    }
    if (path.equals(LogSource.CHECKPOINT)) {
      return Optional.of(now.note().clone());
    }
    Optional<Path> rotation = rotation(path);
    if (rotation.isPresent()) {
      return Optional.of(Files.readAllBytes(rotation.get()));
    }
    Optional<TileId> tile =
        TileId.parse(path).filter(wanted -> wanted.isIn(now.checkpoint().size()));
    while (tile.isPresent()) {
      long size = size();
      try {
        return Optional.of(cut(tile.get(), read(asWideAsIn(size, tile.get()))));
      } catch (NoSuchFileException e) {
        if (size == size()) {
          throw e;
        }
        // it grew, and its old edge was taken away
      }
    }
    return Optional.empty();
  }

  /** The file of what an entry says that rotated the log's keys, if it was copied. */
  private Optional<Path> rotation(String path) {
    return ROTATION.matcher(path).matches()
        ? Optional.of(folder.resolve(path)).filter(Files::exists)
        : Optional.empty();
  }

  /** Who verifies the copy compares it with its leaf. */
  private void copyRotation(LogSource log, long position) throws IOException {
    String path = LogSource.rotation(position);
    try {
      write(folder.resolve(path), log.get(path));
    } catch (LogSource.NotThere _) {
      // published by who knows of no rotations
    }
  }

  private static TileId asWideAsIn(long size, TileId tile) {
    long hashes = TileId.hashes(tile.level(), size) - tile.index() * TileId.WIDTH;
    return new TileId(tile.level(), tile.index(), (int) Math.min(TileId.WIDTH, hashes));
  }

  /** The beginning of a tile that is wider now. */
  private static byte[] cut(TileId tile, byte[] bytes) {
    return tile.level() == TileId.ENTRIES
        ? EntryBundle.write(EntryBundle.read(bytes).subList(0, tile.width()))
        : Arrays.copyOf(bytes, tile.width() * Hash.LENGTH);
  }

  private byte[] read(TileId tile) throws IOException {
    return Files.readAllBytes(folder.resolve(tile.path()));
  }

  private byte[] hashes(TileId tile) throws MissingTile {
    try {
      return read(tile);
    } catch (IOException e) {
      throw new MissingTile(tile, e.toString());
    }
  }

  private void write(TileId tile, byte[] bytes) throws IOException {
    write(folder.resolve(tile.path()), bytes);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    DataFolder.replaceFile(file, bytes);
  }

  /**
   * Copies what the log has more.
   *
   * @param cosigned what the witness beside this mirror cosigned of the log, if anything
   * @return whether another checkpoint is published now
   * @throws IOException when the log cannot be read, or what it shows cannot be what it showed
   *     before; the message says which
   */
  synchronized boolean follow(LogSource log, byte[] note, Optional<Checkpoint> cosigned)
      throws IOException {
    Checkpoint wanted;
    try {
      wanted = Checkpoint.open(note, keys).checkpoint();
    } catch (SealRefused e) {
      throw new IOException("its checkpoint is not to be believed: " + e.getMessage(), e);
    }
    Published before = published;
    if (before != null && Arrays.equals(before.note(), note)) {
      return false;
    }
    if (wanted.size() < size()) {
      throw new IOException(
          "it shows %d entries; %d were there before".formatted(wanted.size(), size()));
    }
    try {
      GrowingTree tree = GrowingTree.of(size(), this::hashes);
      List<GrowingTree.Full> edge = tree.edge();
      add(log, tree, wanted.size());
      requireRoot(wanted, tree.root());
      for (GrowingTree.Full tile : tree.edge()) {
        write(tile.tile(), tile.bytes());
      }
      if (cosigned.isPresent() && cosigned.get().size() <= wanted.size()) {
        requireRoot(
            cosigned.get(),
            new TiledTree(cosigned.get().size(), tile -> ofTree(wanted, tile)).root());
      }
      DataFolder.replaceFile(folder.resolve(LogSource.CHECKPOINT), note);
      published = new Published(wanted, note.clone());
      forget(edge, wanted.size());
      return true;
    } catch (MissingTile e) {
      throw new IOException("the copy has lost a tile: " + e.getMessage(), e);
    }
  }

  private byte[] ofTree(Checkpoint wanted, TileId tile) throws MissingTile {
    return hashes(asWideAsIn(wanted.size(), tile));
  }

  private static void requireRoot(Checkpoint signed, Hash root) throws IOException {
    if (!root.equals(signed.root())) {
      throw new IOException(
          "what was copied, and what it shows now behind that, have at %d entries the root %s; signed was %s: it shows two histories, or wrong entries"
              .formatted(signed.size(), root.base64(), signed.root().base64()));
    }
  }

  /** Adds the entries up to {@code size}, writing bundles and tiles that became full. */
  private void add(LogSource log, GrowingTree tree, long size) throws IOException {
    while (tree.size() < size) {
      long index = tree.size() / TileId.WIDTH;
      TileId bundle = asWideAsIn(size, new TileId(TileId.ENTRIES, index, 1));
      byte[] bytes = log.get(bundle.path());
      List<byte[]> leaves = leaves(bundle, bytes);
      int known = (int) (tree.size() % TileId.WIDTH);
      if (known > 0) {
        requireSame(tree, leaves.subList(0, known));
      }
      for (byte[] leaf : leaves.subList(known, leaves.size())) {
        tree.add(Merkle.leafHash(leaf));
        if (KeyRotation.isAt(leaf)) {
          copyRotation(log, tree.size());
        }
      }
      write(bundle, bytes);
      for (GrowingTree.Full tile : tree.takeFull()) {
        write(tile.tile(), tile.bytes());
      }
    }
  }

  private static List<byte[]> leaves(TileId bundle, byte[] bytes) throws IOException {
    List<byte[]> leaves;
    try {
      leaves = EntryBundle.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new IOException("`%s` is no bundle: %s".formatted(bundle.path(), e.getMessage()), e);
    }
    if (leaves.size() != bundle.width()) {
      throw new IOException(
          "`%s` has %d entries; wanted %d".formatted(bundle.path(), leaves.size(), bundle.width()));
    }
    return leaves;
  }

  /** Entries that were copied before are there once more, in a wider bundle. */
  private static void requireSame(GrowingTree tree, List<byte[]> leaves) throws IOException {
    GrowingTree.Full edge = tree.edge().getFirst();
    for (int i = 0; i < leaves.size(); i++) {
      byte[] wanted = Arrays.copyOfRange(edge.bytes(), i * Hash.LENGTH, (i + 1) * Hash.LENGTH);
      if (!Arrays.equals(Merkle.leafHash(leaves.get(i)).bytes(), wanted)) {
        throw new IOException(
            "entry %d is another than it was: it shows two histories, or wrong entries"
                .formatted(edge.tile().index() * TileId.WIDTH + i));
      }
    }
  }

  /** Takes away tiles that were not full and are wider now. */
  private void forget(List<GrowingTree.Full> edge, long size) throws IOException {
    for (GrowingTree.Full old : edge) {
      TileId tile = old.tile();
      if (!asWideAsIn(size, tile).equals(tile)) {
        Files.deleteIfExists(folder.resolve(tile.path()));
        if (tile.level() == 0) {
          TileId bundle = new TileId(TileId.ENTRIES, tile.index(), tile.width());
          Files.deleteIfExists(folder.resolve(bundle.path()));
        }
      }
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
