package dev.daybook.history;

import dev.daybook.store.SqlFile;

/** The statements of this package, read from the {@code .sql} files beside this class. */
final class Sql {

  static final String IS_SEALED = read("is_sealed");
  static final String KEYS = read("keys");
  static final String CHECKPOINTS = read("checkpoints");
  static final String COSIGNATURES = read("cosignatures");
  static final String WITNESSED = read("witnessed");
  static final String TIMESTAMPS = read("timestamps");
  static final String RESTORE_COSIGNATURE = read("restore_cosignature");
  static final String RESTORE_WITNESSED = read("restore_witnessed");
  static final String RESTORE_TIMESTAMP = read("restore_timestamp");

  private Sql() {}

  private static String read(String name) {
    return SqlFile.read(Sql.class, name);
  }
}
