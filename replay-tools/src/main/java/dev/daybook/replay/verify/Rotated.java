package dev.daybook.replay.verify;

import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.LeafEntry;

/**
 * An entry that rotated the log's keys, as its leaf has it.
 *
 * @param position from 1
 * @param payload what its payload has to be
 */
public record Rotated(long position, LeafEntry.Content payload) {

  /** Where the payload lies in a published log. */
  String path() {
    return LogSource.rotation(position);
  }
}
