package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that show what a user sees; a diff there is a decision. The environment variable {@code
 * DAYBOOK_GOLDEN=write} writes them anew.
 */
public final class Golden {

  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  public static void check(String name, String actual) {
    check(FOLDER.resolve(name), actual);
  }

  /** The same for a file that is kept elsewhere. */
  static void check(Path file, String actual) {
    try {
      if ("write".equals(System.getenv("DAYBOOK_GOLDEN"))) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
      }
      assertThat(file).as("the golden file %s; DAYBOOK_GOLDEN=write writes it anew", file).exists();
      assertThat(actual).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
