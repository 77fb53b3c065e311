package dev.daybook.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A statement in a {@code .sql} file beside the class that runs it. */
public final class SqlFile {

  private SqlFile() {}

  /**
   * The text of {@code name.sql} in the package of {@code beside}.
   *
   * @throws IllegalStateException when there is none, which is a fault of the build
   */
  public static String read(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException(
            "%s.sql is missing beside %s".formatted(name, beside.getName()));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
