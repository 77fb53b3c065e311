package dev.daybook.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Makes later starts faster: runs a server once on the sample mesh and has the JVM keep what it
 * loaded and linked, in a cache that the launcher uses from then on. The cache holds for this Java
 * and these libraries; with others the JVM ignores it.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
@Command(
    name = "warmup",
    description = {
      "Build the ahead-of-time cache that makes later starts faster.",
      "It goes into the distribution's lib folder, or, where that is read-only, into"
          + " ~/.cache/daybook. Takes about half a minute."
    })
final class WarmupCommand implements Callable<Integer> {

  /** Longest training run and assembly of the cache, in minutes. */
  private static final int PATIENCE_MINUTES = 5;

  @Option(names = "--to", paramLabel = "FILE", description = "Where to write the cache instead.")
  private @Nullable Path to;

  @Option(names = "--train", hidden = true)
  private boolean train;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (train) {
      new Training().run();
      return Exit.OK;
    }
    Path cache = to != null ? to.toAbsolutePath() : place();
    Talk talk = Talk.of(spec);
    talk.say("training: a server on the sample mesh, started and stopped once…");
    Files.createDirectories(parent(cache));
    Path fresh = cache.resolveSibling(cache.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    long began = System.nanoTime();
    int exit = run(command(fresh));
    if (exit != 0 || !Files.exists(fresh)) {
      throw Failure.couldNot(
          "the training run ended with %d and left no cache; run `daybook warmup --train` to see"
                  .formatted(exit)
              + " what it says");
    }
    Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    talk.data()
        .printf(
            "%s (%d MB, in %d s)%n",
            cache,
            Files.size(cache) >> 20,
            TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    talk.data().flush();
    return Exit.OK;
  }

  /** The same Java with the same options and class path, which is what the cache holds for. */
  private static List<String> command(Path cache) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-XX:AOT") && !argument.startsWith("-Xlog:"))
        .forEach(command::add);
    command.add("-XX:AOTCacheOutput=" + cache);
    command.add("-Xlog:aot=error,cds=error");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Daybook.class.getName());
    command.add("warmup");
    command.add("--train");
    return command;
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroy();
      throw Failure.couldNot(
          "the training run did not end within %d minutes".formatted(PATIENCE_MINUTES));
    }
    return process.exitValue();
  }

  /** Where the cache is, or would be. */
  static Path place() {
    String home = System.getProperty("daybook.home");
    if (home != null && Files.isWritable(Path.of(home, "lib"))) {
      return Path.of(home, "lib", "daybook.aot").toAbsolutePath();
    }
    String caches = System.getenv("XDG_CACHE_HOME");
    Path folder =
        caches == null || caches.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(caches);
    return folder.resolve("daybook").resolve("daybook.aot").toAbsolutePath();
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw Failure.usage("`%s` is no file in a folder".formatted(file));
    }
    return parent;
  }
}
