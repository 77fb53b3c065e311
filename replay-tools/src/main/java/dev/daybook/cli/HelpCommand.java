package dev.daybook.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says of a command what its {@code --help} says. */
@Command(
    name = "help",
    description = {
      "Show how a command is used; without one, which commands there are.",
      "Example: daybook help policy pull"
    })
final class HelpCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command, such as get, or policy pull.")
  private List<String> words = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine command = spec.root().commandLine();
    for (String word : words) {
      CommandLine below = command.getSubcommands().get(word);
      if (below == null) {
        throw new UnmatchedArgumentException(command, List.of(word));
      }
      command = below;
    }
    command.usage(spec.commandLine().getOut());
    return Exit.OK;
  }
}
