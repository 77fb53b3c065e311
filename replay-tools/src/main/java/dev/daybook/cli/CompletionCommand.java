package dev.daybook.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that makes a shell complete our commands. */
@Command(
    name = "completion",
    description = {
      "Print a completion script for bash and zsh.",
      "To use it at once: source <(daybook completion)"
    })
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("daybook", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return Exit.OK;
  }
}
