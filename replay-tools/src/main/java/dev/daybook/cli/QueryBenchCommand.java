package dev.daybook.cli;

import dev.daybook.bench.QueryBench;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asking views, about now and about then. */
@Command(
    name = "query",
    description =
        "Time to answer from views about now and about any moment of a long history, and what"
            + " keeping that history takes.")
final class QueryBenchCommand extends BenchCommand {

  @Option(
      names = "--entries",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many entries to fill the ledger with. Default: 1000000.")
  private int entries = 1_000_000;

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
        ? QueryBench.runThroughCommands(in, entries, each)
        : QueryBench.run(in, entries, each);
  }
}
