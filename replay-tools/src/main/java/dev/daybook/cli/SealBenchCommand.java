package dev.daybook.cli;

import dev.daybook.bench.SealBench;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;

/** The seal. */
@Command(
    name = "seal",
    description =
        "Leaves sealed a second, against reading and hashing them; lag from recorded to sealed"
            + " under load, and what sealing costs appends.")
final class SealBenchCommand extends BenchCommand {
  @Override
  Object measure(Path in, Duration each) throws Exception {
    return SealBench.run(in, each);
  }
}
