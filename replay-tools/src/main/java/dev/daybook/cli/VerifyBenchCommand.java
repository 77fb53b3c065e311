package dev.daybook.cli;

import dev.daybook.bench.VerifyBench;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verifying. */
@Command(
    name = "verify",
    description =
        "Leaves verified a second, of a log as files and of a ledger's tables, against reading"
            + " and hashing the same on one thread.")
final class VerifyBenchCommand extends BenchCommand {

  @Option(
      names = "--entries",
      paramLabel = "N",
      defaultValue = "400000",
      description = "How many entries to fill the ledger with. Default: 400000.")
  private int entries = 400_000;

  @Override
  Object measure(Path in, Duration each) throws Exception {
    if (entries < 1_000) {
      throw Failure.usage("--entries is 1000 or more; seen `%d`".formatted(entries));
    }
    return VerifyBench.run(in, entries);
  }
}
