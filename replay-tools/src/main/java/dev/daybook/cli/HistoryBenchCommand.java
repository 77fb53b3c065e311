package dev.daybook.cli;

import dev.daybook.bench.HistoryBench;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Moving a history, and asking what changed in it. */
@Command(
    name = "history",
    description =
        "A whole history exported and imported, against reading and hashing the same entries; and"
            + " how long `posture diff` and `blame` take on it.")
final class HistoryBenchCommand extends BenchCommand {

  @Option(
      names = "--entries",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many entries the history has, about. Default: 100000.")
  private int entries = 100_000;

  @Override
  Object measure(Path in, Duration each) throws Exception {
    if (entries < 1_000) {
      throw Failure.usage("--entries is 1000 or more; seen `%d`".formatted(entries));
    }
    return HistoryBench.run(in, entries, each);
  }
}
