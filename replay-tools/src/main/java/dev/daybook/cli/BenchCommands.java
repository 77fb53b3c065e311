package dev.daybook.cli;

import dev.daybook.bench.AppendBench;
import dev.daybook.bench.CommandsBench;
import dev.daybook.bench.EvidenceBench;
import dev.daybook.bench.HistoryBench;
import dev.daybook.bench.PolicyBench;
import dev.daybook.bench.PostureBench;
import dev.daybook.bench.QueryBench;
import dev.daybook.bench.RedecideBench;
import dev.daybook.bench.ReplayBench;
import dev.daybook.bench.SealBench;
import dev.daybook.bench.StartBench;
import dev.daybook.bench.VerifyBench;
import dev.daybook.store.LedgerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code daybook bench …}: Daybook measured on this machine, each figure beside its raw limit. */
@Command(
    name = "bench",
    description = {
      "Measure Daybook on this machine, each figure beside the raw limit of the same run.",
      "Uses a temporary folder, never a ledger of yours. `ratio` is ours to the raw limit."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchCommands.AppendCommand.class,
      BenchCommands.CommandsCommand.class,
      BenchCommands.ReplayCommand.class,
      BenchCommands.QueryCommand.class,
      BenchCommands.PolicyCommand.class,
      BenchCommands.PostureCommand.class,
      BenchCommands.SealCommand.class,
      BenchCommands.VerifyBenchCommand.class,
      BenchCommands.EvidenceBenchCommand.class,
      BenchCommands.RedecideBenchCommand.class,
      BenchCommands.HistoryBenchCommand.class,
      BenchCommands.StartCommand.class
    })
final class BenchCommands implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw Daybook.missingSubcommand(spec);
  }

  /** What all benchmarks share: a folder of their own, and how long a step takes. */
  abstract static sealed class Bench implements Callable<Integer>
      permits AppendCommand,
          CommandsCommand,
          ReplayCommand,
          QueryCommand,
          PolicyCommand,
          PostureCommand,
          SealCommand,
          VerifyBenchCommand,
          EvidenceBenchCommand,
          RedecideBenchCommand,
          HistoryBenchCommand,
          StartCommand {

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

  /** The appender alone. */
  @Command(
      name = "append",
      description = "Appends a second at 1, 64 and 256 callers, against raw multi-row inserts.")
  static final class AppendCommand extends Bench {
    @Override
    Object measure(Path in, Duration each) throws Exception {
      return AppendBench.run(LedgerSettings.embedded(in.resolve("data")), each);
    }
  }

  /** A whole server. */
  @Command(
      name = "commands",
      description =
          "Commands a second over HTTP at 64 connections, against pgbench at 32 clients; views"
              + " paused and following.")
  static final class CommandsCommand extends Bench {
    @Override
    Object measure(Path in, Duration each) throws Exception {
      return CommandsBench.run(in, each);
    }
  }

  /** Reading back. */
  @Command(
      name = "replay",
      description = "Entries a second read back, decoded, and built into views.")
  static final class ReplayCommand extends Bench {

    @Option(
        names = "--entries",
        paramLabel = "N",
        defaultValue = "200000",
        description = "How many entries to fill the ledger with. Default: 200000.")
    private int entries = 200_000;

    @Option(
        names = "--through-commands",
        description =
            "Have every command judged and recorded as a server does, instead of appending what"
                + " they would leave. A million entries take some ten minutes.")
    private boolean throughCommands;

    @Override
    Object measure(Path in, Duration each) throws Exception {
      if (entries < 1_000) {
        throw Failure.usage("--entries is 1000 or more; seen `%d`".formatted(entries));
      }
      return throughCommands
          ? ReplayBench.runThroughCommands(in, entries)
          : ReplayBench.run(in, entries);
    }
  }

  /** Asking views, about now and about then. */
  @Command(
      name = "query",
      description =
          "Time to answer from views about now and about any moment of a long history, and what"
              + " keeping that history takes.")
  static final class QueryCommand extends Bench {

    @Option(
        names = "--entries",
        paramLabel = "N",
        defaultValue = "1000000",
        description = "How many entries to fill the ledger with. Default: 1000000.")
    private int entries = 1_000_000;

    @Option(
        names = "--through-commands",
        description =
            "Have every command judged and recorded as a server does, instead of appending what"
                + " they would leave. A million entries take some ten minutes.")
    private boolean throughCommands;

    @Override
    Object measure(Path in, Duration each) throws Exception {
      if (entries < 1_000) {
        throw Failure.usage("--entries is 1000 or more; seen `%d`".formatted(entries));
      }
      return throughCommands
          ? QueryBench.runThroughCommands(in, entries, each)
          : QueryBench.run(in, entries, each);
    }
  }

  /** The gate alone. */
  @Command(
      name = "policy",
      description = "Rule evaluations a second and core, against CEL without guard and trace.")
  static final class PolicyCommand extends Bench {
    @Override
    Object measure(Path in, Duration each) {
      return PolicyBench.run(each);
    }
  }

  /** Asking policies of what stands. */
  @Command(
      name = "posture",
      description =
          "Time to ask 40 rules of every product in the background, against the gate by itself.")
  static final class PostureCommand extends Bench {

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

  /** The seal. */
  @Command(
      name = "seal",
      description =
          "Leaves sealed a second, against reading and hashing them; lag from recorded to sealed"
              + " under load, and what sealing costs appends.")
  static final class SealCommand extends Bench {
    @Override
    Object measure(Path in, Duration each) throws Exception {
      return SealBench.run(in, each);
    }
  }

  /** Verifying. */
  @Command(
      name = "verify",
      description =
          "Leaves verified a second, of a log as files and of a ledger's tables, against reading"
              + " and hashing the same on one thread.")
  static final class VerifyBenchCommand extends Bench {

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

  /** Evidence bundles. */
  @Command(
      name = "evidence",
      description =
          "Time to export an evidence bundle of a whole ledger, and to verify it, against reading"
              + " and hashing the file.")
  static final class EvidenceBenchCommand extends Bench {

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

  /** Judging again. */
  @Command(
      name = "redecide",
      description =
          "Recorded decisions judged again a second, on all cores, against the gate by itself on"
              + " the same facts; and commands a second that a policy is tried on.")
  static final class RedecideBenchCommand extends Bench {

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

  /** Moving a history, and asking what changed in it. */
  @Command(
      name = "history",
      description =
          "A whole history exported and imported, against reading and hashing the same entries; and"
              + " how long `posture diff` and `blame` take on it.")
  static final class HistoryBenchCommand extends Bench {

    @Option(
        names = "--entries",
        paramLabel = "N",
        defaultValue = "100000",
        description = "How many entries the history has, about. Default: 100000.")
    private int entries = 100_000;

    @Override
    Object measure(Path in, Duration each) throws Exception {
      if (entries < 1_000) {
        throw Failure.usage("--entries is 1000 or more; seen `%d`".formatted(entries));
      }
      return HistoryBench.run(in, entries, each);
    }
  }

  /** Starting. */
  @Command(
      name = "start",
      description =
          "Time to the first answer, memory idle and under load, with and without the cache of"
              + " `daybook warmup`.")
  static final class StartCommand extends Bench {
    @Override
    Object measure(Path in, Duration each) throws Exception {
      Path cache = WarmupCommand.place();
      return StartBench.run(in, Files.exists(cache) ? cache : null, each);
    }
  }
}
