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

  /** Measured values for some of the mesh's promises, as {@code POST /measurements} takes them. */
  static Path measurements() {
    return folder().resolve("measurements.json");
  }

  /** As the user can open it from where he stands: relative where that is shorter. */
  private static Path folder() {
    Path folder = Path.of(System.getProperty("daybook.samples", "samples")).toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw Failure.couldNot(
          "the sample mesh is not at `%s`; it comes with the distribution, beside lib"
              .formatted(folder));
    }
    Path here = Path.of("").toAbsolutePath();
    return folder.startsWith(here) ? here.relativize(folder) : folder;
  }
}
