package dev.daybook.cli;

import dev.daybook.bench.EvidenceBench;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Evidence bundles. */
@Command(
    name = "evidence",
    description =
        "Time to export an evidence bundle of a whole ledger, and to verify it, against reading"
            + " and hashing the file.")
final class EvidenceBenchCommand extends BenchCommand {

  @Option(
      names = "--entries",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many entries to fill the ledger with. Default: 100000.")
  private int entries = 100_000;

  @Override
  Object measure(Path in, Duration each) throws Exception {
    if (entries < 1_000) {
      throw Failure.usage("--entries is 1000 or more; seen `%d`".formatted(entries));
    }
    return EvidenceBench.run(
        in,
        entries,
        (server, data) -> new ServerEvidence(ServerOptions.of(server.url(), data).client()));
  }
}
