package dev.daybook.cli;

import dev.daybook.decision.Gate;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code daybook} command: its subcommands, and what they have in common. */
@Command(
    name = "daybook",
    description = "A governance ledger for a data mesh.",
    versionProvider = Build.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done (warnings alone are 0, unless --fail-on warn)",
      "  1  the answer is no: denied, findings that deny, differences",
      "  2  wrong usage or unreadable input",
      "  3  could not do it: no server, no right, no file"
    })
public final class Daybook implements Runnable {

  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          ServeCommand.class,
          ApplyCommand.class,
          CheckCommand.class,
          GetCommands.class,
          LogCommand.class,
          ShowCommand.class,
          ExplainCommand.class,
          BlameCommand.class,
          PostureCommand.class,
          LifeCommands.HandOver.class,
          LifeCommands.Deprecate.class,
          LifeCommands.Retire.class,
          LifeCommands.Reinstate.class,
          PolicyCommands.class,
          CeilingCommands.class,
          TagCommand.class,
          PersonCommand.class,
          EraseCommand.class,
          HoldCommand.class,
          RewrapCommand.class,
          SealCommands.class,
          VerifyCommand.class,
          ReplayCommand.class,
          HistoryCommands.class,
          ViewsCommands.class,
          RedecideCommand.class,
          WitnessCommand.class,
          EvidenceCommands.class,
          CoverageCommand.class,
          WaiveCommand.class,
          WaiverCommands.class,
          TokenCommands.class,
          DoctorCommand.class,
          BenchCommands.class,
          CompletionCommand.class,
          WarmupCommand.class,
          VersionCommand.class,
          HelpCommand.class);

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show how this is used, and end.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version, and end.")
  boolean version;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    // Numbers in what is recorded have the same digits on every machine.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    System.exit(execute(new DataOut(new FileOutputStream(FileDescriptor.out)), arguments));
  }

  /** Runs one command, whose data goes to {@code out}. What could not be written was not done. */
  static int execute(DataOut out, String... arguments) {
    CommandLine commandLine = commandLine(arguments);
    PrintWriter data = new PrintWriter(new OutputStreamWriter(out, System.out.charset()), true);
    commandLine.setOut(data);
    int exit = commandLine.execute(arguments);
    data.flush();
    if (out.failure().isPresent()) {
      commandLine.getErr().println("daybook: the output is cut off: " + out.failure().get());
      return Math.max(exit, Exit.COULD_NOT);
    }
    return exit;
  }

  /**
   * With the one command these arguments ask for, since reading all of their options takes a while;
   * with all commands where they name none.
   */
  static CommandLine commandLine(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    List<Class<?>> asked =
        COMMANDS.stream()
            .filter(command -> command.getAnnotation(Command.class).name().equals(first))
            .filter(command -> command != CompletionCommand.class && command != HelpCommand.class)
            .toList();
    return commandLine(asked.isEmpty() ? COMMANDS : asked);
  }

  private static CommandLine commandLine(List<Class<?>> commands) {
    CommandLine commandLine = new CommandLine(new Daybook());
    commands.forEach(commandLine::addSubcommand);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.registerConverter(
        int.class, text -> read(text, "a whole number", Integer::parseInt));
    commandLine.registerConverter(Long.class, text -> read(text, "a whole number", Long::valueOf));
    commandLine.registerConverter(
        long.class, text -> read(text, "a whole number", Long::parseLong));
    commandLine.registerConverter(
        URI.class, text -> read(text, ServerOptions.ADDRESS, URI::create));
    words(commandLine, OutputOption.Form.class);
    words(commandLine, ReviewOptions.FailOn.class);
    words(commandLine, PolicyTestCommand.Form.class);
    words(commandLine, PolicyBacktestCommand.Form.class);
    words(commandLine, TokenCommands.Kind.class);
    words(commandLine, TokenCommands.Role.class);
    commandLine.registerConverter(
        LocalDate.class, text -> read(text, "a date such as 2026-12-31", LocalDate::parse));
    commandLine.setUsageHelpWidth(100);
    commandLine.setUsageHelpAutoWidth(false);
    commandLine.setColorScheme(colors());
    commandLine.setExecutionExceptionHandler((thrown, failed, _) -> explain(thrown, failed));
    commandLine.setParameterExceptionHandler((thrown, _) -> wrongUsage(thrown));
    return commandLine;
  }

  @Override
  public void run() {
    throw missingSubcommand(spec);
  }

  /** Shows how to use a command that does nothing by itself. */
  static Failure missingSubcommand(CommandSpec spec) {
    spec.commandLine().usage(spec.commandLine().getErr());
    return Failure.usage("");
  }

  /** Colours only on a terminal, and never where NO_COLOR is set (https://no-color.org). */
  private static ColorScheme colors() {
    return CommandLine.Help.defaultColorScheme(Palette.enabled() ? Ansi.ON : Ansi.OFF);
  }

  /** What picocli puts before what is wrong with an argument. */
  private static final Pattern PLACE =
      Pattern.compile(
          "^Invalid value for (?:positional parameter at index \\S+|option '[^']+') \\((.*?)\\): ");

  private static int explain(Exception thrown, CommandLine failed) throws Exception {
    if (thrown instanceof Failure failure) {
      if (!failure.sentence().isEmpty()) {
        failed.getErr().println("daybook: " + failure.sentence());
      }
      return failure.exit();
    }
    if (thrown instanceof Gate.DeadlineExceeded late) {
      failed.getErr().println("daybook: " + late.getMessage());
      return Exit.COULD_NOT;
    }
    IOException io =
        thrown instanceof IOException direct
            ? direct
            : thrown instanceof UncheckedIOException wrapped ? wrapped.getCause() : null;
    if (io != null) {
      failed.getErr().println("daybook: " + sentence(io));
      return Exit.COULD_NOT;
    }
    failed.getErr().println("daybook: this is a bug in daybook, please report what follows.");
    thrown.printStackTrace(failed.getErr());
    return Exit.COULD_NOT;
  }

  /** What of a file or connection did not play along. */
  static String sentence(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "there is no `%s`".formatted(missing.getFile());
      case AccessDeniedException denied -> "no right to use `%s`".formatted(denied.getFile());
      case FileSystemException file when file.getReason() == null ->
          "`%s` cannot be used here".formatted(file.getFile());
      case FileSystemException file ->
          "`%s` cannot be used: %s".formatted(file.getFile(), file.getReason());
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }

  /** Reads an option's words in any case, and tells them as they are written. */
  private static <E extends Enum<E>> void words(CommandLine commandLine, Class<E> type) {
    List<E> all = List.of(type.getEnumConstants());
    String wanted = "one of " + all.stream().map(String::valueOf).collect(Collectors.joining(", "));
    commandLine.registerConverter(
        type,
        text -> read(text, wanted, word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT))));
  }

  private static <T> T read(String text, String wanted, Function<String, T> read) {
    try {
      return read.apply(text);
    } catch (IllegalArgumentException | DateTimeParseException _) {
      throw new TypeConversionException("`%s` is not %s".formatted(text, wanted));
    }
  }

  private static String told(ParameterException thrown) {
    if (thrown instanceof UnmatchedArgumentException unmatched) {
      List<String> words = unmatched.getUnmatched();
      CommandLine at = unmatched.getCommandLine();
      String name = at.getCommandSpec().qualifiedName();
      return unmatched.isUnknownOption()
          ? "`%s` is no option of %s".formatted(words.getFirst(), name)
          : at.getSubcommands().isEmpty()
              ? "%s takes no further `%s`".formatted(name, words.getFirst())
              : "`%s` is no command of %s".formatted(words.getFirst(), name);
    }
    return PLACE.matcher(String.valueOf(thrown.getMessage())).replaceFirst("$1: ");
  }

  private static int wrongUsage(ParameterException thrown) {
    CommandLine at = thrown.getCommandLine();
    PrintWriter err = at.getErr();
    err.println("daybook: " + told(thrown));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(thrown, err)) {
      err.println("see: " + at.getCommandSpec().qualifiedName() + " --help");
    }
    return Exit.USAGE;
  }
}
