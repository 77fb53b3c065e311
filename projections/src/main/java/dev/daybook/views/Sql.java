package dev.daybook.views;

import dev.daybook.store.SqlFile;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Statements from {@code .sql} files beside the class that runs them. */
public final class Sql {

  private static final Map<String, String> READ = new ConcurrentHashMap<>();

  private Sql() {}

  /** The text of {@code name.sql} in the package of {@code beside}. */
  public static String of(Class<?> beside, String name) {
    return READ.computeIfAbsent(
        beside.getPackageName() + "/" + name, _ -> SqlFile.read(beside, name));
  }
}
