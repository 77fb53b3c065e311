package dev.daybook.history;

import java.util.Locale;

/** What a line of a history is, in the order they come. */
enum Kind {
  /** Whose history it is, and how long: the first line. */
  HISTORY,
  /** Who sealed from a size on. */
  KEYS,
  /** What was signed. */
  CHECKPOINT,
  /** What a witness said of a checkpoint. */
  COSIGNATURE,
  /** That enough witnesses did. */
  WITNESSED,
  /** When a timestamp authority saw a checkpoint. */
  TIMESTAMP,
  /** The key that persons are looked up by, wrapped. */
  LOOKUP,
  /** A person's key, wrapped. */
  PERSON,
  /** A document, policy or facts. */
  CONTENT,
  ENTRY,
  /** That nothing is missing: the last line. */
  END;

  /** As a line says it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
