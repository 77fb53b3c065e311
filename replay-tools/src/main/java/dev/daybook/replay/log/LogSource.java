package dev.daybook.replay.log;

import dev.daybook.seal.MissingTile;
import dev.daybook.seal.Tiles;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Where a log is published: a server or a folder, with the same paths in either.
 *
 * @see <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a>
 */
public interface LogSource {

  /** Path of the latest checkpoint. */
  String CHECKPOINT = "checkpoint";

  /**
   * Where a log publishes the payload of an entry that rotated its keys.
   *
   * @param position the entry's, from 1
   */
  static String rotation(long position) {
    return "rotation/" + position;
  }

  /** Nothing in a log is longer, in bytes: a bundle of 256 entries of 64 KiB. */
  long LONGEST = 256L << 16;

  /**
   * The bytes at a path, {@code tile/0/000} for one.
   *
   * @throws NotThere when there are none
   * @throws IOException when it cannot be asked
   */
  byte[] get(String path) throws IOException;

  /**
   * The tiles of its tree.
   *
   * <p>What keeps it from being asked is thrown as {@link UncheckedIOException}.
   */
  default Tiles tiles() {
    return tile -> {
      try {
        return get(tile.path());
      } catch (NotThere e) {
        throw new MissingTile(tile, String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** It has nothing at this path. */
  final class NotThere extends IOException {
    private static final long serialVersionUID = 1;

    NotThere(String where, String path) {
      super("%s has no `%s`".formatted(where, path));
    }
  }
}
