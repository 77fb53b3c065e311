package dev.daybook.witness;

import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.AddCheckpoint;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.Hash;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.TileId;
import dev.daybook.seal.TiledTree;
import dev.daybook.seal.VerifierKey;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A log in memory, whose entries are numbered texts. */
public final class SmallLog implements LogSource {

  final SignerKey key;
  final List<byte[]> leaves = new ArrayList<>();
  private final String prefix;

  public SmallLog(String origin) {
    this(SignerKey.generate(origin, KeyAlgorithm.ED25519), "entry ");
  }

  /** A log under a key that may be another's too, and whose entries begin with this. */
  public SmallLog(SignerKey key, String prefix) {
    this.key = key;
    this.prefix = prefix;
  }

  public SmallLog grownTo(int size) {
    while (leaves.size() < size) {
      leaves.add((prefix + leaves.size()).getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  public String origin() {
    return key.verifier().name();
  }

  public VerifierKey vkey() {
    return key.verifier();
  }

  private TiledTree tree(int size) {
    GrowingTree tree = new GrowingTree();
    Map<TileId, byte[]> tiles = new HashMap<>();
    leaves.subList(0, size).forEach(leaf -> tree.add(Merkle.leafHash(leaf)));
    tree.takeFull().forEach(tile -> tiles.put(tile.tile(), tile.bytes()));
    tree.edge().forEach(tile -> tiles.put(tile.tile(), tile.bytes()));
    return new TiledTree(size, tile -> Objects.requireNonNull(tiles.get(tile)));
  }

  Hash root(int size) {
    try {
      return tree(size).root();
    } catch (MissingTile e) {
      throw new IllegalStateException(e);
    }
  }

  SignedNote checkpoint(int size) {
    return SignedNote.of(new Checkpoint(origin(), size, root(size)).text()).signed(key);
  }

  /** The request to cosign the tree of {@code size} after that of {@code old}. */
  public byte[] request(int old, int size) {
    return new AddCheckpoint(old, path(old, size), checkpoint(size)).body();
  }

  List<Hash> path(int old, int size) {
    try {
      return old == 0 ? List.of() : tree(size).consistency(old).path();
    } catch (MissingTile e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] get(String path) throws IOException {
    if (path.equals(CHECKPOINT)) {
      return checkpoint(leaves.size()).bytes();
    }
    TileId tile = TileId.parse(path).orElseThrow(() -> new FileNotFoundException(path));
    if (tile.level() != TileId.ENTRIES) {
      throw new FileNotFoundException(path);
    }
    int first = (int) tile.index() * TileId.WIDTH;
    return EntryBundle.write(leaves.subList(first, first + tile.width()));
  }
}
