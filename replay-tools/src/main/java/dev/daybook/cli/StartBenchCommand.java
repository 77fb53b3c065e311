package dev.daybook.cli;

import dev.daybook.bench.StartBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;

/** Starting. */
@Command(
    name = "start",
    description =
        "Time to the first answer, memory idle and under load, with and without the cache of"
            + " `daybook warmup`.")
final class StartBenchCommand extends BenchCommand {
  @Override
  Object measure(Path in, Duration each) throws Exception {
    Path cache = WarmupCommand.place();
    return StartBench.run(in, Files.exists(cache) ? cache : null, each);
  }
}
