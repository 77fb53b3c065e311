package dev.daybook.cli;

import dev.daybook.store.LedgerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the ledger is that a command opens itself, rather than asking a server. */
final class LedgerOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:DAYBOOK_DATA:-data}",
      description =
          "Folder of the database and of admin.token. Default: DAYBOOK_DATA, else the folder data.")
  private Path data = Path.of("data");

  Path data() {
    return data;
  }

  /** The database DAYBOOK_JDBC_URL names, or our own in the data folder. */
  LedgerSettings ledger(Map<String, String> environment) {
    return ledger(environment, data);
  }

  /** The same for a command that has other options. */
  static LedgerSettings ledger(Map<String, String> environment, Path data) {
    try {
      return LedgerSettings.fromEnvironment(environment, data);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  /** The same of a ledger that is there already, which a command does not make. */
  static LedgerSettings existing(Map<String, String> environment, Path data) {
    LedgerSettings settings = ledger(environment, data);
    if (settings.database() instanceof LedgerSettings.Database.Embedded
        && !Files.isDirectory(data.resolve("postgres"))) {
      throw Failure.usage(
          "there is no ledger in `%s`; name the server's data folder with --data".formatted(data));
    }
    return settings;
  }
}
