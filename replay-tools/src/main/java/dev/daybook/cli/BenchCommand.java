package dev.daybook.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all benchmarks share: a folder of their own, and how long a step takes. */
abstract class BenchCommand implements Callable<Integer> {

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How long each step takes, 1 to 300. Default: 5.")
  private int seconds = 5;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Where to measure, on the disk that counts; emptied afterwards. Default: the system's"
              + " folder for temporary files.")
  private @Nullable Path folder;

  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  abstract Object measure(Path in, Duration each) throws Exception;

  @Override
  public Integer call() throws Exception {
    if (seconds < 1 || seconds > 300) {
      throw Failure.usage("--seconds is 1 to 300; seen `%d`".formatted(seconds));
    }
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path in =
        folder == null
            ? Files.createTempDirectory("daybook-bench")
            : Files.createTempDirectory(folder, "daybook-bench");
    try {
      Talk talk = Talk.of(spec);
      talk.say("measuring in `%s`…".formatted(in));
      output.one(talk, Json.tree(measure(in, Duration.ofSeconds(seconds))));
    } finally {
      Folders.delete(in);
    }
    return Exit.OK;
  }
}
