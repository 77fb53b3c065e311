package dev.daybook.timestamped;

import dev.daybook.store.SqlFile;

/** The statements about timestamps, read from the {@code .sql} files beside this class. */
final class Sql {

  static final String KEEP = read("keep");
  static final String AFTER = read("after");
  static final String LAST = read("last");

  private Sql() {}

  private static String read(String name) {
    return SqlFile.read(Sql.class, name);
  }
}
