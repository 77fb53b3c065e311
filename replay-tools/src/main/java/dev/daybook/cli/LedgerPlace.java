package dev.daybook.cli;

import dev.daybook.edge.ServerSettings;
import dev.daybook.path.Slices;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerBroken;
import dev.daybook.store.LedgerSettings;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the ledger is that a command looks into: at a server, or in a folder without one. */
final class LedgerPlace {

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "The server whose ledger to read. Default: DAYBOOK_SERVER, else http://127.0.0.1:8080.")
  private @Nullable URI server;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Read this data folder's ledger from its tables, without a server (or the database"
              + " DAYBOOK_JDBC_URL names). With --server: the folder whose admin.token to use.")
  private @Nullable Path data;

  /** Whether it was said at all. */
  boolean isGiven() {
    return server != null || data != null;
  }

  /** Whether it is the tables that are to be read; else a server is asked. */
  boolean isFolder() {
    return data != null && server == null;
  }

  /** The server, and whose token to ask it with. */
  ServerOptions server() {
    return ServerOptions.of(serverOrDefault(), folder());
  }

  private URI serverOrDefault() {
    if (server != null) {
      return server;
    }
    String given = System.getenv("DAYBOOK_SERVER");
    return given == null || given.isBlank() ? ServerOptions.DEFAULT : URI.create(given.strip());
  }

  /** The data folder. */
  Path folder() {
    if (data != null) {
      return data;
    }
    String given = System.getenv("DAYBOOK_DATA");
    return Path.of(given == null || given.isBlank() ? "data" : given.strip());
  }

  /**
   * The ledger in the data folder, to be read as it is.
   *
   * @throws LedgerBroken when something is missing without which it is none
   */
  Ledger open() {
    Path folder = folder();
    LedgerSettings settings = LedgerOptions.existing(System.getenv(), folder);
    try {
      return Ledger.existing(settings, Slices.eventTypes()).closedOnExit();
    } catch (LedgerBroken e) {
      throw e; // which is a verdict
    } catch (RuntimeException e) {
      throw Serving.explained(ServerSettings.in(folder).withLedger(settings), e);
    }
  }
}
