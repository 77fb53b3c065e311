package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  /** Commands that take no moment, by why. */
  private static final Map<String, Set<String>> WITHOUT_MOMENT =
      Map.of(
          "they record something, on what stands now",
          Set.of(
              "apply",
              "handover",
              "deprecate",
              "retire",
              "reinstate",
              "policy publish",
              "policy approve",
              "policy activate",
              "policy withdraw",
              "ceiling set",
              "ceiling remove",
              "erase",
              "hold",
              "views retry",
              "views skip",
              "waive",
              "waiver approve",
              "waiver reject",
              "waiver revoke",
              "waiver renew",
              "waiver review",
              "token create",
              "token revoke",
              "token recover"),
          "they judge files here, at --at where time matters",
          Set.of("check", "policy test", "policy eval", "policy pack"),
          "they are about all of it, or about checkpoints and proofs, which name their own size",
          Set.of(
              "seal keys",
              "seal checkpoint",
              "seal export",
              "seal rotate",
              "seal fork prove",
              "seal fork verify",
              "verify",
              "history export",
              "history import",
              "evidence verify",
              "witness",
              "witness keys"),
          "they run something or tell of this program",
          Set.of(
              "demo",
              "serve",
              "doctor",
              "bench append",
              "bench commands",
              "bench replay",
              "bench query",
              "bench evidence",
              "bench history",
              "bench policy",
              "bench posture",
              "bench seal",
              "bench verify",
              "bench start",
              "bench redecide",
              "views",
              "views rebuild",
              "views parked",
              "views pause",
              "views resume",
              "completion",
              "warmup",
              "rewrap",
              "version",
              "help"),
          "they go through a piece of the past, --from and --to, or FROM and TO",
          Set.of("redecide", "policy backtest", "posture diff"));

  @Test
  void everyCommandThatReadsTakesAMomentOrIsSaidToNeedNone() {
    Set<String> without = new TreeSet<>();
    for (List<String> path : commands(Daybook.commandLine(), List.of())) {
      CommandLine command = Daybook.commandLine();
      for (String word : path) {
        command = Objects.requireNonNull(command.getSubcommands().get(word));
      }
      if (command.getCommandSpec().findOption("--as-of") == null && doesSomething(command)) {
        without.add(String.join(" ", path));
      }
    }
    assertThat(without)
        .as("give these an AsOfOption, or say in WITHOUT_MOMENT why they need none")
        .isEqualTo(
            WITHOUT_MOMENT.values().stream()
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** A command that only has others below it does nothing. */
  private static boolean doesSomething(CommandLine command) {
    return command.getSubcommands().isEmpty() || command.getCommand() instanceof Callable<?>;
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
  void helpSaysOfACommandWhatItsOwnHelpSays() {
    assertThat(Cli.run("help").out()).isEqualTo(Cli.run("--help").out()).contains("Commands:");
    assertThat(Cli.run("help", "policy", "pull").out())
        .isEqualTo(Cli.run("policy", "pull", "--help").out());
    Cli unknown = Cli.run("help", "polcy");
    assertThat(unknown.exit()).isEqualTo(Exit.USAGE);
    assertThat(unknown.err()).contains("`polcy` is no command of daybook").contains("policy");
  }

  @Test
  void ordinaryMistakesAreSentences(@TempDir Path folder) throws IOException {
    String document = Files.writeString(folder.resolve("x.yaml"), "kind: Team\n").toString();
    String absent = folder.resolve("none").toString();
    Files.writeString(folder.resolve("admin.token"), "dbk_" + "s".repeat(43) + "\n");
    String data = folder.toString();
    for (String[] arguments :
        new String[][] {
          {"check", document, "--policies", absent},
          {"check", document + "/below"},
          {"get", "products", "--server", "ftp://x", "--data", data},
          {"get", "products", "--server", "http://127.0.0.1:99999", "--data", data},
          {"get", "products", "--server", "127.0.0.1:8080", "--data", data},
          {"get", "products", "--server", "http://a b", "--data", data},
          {"get", "products", "--server", "http://127.0.0.1:8080/behind", "--data", data},
          {"get", "products", "--data", document},
          {"get", "products", "--limit", "x"},
          {"show", "x"},
          {"get", "slos", "freshness", "--data", data},
          {"handover", "sales.a", "--to", " ", "-m", "x", "--data", data},
          {"get", "products", "-o", "xml"},
          {"deprecate", "sales.a", "--sunset", "tomorrow", "-m", "x"},
          {"deprecate", "sales.a", "--sunset", "2030-01-01", "--version", "1", "-m", "x"},
          {"deprecate", "contract/sales.a", "--sunset", "2030-01-01", "--version", "1", "-m", "x"},
          {"retire", "sales.a", "--version", "1", "-m", "x"},
          {"policy", "withdraw", "retention@1.0.0", "-m", "x"},
          {"version", "further"}
        }) {
      Cli run = Cli.run(arguments);
      assertThat(run.exit()).as(String.join(" ", arguments)).isGreaterThan(1);
      assertThat(run.err())
          .as(String.join(" ", arguments))
          .startsWith("daybook: ")
          .doesNotContain("bug in daybook")
          .doesNotContain("Exception")
          .doesNotContain("java.")
          .doesNotContain("is not a long")
          .doesNotContain("TABLE")
          .doesNotContain("index 0");
    }
  }

  @Test
  void anAddressOfNobodyCannotBeListenedOn(@TempDir Path folder) {
    Cli run = Cli.run("serve", "--host", "nope.invalid", "--port", "0", "--data", folder + "/data");
    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT);
    assertThat(run.err())
        .isEqualTo(
            "daybook: `nope.invalid` is no address of this machine; choose one with --host, such as"
                + " 127.0.0.1\n");
  }

  @Test
  void completionOffersTheWordsAsTheyAreWritten() {
    assertThat(Cli.run("completion").out())
        .contains("\"table\" \"json\" \"yaml\" \"ndjson\"")
        .contains("\"reader\" \"publisher\"")
        .doesNotContain("NDJSON")
        .doesNotContain("PUBLISHER");
  }

  @Test
  void outputThatIsCutOffIsNotDone() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    assertThat(Daybook.execute(new DataOut(full), "version")).isEqualTo(Exit.COULD_NOT);
    assertThat(Daybook.execute(new DataOut(closed), "version")).isZero();
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
