package dev.daybook.replay.verify;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.TiledTree;
import dev.daybook.seal.Tiles;

/**
 * A checkpoint somebody kept, with which the log must begin still.
 *
 * @param note as it was kept; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Earlier(byte[] note) {

  private static final Place PLACE = new Place.Named("the checkpoint that was kept");

  /**
   * Requires that {@code now} begins with it.
   *
   * @param tiles of the log as it is now
   * @return of how many entries it is
   */
  public long requireBeginningOf(Checkpoint now, Trust trust, Tiles tiles) throws Wrong {
    Trust.Signed kept = trust.open(note, PLACE);
    Checkpoint old = kept.checkpoint();
    if (!trust.keys().isEmpty() && kept.unknown() != null) {
      throw new Wrong(PLACE, kept.unknown());
    }
    if (!old.origin().equals(now.origin())) {
      throw new Wrong(
          PLACE, "it is of `%s`; this log is `%s`".formatted(old.origin(), now.origin()));
    }
    if (old.size() > now.size()) {
      throw new Wrong(
          new Place.Checkpoint(now.size()),
          "the one that was kept is of %d entries: entries were dropped, or an older copy was put in place"
              .formatted(old.size()));
    }
    if (!begins(old, now, tiles)) {
      throw new Wrong(
          new Place.Checkpoint(now.size()),
          ("its tree does not begin with the %d entries of the one that was kept: history was"
                  + " changed before position %d; `daybook seal fork prove` makes a file of the two"
                  + " that shows it to others")
              .formatted(old.size(), old.size() + 1));
    }
    return old.size();
  }

  /** Whether a tree begins with a smaller one. */
  static boolean begins(Checkpoint old, Checkpoint now, Tiles tiles) throws Wrong {
    if (old.size() == 0) {
      return old.root().equals(Merkle.EMPTY_ROOT);
    }
    try {
      return new TiledTree(now.size(), tiles)
          .consistency(old.size())
          .proves(old.root(), now.root());
    } catch (MissingTile e) {
      throw new Wrong(new Place.Tile(e.tile()), String.valueOf(e.getMessage()));
    }
  }
}
