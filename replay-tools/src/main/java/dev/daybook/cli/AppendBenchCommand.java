package dev.daybook.cli;

import dev.daybook.bench.AppendBench;
import dev.daybook.store.LedgerSettings;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;

/** The appender alone. */
@Command(
    name = "append",
    description = "Appends a second at 1, 64 and 256 callers, against raw multi-row inserts.")
final class AppendBenchCommand extends BenchCommand {
  @Override
  Object measure(Path in, Duration each) throws Exception {
    return AppendBench.run(LedgerSettings.embedded(in.resolve("data")), each);
  }
}
