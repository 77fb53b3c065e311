package dev.daybook.store;

import dev.daybook.personal.KeySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real ledger for a test: one PostgreSQL per JVM, an empty database per test. Several nodes may
 * be opened on one.
 *
 * <pre>
 *   try (TestLedger test = TestLedger.fresh(EventTypes.of(new ProductSlice()))) {
 *     test.ledger().append(…);
 *   }
 * </pre>
 */
public final class TestLedger implements AutoCloseable {

  /** What wraps persons' keys in every test's ledger, and in every process on one. */
  public static final String KEY =
      "daybook-key-encryption-key:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  /** The same as settings. */
  public static final KeySettings KEYS = KeySettings.given(KEY);

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final long ROOM_BYTES = 3L << 30;
  private static final Deque<Runnable> AT_EXIT = new ConcurrentLinkedDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> AT_EXIT.forEach(Runnable::run)));
  }

  private final Server server = Server.current();
  private final String name;
  private final EventTypes types;
  private final @Nullable TestAxonServer axonServer = TestAxonServer.inUse();
  private final List<Ledger> nodes = new ArrayList<>();

  private TestLedger(String name, EventTypes types) {
    this.name = name;
    this.types = types;
  }

  /** A database of its own with one node on it. */
  public static TestLedger fresh(EventTypes types) {
    String name = "test_" + COUNT.incrementAndGet();
    Server.admin("CREATE DATABASE " + name + " TEMPLATE daybook_template");
    TestAxonServer axonServer = TestAxonServer.inUse();
    if (axonServer != null) {
      axonServer.empty();
    }
    TestLedger test = new TestLedger(name, types);
    test.node();
    return test;
  }

  /** A database of its own that no Daybook was started on, without a node. */
  public static TestLedger empty(EventTypes types) {
    String name = "test_" + COUNT.incrementAndGet();
    Server.admin("CREATE DATABASE " + name);
    return new TestLedger(name, types);
  }

  /** The first node's ledger. */
  public Ledger ledger() {
    return nodes.getFirst();
  }

  /** Another node on the same database. */
  public Ledger node() {
    Ledger node = Ledger.open(settings(), types);
    nodes.add(node);
    return node;
  }

  /** What a node on this database is opened with. */
  public LedgerSettings settings() {
    LedgerSettings settings =
        LedgerSettings.external(url(), server.user(), server.password(), KEYS);
    return axonServer == null ? settings : settings.withAxonServer(axonServer.settings());
  }

  /** The database's JDBC URL. */
  public String url() {
    return server.url(name);
  }

  /** A connection as the superuser. */
  public Connection superuser() {
    return server.connect(name);
  }

  /** Does to its database what only somebody with all rights can, without any trigger. */
  public void tamper(String... statements) {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      for (String table :
          List.of("ledger.entry", "ledger.head", "ledger.content", "ledger.origin")) {
        statement.execute("ALTER TABLE " + table + " DISABLE TRIGGER ALL");
      }
      statement.execute("SET session_replication_role = replica");
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    nodes.forEach(Ledger::close); // the database goes with the server: dropping it takes long
  }

  /**
   * Where the databases are.
   *
   * @param url of its database {@code daybook}
   * @param user a superuser
   */
  record Server(String url, String user, String password) {

    private static @Nullable Server elsewhere;

    /** The one tests use now: the JVM's own, unless they were sent {@link #during elsewhere}. */
    static Server current() {
      Server other = elsewhere;
      return other != null ? other : Own.SERVER;
    }

    /** Runs {@code tests} on this server, which has an empty database {@code daybook}. */
    void during(Runnable tests) {
      elsewhere = prepared();
      try {
        tests.run();
      } finally {
        elsewhere = null;
      }
    }

    /** The same, once its database is migrated and has become the template of all others. */
    private Server prepared() {
      Database.open(LedgerSettings.external(url, user, password, KEYS)).close();
      execute("ALTER DATABASE daybook RENAME TO daybook_template");
      return this;
    }

    String url(String database) {
      return url.replaceAll("/daybook(\\?|$)", "/" + database + "$1");
    }

    Connection connect(String database) {
      try {
        return DriverManager.getConnection(url(database), user, password);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private void execute(String sql) {
      try (Connection connection = connect("postgres");
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    static void admin(String sql) {
      current().execute(sql);
    }
  }

  /** The JVM's one server, started at first use, its files deleted at the end. */
  private static final class Own {

    static final Server SERVER = start();

    private Own() {}

    private static Server start() {
      try {
        Postgres postgres = Postgres.start(folder());
        atExit(postgres::close);
        postgres.createDatabase();
        return new Server(postgres.url(), postgres.user(), postgres.password()).prepared();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * An empty folder for a PostgreSQL, deleted when the JVM ends. In memory where there is room:
   * what a killed process wrote is there all the same.
   */
  static Path folder() {
    try {
      Path memory = Path.of("/dev/shm");
      Path folder =
          Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ROOM_BYTES
              ? Files.createTempDirectory(memory, "daybook-test")
              : Files.createTempDirectory("daybook-test");
      atExit(() -> delete(folder));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Last come, first done. */
  private static void atExit(Runnable action) {
    AT_EXIT.addFirst(action);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
