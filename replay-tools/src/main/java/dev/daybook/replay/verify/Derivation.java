package dev.daybook.replay.verify;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.Hash;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.TileId;
import dev.daybook.seal.Tiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree that is derived anew, leaf by leaf, and compared on the way with the tiles that were
 * published of it: each leaf's hash with the tile it stands in, each tile of a higher level once it
 * is full, and the tiles that are not full once all sealed leaves are there. So the first thing
 * that is wrong is found first.
 *
 * <p>It also follows what leaves state of their order: positions, the ledger's name, each stream's
 * sequence, and times that never go back.
 */
public final class Derivation {

  private final String origin;
  private final long sealed;
  private final Tiles published;
  private final GrowingTree tree;
  private final Sequences sequences;
  private final List<Rotated> rotated;
  private Instant last;

  /** The published tile in which the last leaf stands. */
  private byte @Nullable [] besides;

  private @Nullable Frontier frontier;

  private Derivation(
      String origin,
      long sealed,
      Tiles published,
      GrowingTree tree,
      Sequences sequences,
      List<Rotated> rotated,
      Instant last) {
    this.origin = origin;
    this.sealed = sealed;
    this.published = published;
    this.tree = tree;
    this.sequences = sequences;
    this.rotated = new ArrayList<>(rotated);
    this.last = last;
  }

  /**
   * From the first entry on.
   *
   * @param sealed how many entries the published tree has; leaves behind them are compared with
   *     nothing
   */
  public static Derivation begin(String origin, long sealed, Tiles published) throws Wrong {
    return new Derivation(
            origin, sealed, published, new GrowingTree(), new Sequences(), List.of(), Instant.MIN)
        .begun();
  }

  /** From where an earlier one ended. */
  public static Derivation goingOn(Frontier from, String origin, long sealed, Tiles published)
      throws Wrong {
    Checkpoint before = from.checkpoint();
    if (!before.origin().equals(origin)) {
      throw new Wrong(
          new Place.Checkpoint(sealed),
          "it is of `%s`; what was verified before is `%s`".formatted(origin, before.origin()));
    }
    if (before.size() > sealed) {
      throw new Wrong(
          new Place.Checkpoint(sealed),
          "%d entries were there and verified before: entries were dropped, or an older copy was put in place"
              .formatted(before.size()));
    }
    return new Derivation(
            origin,
            sealed,
            published,
            from.tree(),
            from.sequences().copy(),
            from.rotated(),
            from.last())
        .begun();
  }

  private Derivation begun() throws Wrong {
    if (tree.size() == sealed) {
      atSealed();
    }
    return this;
  }

  /** How many leaves there are. */
  public long size() {
    return tree.size();
  }

  /** The root over them. */
  public Hash root() {
    return tree.root();
  }

  /** When the last of them was recorded; {@link Instant#MIN} before the first. */
  public Instant lastRecordedAt() {
    return last;
  }

  /** Adds the next leaf. */
  public void add(byte[] leaf) throws Wrong {
    add(SingleLeaf.read(leaf, tree.size() + 1));
  }

  /** Adds the next leaf. */
  public void add(SingleLeaf leaf) throws Wrong {
    long position = tree.size() + 1;
    if (position <= sealed) {
      compare(position, leaf.hash());
    }
    switch (leaf) {
      case SingleLeaf.Stating(_, var statement, var stream) -> follow(position, statement, stream);
      case SingleLeaf.Unreadable(_, var wrong) -> throw wrong;
    }
    tree.add(leaf.hash());
    if (position % TileId.WIDTH == 0) {
      for (GrowingTree.Full full : tree.takeFull()) {
        if (position <= sealed) {
          compare(full);
        }
      }
    }
    if (position == sealed) {
      atSealed();
    }
  }

  private void compare(long position, Hash hash) throws Wrong {
    long index = position - 1;
    int at = (int) (index % TileId.WIDTH);
    TileId tile = tile(index / TileId.WIDTH);
    byte[] hashes = besides;
    if (hashes == null || at == 0) {
      hashes = published(tile);
      besides = hashes;
    }
    if (!hash.isAt(hashes, at * Hash.LENGTH)) {
      throw leafDiffers(position, tile, hash.base64(), hash(hashes, at));
    }
  }

