package dev.daybook.views;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Statements from {@code .sql} files beside the class that runs them. */
public final class Sql {

  private static final Map<String, String> READ = new ConcurrentHashMap<>();

  private Sql() {}

  /** The text of {@code name.sql} in the package of {@code beside}. */
  public static String of(Class<?> beside, String name) {
    return READ.computeIfAbsent(
        beside.getPackageName() + "/" + name, _ -> read(beside, name + ".sql"));
  }

  private static String read(Class<?> beside, String file) {
    try (InputStream in = beside.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "%s is not beside %s in the jar".formatted(file, beside.getName()));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
