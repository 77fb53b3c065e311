package dev.daybook.replay.verify;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The entries themselves, in order, for who may read them. */
public interface Contents {

  /**
   * The entry that comes next, or null at the end.
   *
   * @throws IOException when they cannot be read
   */
  @Nullable StoredEntry next() throws IOException;
}
