package dev.daybook.cli;

import dev.daybook.bench.CommandsBench;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;

/** A whole server. */
@Command(
    name = "commands",
    description =
        "Commands a second over HTTP at 64 connections, against pgbench at 32 clients; views"
            + " paused and following.")
final class CommandsBenchCommand extends BenchCommand {
  @Override
  Object measure(Path in, Duration each) throws Exception {
    return CommandsBench.run(in, each);
  }
}
