package dev.daybook.timestamped;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The statements about timestamps, read from the {@code .sql} files beside this class. */
final class Sql {

  static final String KEEP = read("keep");
  static final String AFTER = read("after");
  static final String LAST = read("last");

  private Sql() {}

  private static String read(String name) {
    try (InputStream in = Sql.class.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("%s.sql is missing beside %s".formatted(name, Sql.class));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
