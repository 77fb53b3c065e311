package dev.daybook.witnessed;

import dev.daybook.store.SqlFile;

/** The statements about witnesses, read from the {@code .sql} files beside this class. */
final class Sql {

  static final String KEEP = read("keep");
  static final String REACHED = read("reached");
  static final String LAST = read("last");

  private Sql() {}

  private static String read(String name) {
    return SqlFile.read(Sql.class, name);
  }
}
