package dev.daybook.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a ledger lives and the bounds it works in.
 *
 * @param database our own PostgreSQL in a folder, or somebody's by URL
 * @param connections connections of the pool that answers reads; the appender and the listener have
 *     one of their own each
 * @param queuedAppends appends that may wait for the appender before more are turned away
 * @param entriesPerCommit most entries in one commit
 * @param patience how long an append waits while the database cannot be reached
 * @param origin the ledger's name in its leaves and checkpoints, used at the very first start only;
 *     generated when absent
 */
public record LedgerSettings(
    Database database,
    int connections,
    int queuedAppends,
    int entriesPerCommit,
    Duration patience,
    @Nullable String origin) {

  /** Default of {@link #connections}. */
  public static final int CONNECTIONS = 10;

  /** Default of {@link #queuedAppends}. */
  public static final int QUEUED_APPENDS = 16_384;

  /** Default of {@link #entriesPerCommit}. */
  public static final int ENTRIES_PER_COMMIT = 1_024;

  /** Default of {@link #patience}. */
  public static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Which PostgreSQL. */
  public sealed interface Database {

    /**
     * A PostgreSQL of our own, started with the ledger and stopped with it.
     *
     * @param folder where its files are, kept between starts
     * @param port on the loopback interface; 0 for any that is free
     */
    record Embedded(Path folder, int port) implements Database {}

    /**
     * A PostgreSQL somebody else runs, 14 or newer.
     *
     * @param url a JDBC URL, {@code jdbc:postgresql://host:5432/daybook}
     * @param user the owner of the schemas
     */
    record External(String url, @Nullable String user, @Nullable String password)
        implements Database {

      @Override
      public String toString() {
        return "External[url=" + url + ", user=" + user + "]";
      }
    }
  }

  public LedgerSettings {
    if (connections < 2 || queuedAppends < 1 || entriesPerCommit < 1) {
      throw new IllegalArgumentException(
          "a ledger needs 2 connections, a queue of 1 and 1 entry per commit at least; seen %d, %d, %d"
              .formatted(connections, queuedAppends, entriesPerCommit));
    }
  }

  /** Our own PostgreSQL under {@code dataFolder}, with default bounds. */
  public static LedgerSettings embedded(Path dataFolder) {
    return over(new Database.Embedded(dataFolder, 0));
  }

  /** Somebody's PostgreSQL, with default bounds. */
  public static LedgerSettings external(
      String url, @Nullable String user, @Nullable String password) {
    return over(new Database.External(url, user, password));
  }

  /**
   * What the environment says: with {@code DAYBOOK_JDBC_URL} (and {@code DAYBOOK_JDBC_USER}, {@code
   * DAYBOOK_JDBC_PASSWORD}) that database, without it our own under {@code dataFolder}, on {@code
   * DAYBOOK_POSTGRES_PORT} if that is set.
   */
  public static LedgerSettings fromEnvironment(Map<String, String> environment, Path dataFolder) {
    String url = environment.get("DAYBOOK_JDBC_URL");
    return new LedgerSettings(
        url == null || url.isBlank()
            ? new Database.Embedded(dataFolder, number(environment, "DAYBOOK_POSTGRES_PORT", 0))
            : new Database.External(
                url,
                environment.get("DAYBOOK_JDBC_USER"),
                environment.get("DAYBOOK_JDBC_PASSWORD")),
        number(environment, "DAYBOOK_JDBC_CONNECTIONS", CONNECTIONS),
        QUEUED_APPENDS,
        ENTRIES_PER_COMMIT,
        PATIENCE,
        environment.get("DAYBOOK_ORIGIN"));
  }

  private static LedgerSettings over(Database database) {
    return new LedgerSettings(
        database, CONNECTIONS, QUEUED_APPENDS, ENTRIES_PER_COMMIT, PATIENCE, null);
  }

  private static int number(Map<String, String> environment, String name, int absent) {
    String text = environment.get(name);
    if (text == null || text.isBlank()) {
      return absent;
    }
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is a whole number; seen `%s`".formatted(name, text), e);
    }
  }
}
