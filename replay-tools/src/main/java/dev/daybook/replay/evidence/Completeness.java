package dev.daybook.replay.evidence;

import dev.daybook.replay.log.LogSource;
import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Statement;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.TileId;
import java.io.IOException;
import java.util.List;

/**
 * That no entry which was asked for is missing: all leaf statements up to the checkpoint are here,
 * stand in its tree, and each that was asked for is carried. So is each decision that an entry
 * carried follows from, and each rotation of the log's keys; decisions that denied something cannot
 * be told from statements, which name no subject.
 */
final class Completeness {

  private final Bundle bundle;
  private final Question question;
  private final Checkpoint checkpoint;
  private final ProvenTree tree;
  private final Faults faults;

  Completeness(
      Bundle bundle, Question question, Checkpoint checkpoint, ProvenTree tree, Faults faults) {
    this.bundle = bundle;
    this.question = question;
    this.checkpoint = checkpoint;
    this.tree = tree;
    this.faults = faults;
  }

  void require(Carried carried) throws IOException {
    long size = checkpoint.size();
    for (long first = 0; first < size; first += TileId.WIDTH) {
      TileId tile =
          new TileId(
              TileId.ENTRIES, first / TileId.WIDTH, (int) Math.min(TileId.WIDTH, size - first));
      byte[] bytes = bundle.read(tile.path(), (int) LogSource.LONGEST);
      if (bytes == null) {
        faults.add(new Place.Tile(tile), "it is not in the bundle, which says that it is complete");
        continue;
      }
      faults.in(() -> bundle(tile, bytes, carried));
    }
  }

  private void bundle(TileId tile, byte[] bytes, Carried carried) throws Wrong {
    List<byte[]> leaves;
    try {
      leaves = EntryBundle.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new Wrong(new Place.Tile(tile), String.valueOf(e.getMessage()));
    }
    if (leaves.size() != tile.width()) {
      throw new Wrong(
          new Place.Tile(tile),
          "it has %d entries; wanted %d".formatted(leaves.size(), tile.width()));
    }
    long index = tile.index() * TileId.WIDTH;
    for (byte[] leaf : leaves) {
      leaf(index++, leaf, carried);
    }
  }

  private void leaf(long index, byte[] leaf, Carried carried) {
    Place place = new Place.Entry(index + 1);
    faults.in(
        () -> {
          if (!Merkle.leafHash(leaf).equals(tree.leaf(index))) {
            throw new Wrong(place, "the tree has another leaf there than `tile/entries` has");
          }
          LeafEntry says = Statement.read(leaf, index + 1);
          if (says.index() != index) {
            throw new Wrong(place, "its leaf states another index");
          }
          if (isWanted(index, says, carried) && !carried.has(index)) {
            throw new Wrong(
                place,
                "`%s` at sequence %d was asked for, and is not carried"
                    .formatted(says.stream(), says.sequence()));
          }
        });
  }

  private boolean isWanted(long index, LeafEntry says, Carried carried) {
    if (says.type().equals(KeyRotation.TYPE)) {
      return true;
    }
    return question.isInRange(index + 1, says.recordedAt())
        && (question.asksFor(says.stream()) || carried.follows(says.stream()));
  }
}
