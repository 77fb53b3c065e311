package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class UsageTest {

  private static final Path REFERENCE = Path.of("../docs/reference/cli.md");
  private static final String MARK =
      "<!-- What follows is each command's own --help; a test holds it to the code. -->\n";

  @Test
  void theReferenceShowsHowEveryCommandIsUsed() throws IOException {
    StringBuilder all = new StringBuilder();
    for (List<String> path : commands(Daybook.commandLine(), List.of())) {
      List<String> arguments = new ArrayList<>(path);
      arguments.add("--help");
      Cli run = Cli.run(arguments.toArray(String[]::new));
      assertThat(run.exit()).isZero();
      assertThat(run.err()).isEmpty();
      all.append("\n### daybook ")
          .append(String.join(" ", path))
          .append("\n\n```\n")
          .append(run.out())
          .append("```\n");
    }
    String text = Files.readString(REFERENCE);
    int generated = text.indexOf(MARK) + MARK.length();
    assertThat(generated).isGreaterThan(MARK.length());
    Golden.check(
        REFERENCE,
        text.substring(0, generated) + all.toString().replace("### daybook \n", "### daybook\n"));
  }

  @Test
  void aCommandNobodyKnowsIsWrongUsageAndSuggestsTheNearest() {
    Cli run = Cli.run("serv");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("serv").contains("daybook serve");
  }

  @Test
  void anOptionNobodyKnowsSaysWhereToLook() {
    Cli run = Cli.run("version", "--verbosely");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("--verbosely");
  }

  @Test
  void withoutACommandTheUsageGoesToStderr() {
    for (String[] arguments : new String[][] {{}, {"policy"}, {"token"}}) {
      Cli run = Cli.run(arguments);
      assertThat(run.exit()).isEqualTo(Exit.USAGE);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("Usage: daybook");
    }
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(Cli.run("--version").out()).startsWith("daybook 0.").doesNotContain("$");
    assertThat(Cli.run("version").out()).contains("java 25");
  }

  @Test
  void theCompletionScriptNamesEveryCommand() {
    Cli run = Cli.run("completion");
    assertThat(run.exit()).isZero();
    for (String name : Daybook.commandLine().getSubcommands().keySet()) {
      assertThat(run.out()).contains(name);
    }
  }

  private static List<List<String>> commands(CommandLine command, List<String> path) {
    List<List<String>> all = new ArrayList<>();
    all.add(path);
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              if (!name.equals(sub.getCommandName())) {
                return; // another name for a command listed already
              }
              List<String> below = new ArrayList<>(path);
              below.add(name);
              all.addAll(commands(sub, below));
            });
    return all;
  }
}
