package dev.daybook.cli;

import dev.daybook.bench.ReplayBench;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reading back. */
@Command(
    name = "replay",
    description = "Entries a second read back, decoded, and built into views.")
final class ReplayBenchCommand extends BenchCommand {

  @Option(
      names = "--entries",
      paramLabel = "N",
      defaultValue = "200000",
      description = "How many entries to fill the ledger with. Default: 200000.")
  private int entries = 200_000;

  @Option(
      names = "--through-commands",
      description =
          "Have every command judged and recorded as a server does, instead of appending what"
              + " they would leave. A million entries take some ten minutes.")
  private boolean throughCommands;

  @Override
  Object measure(Path in, Duration each) throws Exception {
    if (entries < 1_000) {
      throw Failure.usage("--entries is 1000 or more; seen `%d`".formatted(entries));
    }
    return throughCommands
        ? ReplayBench.runThroughCommands(in, entries)
        : ReplayBench.run(in, entries);
  }
}
