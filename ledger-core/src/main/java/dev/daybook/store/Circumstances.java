package dev.daybook.store;

import dev.daybook.decision.EntryMetadata;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An entry's metadata, read when somebody asks. Entries of one command share it. */
final class Circumstances {

  private final EntryForm form;
  private final byte[] json;
  private volatile @Nullable Read read;

  /** The metadata as it could be read then. */
  private record Read(EntryMetadata metadata, long generation) {}

  Circumstances(EntryForm form, byte[] json) {
    this.form = form;
    this.json = json;
  }

  byte[] json() {
    return json;
  }

  boolean are(byte[] other) {
    return Arrays.equals(json, other);
  }

  EntryMetadata metadata() {
    Read known = read;
    long generation = form.generation();
    if (known == null || known.generation() != generation) {
      known = new Read(form.readMetadata(json), generation);
      read = known;
    }
    return known.metadata();
  }
}
