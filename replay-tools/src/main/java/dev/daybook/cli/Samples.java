package dev.daybook.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The sample mesh that comes with the distribution. */
final class Samples {

  private Samples() {}

  /** Documents that stand. */
  static Path mesh() {
    return folder().resolve("mesh");
  }

  /** Documents refused for good reasons. */
  static Path refused() {
    return folder().resolve("refused");
  }

  private static Path folder() {
    String home = System.getProperty("daybook.home");
    Path folder = home == null ? Path.of("samples") : Path.of(home, "samples");
    if (!Files.isDirectory(folder)) {
      throw Failure.couldNot(
          "the sample mesh is not at `%s`; it comes with the distribution, beside lib"
              .formatted(folder.toAbsolutePath()));
    }
    return folder;
  }
}
