package dev.daybook.cli;

import dev.daybook.bench.PolicyBench;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;

/** The gate alone. */
@Command(
    name = "policy",
    description = "Rule evaluations a second and core, against CEL without guard and trace.")
final class PolicyBenchCommand extends BenchCommand {
  @Override
  Object measure(Path in, Duration each) {
    return PolicyBench.run(each);
  }
}
