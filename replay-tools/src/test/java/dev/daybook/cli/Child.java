package dev.daybook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line in a process of its own, with variables of its own. */
final class Child {

  private Child() {}

  /**
   * @param environment variables beside this process's, of whose own {@code DAYBOOK_…} none is
   *     handed on
   * @param err where what it says on stderr goes
   */
  static Process daybook(Map<String, String> environment, Path err, String... arguments)
      throws IOException {
    return daybook(
        Path.of(System.getProperty("java.home"), "bin", "java"), environment, err, arguments);
  }

  /** The same on another JDK, by its {@code java}. */
  static Process daybook(Path java, Map<String, String> environment, Path err, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Daybook.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DAYBOOK_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** What it said on stderr, for a test that failed. */
  static String said(Path err) {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
