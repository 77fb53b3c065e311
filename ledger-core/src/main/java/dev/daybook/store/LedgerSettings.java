package dev.daybook.store;

import dev.daybook.personal.KeySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
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
 * @param keys what wraps the keys that persons' values are sealed under
 * @param axonServer where events live instead; absent where they live in the database, as all else
 *     does
 */
public record LedgerSettings(
    Database database,
    int connections,
    int queuedAppends,
    int entriesPerCommit,
    Duration patience,
    @Nullable String origin,
    KeySettings keys,
    @Nullable AxonServerSettings axonServer) {

  /** Default of {@link #connections}. */
  public static final int CONNECTIONS = 10;

  /**
   * Least {@link #connections}: whoever fills a view holds one and reads through a second, and
   * answers need one besides.
   */
  public static final int LEAST_CONNECTIONS = 3;

  /** Default of {@link #queuedAppends}. */
  public static final int QUEUED_APPENDS = 16_384;

  /** Default of {@link #entriesPerCommit}. */
  public static final int ENTRIES_PER_COMMIT = 1_024;

  /** Default of {@link #patience}. */
  public static final Duration PATIENCE = Duration.ofSeconds(15);

  /** It stands in a signed note's key and in SQL: printable ASCII but {@code + $ ' "}. */
  private static final Pattern ORIGIN = Pattern.compile("[!#%&(-*,-~]{1,200}");

  private static final String POSTGRES = "postgres";
  private static final String AXON_SERVER = "axon-server";

  private static final String POSTGRESQL = "jdbc:postgresql:";

  private static final int MOST_CONNECTIONS = 1_000;

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
    if (connections < LEAST_CONNECTIONS || queuedAppends < 1 || entriesPerCommit < 1) {
      throw new IllegalArgumentException(
          "a ledger needs %d connections, a queue of 1 and 1 entry per commit at least; seen %d, %d, %d"
              .formatted(LEAST_CONNECTIONS, connections, queuedAppends, entriesPerCommit));
    }
    if (origin != null && !ORIGIN.matcher(origin).matches()) {
      throw new IllegalArgumentException(
          "DAYBOOK_ORIGIN is one word of printable ASCII without +, $ or quotes, up to 200 characters, such as ledger.example.com/mesh; seen `%s`"
              .formatted(origin));
    }
  }

  /** The same for a ledger that is born with this name. */
  public LedgerSettings withOrigin(String name) {
    return new LedgerSettings(
        database, connections, queuedAppends, entriesPerCommit, patience, name, keys, axonServer);
  }

  /** The same in another database. */
  public LedgerSettings in(Database other) {
    return new LedgerSettings(
        other, connections, queuedAppends, entriesPerCommit, patience, origin, keys, axonServer);
  }

  /** Our own PostgreSQL under {@code dataFolder}, with default bounds. */
  public static LedgerSettings embedded(Path dataFolder) {
    return over(new Database.Embedded(dataFolder, 0), KeySettings.in(dataFolder));
  }

  /** Somebody's PostgreSQL, with default bounds. */
  public static LedgerSettings external(
      String url, @Nullable String user, @Nullable String password, KeySettings keys) {
    return over(new Database.External(url, user, password), keys);
  }

  /**
   * What the environment says: with {@code DAYBOOK_JDBC_URL} (and {@code DAYBOOK_JDBC_USER}, {@code
   * DAYBOOK_JDBC_PASSWORD}) that database, without it our own under {@code dataFolder}, on {@code
   * DAYBOOK_POSTGRES_PORT} if that is set; with {@code DAYBOOK_EVENT_STORE=axon-server} events live
   * in the Axon Server {@code AXON_SERVERS} names.
   *
   * @throws IllegalArgumentException when a value is none, with a sentence that names its variable
   */
  public static LedgerSettings fromEnvironment(Map<String, String> environment, Path dataFolder) {
    return new LedgerSettings(
        database(environment, dataFolder),
        number(
            environment,
            "DAYBOOK_JDBC_CONNECTIONS",
            CONNECTIONS,
            LEAST_CONNECTIONS,
            MOST_CONNECTIONS),
        QUEUED_APPENDS,
        ENTRIES_PER_COMMIT,
        PATIENCE,
        text(environment, "DAYBOOK_ORIGIN"),
        KeySettings.fromEnvironment(environment, dataFolder),
        axonServer(environment));
  }

  private static @Nullable AxonServerSettings axonServer(Map<String, String> environment) {
    String store = text(environment, "DAYBOOK_EVENT_STORE");
    return switch (store == null ? POSTGRES : store) {
      case POSTGRES -> null;
      case AXON_SERVER -> AxonServerSettings.fromEnvironment(environment);
      default ->
          throw new IllegalArgumentException(
              "DAYBOOK_EVENT_STORE is `%s` or `%s`; seen `%s`"
                  .formatted(POSTGRES, AXON_SERVER, store));
    };
  }

  /** The same ledger, its events in Axon Server; without, where null. */
  public LedgerSettings withAxonServer(@Nullable AxonServerSettings there) {
    return new LedgerSettings(
        database, connections, queuedAppends, entriesPerCommit, patience, origin, keys, there);
  }

  private static Database database(Map<String, String> environment, Path dataFolder) {
    String url = text(environment, "DAYBOOK_JDBC_URL");
    String user = text(environment, "DAYBOOK_JDBC_USER");
    String password = text(environment, "DAYBOOK_JDBC_PASSWORD");
    int port = number(environment, "DAYBOOK_POSTGRES_PORT", 0, 0, 65_535);
    if (url == null) {
      if (user != null || password != null) {
        throw new IllegalArgumentException(
            "%s is set and DAYBOOK_JDBC_URL is not; set it too, or neither"
                .formatted(user == null ? "DAYBOOK_JDBC_PASSWORD" : "DAYBOOK_JDBC_USER"));
      }
      return new Database.Embedded(dataFolder, port);
    }
    if (!url.startsWith(POSTGRESQL)) {
      // Not shown: a password may stand in it.
      throw new IllegalArgumentException(
          "DAYBOOK_JDBC_URL begins with `%s`, as in jdbc:postgresql://db.example.com:5432/daybook"
              .formatted(POSTGRESQL));
    }
    return new Database.External(url, user, password);
  }

  private static LedgerSettings over(Database database, KeySettings keys) {
    return new LedgerSettings(
        database, CONNECTIONS, QUEUED_APPENDS, ENTRIES_PER_COMMIT, PATIENCE, null, keys, null);
  }

  private static @Nullable String text(Map<String, String> environment, String name) {
    String text = environment.get(name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static int number(
      Map<String, String> environment, String name, int absent, int least, int most) {
    String text = text(environment, name);
    if (text == null) {
      return absent;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new IllegalArgumentException(
        "%s is a whole number, %d to %d; seen `%s`".formatted(name, least, most, text));
  }
}