  private static Wrong leafDiffers(long position, TileId tile, String derived, byte[] published) {
    return new Wrong(
        new Place.Entry(position),
        "its leaf has the hash %s; `%s` says %s".formatted(derived, tile.path(), text(published)));
  }

  private TileId tile(long index) {
    return new TileId(0, index, (int) Math.min(TileId.WIDTH, sealed - index * TileId.WIDTH));
  }

  private void follow(long position, LeafEntry says, HalfDigests.Half stream) throws Wrong {
    require(position, "origin", origin, says.origin());
    require(position, "index", position - 1, says.index());
    long sequence = sequences.take(stream);
    if (says.sequence() != sequence) {
      throw new Wrong(
          new Place.Entry(position),
          "`%s` goes on with sequence %d; wanted %d"
              .formatted(says.stream(), says.sequence(), sequence));
    }
    if (says.recordedAt().isBefore(last)) {
      throw new Wrong(
          new Place.Entry(position),
          "it was recorded at %s, before the entry before it (%s)"
              .formatted(LeafEntry.time(says.recordedAt()), LeafEntry.time(last)));
    }
    last = says.recordedAt();
    if (says.type().equals(KeyRotation.TYPE)) {
      rotated.add(new Rotated(position, says.payload()));
    }
  }

  private static void require(long position, String what, Object wanted, Object seen) throws Wrong {
    if (!wanted.equals(seen)) {
      throw new Wrong(
          new Place.Entry(position),
          "its leaf states the %s `%s`; wanted `%s`".formatted(what, seen, wanted));
    }
  }

  private void atSealed() throws Wrong {
    for (GrowingTree.Full partial : tree.edge()) {
      compare(partial);
    }
    frontier =
        new Frontier(origin, sealed, tree.edge(), sequences.copy(), last, tree.root(), rotated);
  }

  private void compare(GrowingTree.Full derived) throws Wrong {
    TileId tile = derived.tile();
    byte[] hashes = tile.level() == 0 && besides != null ? besides : published(tile);
    int differs = Arrays.mismatch(derived.bytes(), hashes);
    if (differs < 0) {
      return;
    }
    int at = differs / Hash.LENGTH;
    byte[] wanted = hash(hashes, at);
    if (tile.level() == 0) {
      throw leafDiffers(
          tile.index() * TileId.WIDTH + at + 1, tile, text(hash(derived.bytes(), at)), wanted);
    }
    throw new Wrong(
        new Place.Tile(tile),
        "its hash number %d is %s; from the entries follows %s"
            .formatted(at, text(wanted), text(hash(derived.bytes(), at))));
  }

  private byte[] published(TileId tile) throws Wrong {
    byte[] hashes;
    try {
      hashes = published.hashes(tile);
    } catch (MissingTile _) {
      throw new Wrong(new Place.Tile(tile), "there is none");
    }
    if (hashes.length != tile.width() * Hash.LENGTH) {
      throw new Wrong(
          new Place.Tile(tile),
          "%d bytes; wanted %d".formatted(hashes.length, tile.width() * Hash.LENGTH));
    }
    return hashes;
  }

  private static byte[] hash(byte[] hashes, int at) {
    return Arrays.copyOfRange(hashes, at * Hash.LENGTH, (at + 1) * Hash.LENGTH);
  }

  private static String text(byte[] hash) {
    return Base64.getEncoder().encodeToString(hash);
  }

  /** The tree as it was once all sealed leaves were there. */
  public Frontier reached() throws Wrong {
    Frontier reached = frontier;
    if (reached == null) {
      throw new Wrong(
          new Place.Entry(tree.size() + 1),
          "it is missing; %d entries are sealed".formatted(sealed));
    }
    return reached;
  }

  /** Requires that a checkpoint of as many entries as there are now says their root. */
  public void require(Checkpoint checkpoint) throws Wrong {
    requireRoot(checkpoint, root());
  }

  static void requireRoot(Checkpoint checkpoint, Hash root) throws Wrong {
    if (!checkpoint.root().equals(root)) {
      throw new Wrong(
          new Place.Checkpoint(checkpoint.size()),
          "it says the root %s; from the entries follows %s"
              .formatted(checkpoint.root().base64(), root.base64()));
    }
  }
}
