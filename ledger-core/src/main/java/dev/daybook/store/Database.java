package dev.daybook.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL a ledger lives in, however it got there: connections as the owner, who migrates,
 * and as the application, who may only read and add.
 */
final class Database implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private static final int OLDEST_VERSION = 14;
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  /**
   * What the server says of the values of a row stays with the server: a message's DETAIL names
   * them, and messages end up in logs.
   */
  private static final Map<String, String> WITHOUT_DETAIL = Map.of("logServerErrorDetail", "false");

  private static final String AS_APPLICATION = "SET ROLE daybook_app";

  /**
   * What a session of the pool needs besides: where a client vanished in the middle of a view's
   * transaction, the rows it wrote must not block whoever follows instead. Longer than any view
   * works between two statements.
   */
  private static final String POOLED =
      AS_APPLICATION + "; SET idle_in_transaction_session_timeout = '20s'";

  /** PostgreSQL's {@code invalid_catalog_name}. */
  private static final String NO_SUCH_DATABASE = "3D000";

  private final @Nullable Postgres own;
  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;
  private @Nullable HikariDataSource pool;

  private Database(
      @Nullable Postgres own, String url, @Nullable String user, @Nullable String password) {
    this.own = own;
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** Starts or finds the database, refuses one that cannot keep promises, and migrates it. */
  static Database open(LedgerSettings settings) {
    return open(
        settings,
        database -> {
          try (Connection connection = database.firstConnection()) {
            database.check(connection);
            database.migrateLedger(connection, settings.origin());
          }
        });
  }

  /** The same of one that is there, for who only reads it: it is not migrated. */
  static Database existing(LedgerSettings settings) {
    return open(
        settings,
        database -> {
          try (Connection connection = database.connectAsOwner()) {
            database.check(connection);
          }
          database.requireMigrated("ledger", "classpath:db/ledger");
        });
  }

  private interface Preparing {
    void of(Database database) throws SQLException;
  }

  private static Database open(LedgerSettings settings, Preparing preparing) {
    Database database =
        switch (settings.database()) {
          case LedgerSettings.Database.Embedded(var folder, var port) -> {
            Postgres own = Postgres.start(folder, port);
            yield new Database(own, own.url(), own.user(), own.password());
          }
          case LedgerSettings.Database.External(var url, var user, var password) ->
              new Database(null, url, user, password);
        };
    try {
      preparing.of(database);
      database.openPool(settings.connections());
      return database;
    } catch (SQLException e) {
      database.close();
      throw database.unreachable(e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Reads and views; every connection works as the application's role. */
  DataSource pool() {
    return opened();
  }

  /** How many connections the pool has at most. */
  int connections() {
    return opened().getMaximumPoolSize();
  }

  private HikariDataSource opened() {
    HikariDataSource open = pool;
    if (open == null) {
      throw new IllegalStateException("the pool is not open yet");
    }
    return open;
  }

  /**
   * A connection of its own, outside the pool, as the application.
   *
   * @param name what {@code pg_stat_activity} calls it
   * @param answerWithin how long the server may stay silent before the connection counts as lost
   */
  Connection connect(String name, Duration answerWithin) throws SQLException {
    Properties properties = properties(name);
    properties.setProperty("socketTimeout", Long.toString(answerWithin.toSeconds()));
    properties.setProperty("prepareThreshold", "1");
    Connection connection = DriverManager.getConnection(url, properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute(AS_APPLICATION);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection of its own that may do what the application may not. */
  Connection connectAsOwner() throws SQLException {
    return DriverManager.getConnection(url, properties("daybook-owner"));
  }

  /** As the owner; a server of our own that has no database yet makes it. */
  private Connection firstConnection() throws SQLException {
    try {
      return connectAsOwner();
    } catch (SQLException e) {
      if (own == null || !NO_SUCH_DATABASE.equals(e.getSQLState())) {
        throw e;
      }
      own.createDatabase();
      return connectAsOwner();
    }
  }

  private Properties properties(String name) {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", name);
    properties.setProperty("connectTimeout", Long.toString(CONNECT_WITHIN.toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.putAll(WITHOUT_DETAIL);
    return properties;
  }

  private void check(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet seen = statement.executeQuery(Sql.CHECKS)) {
      seen.next();
      List<String> refusals =
          refusals(
              new Seen(
                  seen.getInt("version"),
                  seen.getString("fsync"),
                  seen.getString("full_page_writes"),
                  seen.getString("synchronous_commit"),
                  seen.getBoolean("standby"),
                  seen.getString("encoding"),
                  seen.getBoolean("may_become_application")));
      if (!refusals.isEmpty()) {
        throw new StartRefused(String.join("\n", refusals));
      }
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private StartRefused unreachable(SQLException e) {
    return new StartRefused(
        "cannot connect to `%s`%s: %s; check DAYBOOK_JDBC_URL, DAYBOOK_JDBC_USER and DAYBOOK_JDBC_PASSWORD"
            .formatted(url, user == null ? "" : " as `" + user + "`", e.getMessage()),
        e);
  }

  /** What a server says of itself. */
  record Seen(
      int version,
      String fsync,
      String fullPageWrites,
      String synchronousCommit,
      boolean standby,
      String encoding,
      boolean mayBecomeApplication) {}

  /** Every reason not to start, each a sentence that says what to change. */
  static List<String> refusals(Seen seen) {
    List<String> refusals = new ArrayList<>();
    if (seen.version() / 10_000 < OLDEST_VERSION) {
      refusals.add(
          "PostgreSQL is version %d; Daybook needs %d or newer"
              .formatted(seen.version() / 10_000, OLDEST_VERSION));
    }
    if (seen.standby()) {
      refusals.add(
          "this PostgreSQL is a standby and takes no writes; point DAYBOOK_JDBC_URL at the primary"
              + " (or list all hosts and add targetServerType=primary)");
    }
    if (seen.fsync().equals("off")) {
      refusals.add(
          "PostgreSQL runs with fsync=off, so an acknowledged entry could vanish in a power cut;"
              + " set fsync = on in postgresql.conf and reload");
    }
    if (seen.fullPageWrites().equals("off")) {
      refusals.add(
          "PostgreSQL runs with full_page_writes=off, so a crash could tear a page of the ledger;"
              + " set full_page_writes = on in postgresql.conf and reload");
    }
    if (seen.synchronousCommit().equals("off")) {
      refusals.add(
          "PostgreSQL runs with synchronous_commit=off, so it acknowledges entries before they are"
              + " on disk; set synchronous_commit = on in postgresql.conf and reload, or for this"
              + " database: ALTER DATABASE … SET synchronous_commit = on");
    }
    if (!seen.encoding().equals("UTF8")) {
      refusals.add(
          "the database's encoding is %s; create one with ENCODING 'UTF8'"
              .formatted(seen.encoding()));
    }
    if (!seen.mayBecomeApplication()) {
      refusals.add(
          "this user may not act as the role `daybook_app`; have an administrator run: CREATE ROLE"
              + " daybook_app NOLOGIN (unless it exists), and GRANT daybook_app TO this user");
    }
    return refusals;
  }

  private void migrateLedger(Connection connection, @Nullable String origin) throws SQLException {
    if (!Migrations.in("classpath:db/ledger").areDone(connection, "ledger")) {
      migrate(
          "ledger", "classpath:db/ledger", null, "origin", origin == null ? newOrigin() : origin);
    }
  }

  private static String newOrigin() {
    return "daybook/" + UUID.randomUUID().toString().replace("-", "");
  }

  /**
   * Requires that {@code schema} has seen the migrations at {@code location} and no others.
   *
   * @throws StartRefused where it has not
   */
  void requireMigrated(String schema, String location) {
    try (Connection connection = connectAsOwner()) {
      Migrations.in(location)
          .refusal(connection, schema)
          .ifPresent(
              why -> {
                throw new StartRefused(why);
              });
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  /**
   * Brings {@code schema} up to date from the migrations at {@code location}. The application's
   * role owns what they make, so that views can be rebuilt by whoever fills them.
   */
  void migrate(String schema, String location) {
    try (Connection connection = connectAsOwner();
        Statement statement = connection.createStatement()) {
      if (Migrations.in(location).areDone(connection, schema)) {
        return;
      }
      statement.execute(
          "CREATE SCHEMA IF NOT EXISTS \"%s\" AUTHORIZATION daybook_app".formatted(schema));
    } catch (SQLException e) {
      throw new StartRefused(
          "cannot create the schema `%s`: %s".formatted(schema, e.getMessage()), e);
    }
    migrate(schema, location, AS_APPLICATION, "schema", schema);
  }

  private void migrate(
      String schema, String location, @Nullable String init, String placeholder, String value) {
    try {
      var flyway =
          Flyway.configure(Database.class.getClassLoader())
              .dataSource(url, user, password)
              .jdbcProperties(WITHOUT_DETAIL)
              .schemas(schema)
              .defaultSchema(schema)
              .locations(location)
              .placeholders(Map.of(placeholder, value))
              .failOnMissingLocations(true)
              .validateMigrationNaming(true)
              .cleanDisabled(true);
      if (init != null) {
        flyway.initSql(init);
      }
      int done = flyway.load().migrate().migrationsExecuted;
      if (done > 0) {
        LOG.info("schema {}: {} migrations done", schema, done);
      }
    } catch (FlywayException e) {
      throw new StartRefused(
          "the schema `%s` cannot be brought up to date: %s".formatted(schema, e.getMessage()), e);
    }
  }

  /**
   * Takes out of the files what was overwritten or deleted: rows that nobody sees any more, what
   * the planner remembers of columns, and the log of changes up to now.
   *
   * @return what this user, or the server's settings, do not allow: {@code free space}, {@code
   *     statistics}, {@code wal}
   */
  List<String> scrub() {
    List<String> left = new ArrayList<>();
    try (Connection connection = connectAsOwner();
        Statement statement = connection.createStatement()) {
      scrub(
          left,
          "free space",
          statement,
          "VACUUM (FULL) ledger.person_key",
          "VACUUM (FULL) ledger.person_secret");
      scrub(left, "free space", statement, "VACUUM (FULL) views.parked");
      scrub(left, "statistics", statement, "ANALYZE", "VACUUM (FULL) pg_catalog.pg_statistic");
      // Old segments of the log are deleted once two checkpoints lie behind them, unless they are
      // kept for others or used again.
      if (keepsLog(statement)) {
        left.add("wal");
      } else {
        scrub(left, "wal", statement, "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT");
      }
      return left.stream().distinct().sorted().toList();
    } catch (SQLException e) {
      throw new StoreUnavailable("the database cannot be scrubbed: " + e.getMessage(), e);
    }
  }

  private static void scrub(
      List<String> left, String what, Statement statement, String... commands) {
    try {
      for (String command : commands) {
        statement.execute(command);
      }
    } catch (SQLException e) {
      LOG.info("{} is left as it is: {}", what, e.getMessage());
      left.add(what);
    }
  }

  private static boolean keepsLog(Statement statement) throws SQLException {
    try (ResultSet settings = statement.executeQuery(Sql.KEEPS_LOG)) {
      return settings.next() && settings.getBoolean(1);
    }
  }

  private void openPool(int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("daybook");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(Math.min(2, connections));
    config.setConnectionTimeout(CONNECT_WITHIN.toMillis());
    config.setConnectionInitSql(POOLED);
    config.addDataSourceProperty("ApplicationName", "daybook");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("prepareThreshold", "3");
    WITHOUT_DETAIL.forEach(config::addDataSourceProperty);
    this.pool = new HikariDataSource(config);
  }

  @Override
  public void close() {
    HikariDataSource open = pool;
    if (open != null) {
      open.close();
    }
    if (own != null) {
      own.close();
    }
  }
}
