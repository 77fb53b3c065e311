package dev.daybook.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that says what something looked like when somebody last looked at it. With {@code
 * DAYBOOK_GOLDEN=write} in the environment it is written anew; the difference is then for the
 * commit to explain.
 */
final class GoldenFile {

  private GoldenFile() {}

  /** Whether golden files are being written, not compared. */
  static boolean updates() {
    return "write".equals(System.getenv("DAYBOOK_GOLDEN"));
  }

  static void matches(Path file, String actual) {
    if (updates()) {
      write(file, actual);
      return;
    }
    assertThat(file).as("golden file; %s", advice()).exists();
    assertThat(actual).as("%s; %s", file, advice()).isEqualTo(read(file));
  }

  private static String advice() {
    return "if the new form is meant, write it with `DAYBOOK_GOLDEN=write mvn test -pl ledger-core`"
        + " and say in the commit why; an event that was recorded once keeps its form, so count its"
        + " revision up instead";
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
