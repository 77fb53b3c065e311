package dev.daybook.store;

import dev.daybook.decision.EntryMetadata;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An entry's metadata, read when somebody asks. Entries of one command share it. */
final class Circumstances {

  private final EventTypes types;
  private final byte[] json;
  private volatile @Nullable EntryMetadata metadata;

  Circumstances(EventTypes types, byte[] json) {
    this.types = types;
    this.json = json;
  }

  byte[] json() {
    return json;
  }

  boolean are(byte[] other) {
    return Arrays.equals(json, other);
  }

  EntryMetadata metadata() {
    EntryMetadata known = metadata;
    if (known == null) {
      known = types.decodeMetadata(json);
      metadata = known;
    }
    return known;
  }
}
