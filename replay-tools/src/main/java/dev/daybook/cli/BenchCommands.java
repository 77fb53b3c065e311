package dev.daybook.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
      AppendBenchCommand.class,
      CommandsBenchCommand.class,
      ReplayBenchCommand.class,
      QueryBenchCommand.class,
      PolicyBenchCommand.class,
      PostureBenchCommand.class,
      SealBenchCommand.class,
      VerifyBenchCommand.class,
      EvidenceBenchCommand.class,
      RedecideBenchCommand.class,
      HistoryBenchCommand.class,
      StartBenchCommand.class
    })
final class BenchCommands implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw Daybook.missingSubcommand(spec);
  }
}
