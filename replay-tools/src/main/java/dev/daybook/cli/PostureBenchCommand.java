package dev.daybook.cli;

import dev.daybook.bench.PostureBench;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asking policies of what stands. */
@Command(
    name = "posture",
    description =
        "Time to ask 40 rules of every product in the background, against the gate by itself.")
final class PostureBenchCommand extends BenchCommand {

  @Option(
      names = "--products",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many products to register. Default: 10000.")
  private int products = 10_000;

  @Override
  Object measure(Path in, Duration each) throws Exception {
    if (products < 1) {
      throw Failure.usage("--products is 1 or more; seen `%d`".formatted(products));
    }
    return PostureBench.run(in, products);
  }
}
