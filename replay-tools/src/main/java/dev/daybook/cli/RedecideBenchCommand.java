package dev.daybook.cli;

import dev.daybook.bench.RedecideBench;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Judging again. */
@Command(
    name = "redecide",
    description =
        "Recorded decisions judged again a second, on all cores, against the gate by itself on"
            + " the same facts; and commands a second that a policy is tried on.")
final class RedecideBenchCommand extends BenchCommand {

  @Option(
      names = "--commands",
      paramLabel = "N",
      defaultValue = "40000",
      description = "How many commands to have decided before. Default: 40000.")
  private int commands = 40_000;

  @Override
  Object measure(Path in, Duration each) throws Exception {
    if (commands < 1_000) {
      throw Failure.usage("--commands is 1000 or more; seen `%d`".formatted(commands));
    }
    return RedecideBench.run(in, commands);
  }
}
