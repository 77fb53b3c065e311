package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.sealer.Seal;
import dev.daybook.store.Ledger;
import dev.daybook.views.Views;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tour, typed in by somebody who reads it: every command of {@code docs/tour.md} does what is
 * shown below it, on a server of its own.
 */
class TourTest {

  private static final Path TOUR = Path.of("../docs/tour.md");

  /** What is shown of an answer and is the same in every run: words without digits. */
  private static final Pattern WORD =
      Pattern.compile("(?<![\\w/+.=-])[A-Za-z][a-z-]{2,}(?![\\w/+=-])");

  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private static final Pattern KEPT = Pattern.compile("(\\w+)=\\$\\((.*) \\| head -1\\)");

  /** How long posture may take to notice something. */
  private static final Duration NOTICED = Duration.ofMinutes(2);

  private static Server server;
  private static Path home = Path.of("");

  private final Map<String, String> variables = new HashMap<>();

  @BeforeAll
  static void aServerWithTheSampleMesh(@TempDir Path folder) throws InterruptedException {
    home = folder;
    server = Server.start(ServerSettings.in(folder.resolve("data")).withPort(-1));
    Cli applied = new TourTest().daybook("apply -f ../samples/mesh -m \"the demo's sample mesh\"");
    assertThat(applied.exit()).as(applied.out() + applied.err()).isZero();
    // The tour begins on a mesh that the rules were asked of.
    Ledger ledger = server.part(Ledger.class);
    await()
        .atMost(NOTICED)
        .until(() -> !ledger.stream("posture/product/sales.customer-360", 0, 1).isEmpty());
    assertThat(server.part(Views.class).awaitPosition(ledger.head().position(), NOTICED)).isTrue();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /**
   * A command of the tour.
   *
   * @param shown below it
   */
  private record Step(String command, List<String> shown) {

    /** A command says so where it does not end with 0. */
    int exit() {
      int at = command.indexOf("# ends with ");
      return at < 0 ? 0 : Integer.parseInt(command.substring(at + "# ends with ".length()).strip());
    }

    String line() {
      int at = command.indexOf(" #");
      return (at < 0 ? command : command.substring(0, at)).strip();
    }
  }

  private static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    boolean isConsole = false;
    for (String line : Files.readAllLines(TOUR)) {
      if (line.startsWith("```")) {
        isConsole = line.equals("```console");
      } else if (isConsole && line.startsWith("$ ")) {
        steps.add(new Step(line.substring(2), new ArrayList<>()));
      } else if (isConsole && !line.isBlank()) {
        steps.getLast().shown().add(line);
      }
    }
    return steps;
  }

  /** Runs a command line that begins with {@code daybook}. */
  private Cli daybook(String words) {
    List<String> arguments = new ArrayList<>();
    Matcher matcher = ARGUMENT.matcher(words);
    while (matcher.find()) {
      arguments.add(argument(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
    }
    if (!words.startsWith("evidence verify")) {
      arguments.addAll(
          List.of("--server", server.url().toString(), "--data", home.resolve("data").toString()));
    }
    return Cli.run(arguments.toArray(String[]::new));
  }

  private String argument(String word) {
    if (word.startsWith("$")) {
      return String.valueOf(variables.get(word.substring(1)));
    }
    return word.endsWith(".evidence") || word.endsWith(".checkpoint")
        ? home.resolve(word).toString()
        : word;
  }

  private Cli run(Step step) throws IOException, InterruptedException {
    String line = step.line();
    Matcher kept = KEPT.matcher(line);
    if (kept.matches()) {
      Cli told = daybook(bare(kept.group(2)));
      variables.put(kept.group(1), told.out().lines().findFirst().orElseThrow());
      return told;
    }
    if (!line.startsWith("daybook ")) {
      return shell(line);
    }
    int into = line.indexOf(" > ");
    if (into < 0) {
      return daybook(bare(line));
    }
    Cli told = daybook(bare(line.substring(0, into)));
    Files.writeString(home.resolve(line.substring(into + 3).strip()), told.out());
    return told;
  }

  private static String bare(String line) {
    assertThat(line).startsWith("daybook ");
    return line.substring("daybook ".length());
  }

  private static Cli shell(String line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", line)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return new Cli(process.exitValue(), out, "");
  }

  /** What is shown and was not answered. */
  private static List<String> missing(Step step, Cli told) {
    String answered = told.out() + told.err();
    List<String> missing = new ArrayList<>();
    for (String line : step.shown()) {
      Matcher word = WORD.matcher(line);
      while (word.find()) {
        if (!answered.contains(word.group())) {
          missing.add(word.group());
        }
      }
    }
    return missing;
  }

  @Test
  void everyCommandDoesWhatIsShownBelowIt() throws Exception {
    List<Step> steps = steps();
    assertThat(steps).hasSizeGreaterThan(10);
    for (Step step : steps) {
      Cli told = run(step);
      long deadline = System.nanoTime() + NOTICED.toNanos();
      while (step.line().startsWith("daybook posture")
          && !missing(step, told).isEmpty()
          && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(200); // rules are asked in the background
        told = run(step);
      }
      assertThat(told.exit())
          .as("%s%n%s%s", step.command(), told.out(), told.err())
          .isEqualTo(step.exit());
      assertThat(missing(step, told))
          .as("%s%n%s%s", step.command(), told.out(), told.err())
          .isEmpty();
      long head = server.part(Ledger.class).head().position();
      assertThat(server.part(Seal.class).await(head, Duration.ofSeconds(30))).isTrue();
    }
  }
}
