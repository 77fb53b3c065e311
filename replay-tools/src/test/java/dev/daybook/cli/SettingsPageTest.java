package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.edge.WebhookSettings;
import dev.daybook.sealer.SealSettings;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Every variable the settings' page names is read by somebody, and every one read is on it. */
class SettingsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "reference", "settings.md");
  private static final Path LAUNCHER = Path.of("..", "daybook");
  private static final Path SOURCES = Path.of("src", "main");

  /** In the first column of a table. */
  private static final Pattern NAMED =
      Pattern.compile("^\\| (`[A-Z_`, ]+`) \\|", Pattern.MULTILINE);

  private static final Pattern NAME = Pattern.compile("(?:(?:DAYBOOK|AXON)_[A-Z_]+|NO_COLOR)");

  /** For the launcher's own tests. */
  private static final Set<String> NOT_FOR_USERS = Set.of("DAYBOOK_JAVA_FOLDERS");

  @Test
  void everyVariableOnThePageHasAReader() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher first = NAMED.matcher(Files.readString(PAGE));
    while (first.find()) {
      names(NAME, first.group(1), named);
    }
    Set<String> read = new TreeSet<>();
    read.addAll(readByServers());
    read.addAll(readByOptions());
    read.addAll(readByTheLauncher());
    read.addAll(readFromTheProcess());
    read.removeAll(NOT_FOR_USERS);

    assertThat(named).isNotEmpty().isEqualTo(read);
  }

  /** What {@code serve} and {@code demo} ask the environment for when they start. */
  private static Set<String> readByServers() {
    Asked asked = new Asked();
    new LedgerOptions().ledger(asked);
    WebhookSettings.fromEnvironment(asked);
    SealSettings.fromEnvironment(asked, Path.of("data"));
    return asked.names;
  }

  /** What must be said before others are looked for. */
  private static final Map<String, String> LEADING =
      Map.of("DAYBOOK_EVENT_STORE", "axon-server", "AXON_SERVERS", "localhost");

  /** An environment in which nothing else is set, and who looks for what. */
  private static final class Asked extends AbstractMap<String, String> {
    private final Set<String> names = new TreeSet<>();

    @Override
    public @Nullable String get(Object name) {
      names.add(name.toString());
      return LEADING.get(name);
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      return Set.of();
    }
  }

  /** What stands in for an option that is not given. */
  private static Set<String> readByOptions() {
    Set<String> names = new TreeSet<>();
    Pattern variable = Pattern.compile("(?<=\\$\\{env:)" + NAME);
    options(Daybook.commandLine())
        .map(OptionSpec::userObject) // the field; picocli itself tells the value put in already
        .filter(AnnotatedElement.class::isInstance)
        .map(field -> ((AnnotatedElement) field).getAnnotation(Option.class))
        .filter(Objects::nonNull)
        .forEach(option -> names(variable, option.defaultValue(), names));
    return names;
  }

  private static Stream<OptionSpec> options(CommandLine command) {
    return Stream.concat(
        command.getCommandSpec().options().stream(),
        command.getSubcommands().values().stream().flatMap(SettingsPageTest::options));
  }

  private static Set<String> readByTheLauncher() throws IOException {
    Set<String> names = new TreeSet<>();
    names(Pattern.compile("(?<=\\$\\{)" + NAME), Files.readString(LAUNCHER), names);
    return names;
  }

  /** What the code, and the log's configuration, ask this process for. */
  private static Set<String> readFromTheProcess() throws IOException {
    Set<String> names = new TreeSet<>();
    Pattern asked = Pattern.compile("(?<=getenv\\(\"|\\$\\{)" + NAME);
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(".java") || file.toString().endsWith(".xml")) {
          names(asked, Files.readString(file), names);
        }
      }
    }
    return names;
  }

  private static void names(Pattern pattern, @Nullable String text, Set<String> found) {
    Matcher matcher = pattern.matcher(text == null ? "" : text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
  }
}
