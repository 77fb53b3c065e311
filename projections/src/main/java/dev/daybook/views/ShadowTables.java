package dev.daybook.views;

import dev.daybook.store.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A second set of one view's tables, in another schema, made like those that answers are read from,
 * with all that constrains and indexes them under the same names. It knows where it stands.
 */
final class ShadowTables {

  /** The schema of views that are derived to be compared. */
  static final String REPLAY = "views_replay";

  /** The schema of views that are derived to be put in place. */
  static final String REBUILD = "views_rebuild";

  /** Where tables wait to be dropped that others take the place of. */
  private static final String GONE = "views_gone";

  /** SQLSTATEs of a lock that others hold, and of two who wait for each other. */
  private static final Set<String> BUSY = Set.of("55P03", "40P01");

  /** How often readers are asked to let go: for 17 s together. */
  private static final int MOST_TRIES = 50;

  private final View view;
  private final String schema;

  /**
   * @param schema {@link #REPLAY} or {@link #REBUILD}
   */
  ShadowTables(View view, String schema) {
    this.view = view;
    this.schema = schema;
  }

  /** Makes the schemas. */
  static void prepare(Ledger ledger) {
    for (String schema : List.of(REPLAY, REBUILD, GONE)) {
      ledger.migrate(schema, "classpath:db/beside");
    }
  }

  String schema() {
    return schema;
  }

  /** What they are called among all such sets. */
  String name() {
    return schema + "." + view.name();
  }

  /** Makes them anew, empty. */
  void create(Connection connection) throws SQLException {
    drop(connection);
    for (Table<?> table : view.tables()) {
      create(connection, table.name());
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO %s.standing (view, version, position) VALUES (?, ?, 0)"
                .formatted(schema))) {
      insert.setString(1, view.name());
      insert.setInt(2, view.version());
      insert.executeUpdate();
    }
  }

  private void create(Connection connection, String table) throws SQLException {
    String live = ViewTables.LIVE + "." + table;
    String own = schema + "." + table;
    execute(
        connection,
        "CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMMENTS)"
            .formatted(own, live));
    for (List<@Nullable String> constraint :
        rows(connection, Sql.of(Views.class, "constraints_of"), live, 3)) {
      execute(
          connection,
          "ALTER TABLE %s ADD CONSTRAINT %s %s"
              .formatted(own, constraint.get(0), constraint.get(1)));
      if (constraint.get(2) != null) {
        execute(
            connection,
            "COMMENT ON CONSTRAINT %s ON %s IS '%s'"
                .formatted(constraint.get(0), own, constraint.get(2).replace("'", "''")));
      }
    }
    for (List<@Nullable String> index :
        rows(connection, Sql.of(Views.class, "indexes_of"), live, 1)) {
      execute(
          connection,
          String.valueOf(index.getFirst()).replace(" ON " + live + " ", " ON " + own + " "));
    }
  }

  /**
   * Requires that nobody took them away, and keeps everybody from it until the transaction ends.
   *
   * @throws IllegalStateException when somebody did
   */
  void requireThere(Connection connection) throws SQLException {
    try (PreparedStatement hold =
        connection.prepareStatement(
            "SELECT FROM %s.standing WHERE view = ? FOR UPDATE".formatted(schema))) {
      hold.setString(1, view.name());
      try (ResultSet row = hold.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException(
              "what was derived was taken away, as somebody was erased: it begins anew when it is"
                  + " asked for again");
        }
      }
    }
  }

  /** Remembers what they are derived for, so that whoever goes on with them knows. */
  void areFor(Connection connection, RebuildPurpose purpose) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE %s.standing SET purpose = ? WHERE view = ?".formatted(schema))) {
      update.setString(1, purpose.name());
      update.setString(2, view.name());
      update.executeUpdate();
    }
  }

  /** What there is of them: derived up to a position, and what for. */
  record Left(long position, RebuildPurpose purpose) {}

  /** What an end left behind of them; empty where it left none of this version. */
  Optional<Left> left(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT position, purpose FROM %s.standing WHERE view = ? AND version = ?"
                .formatted(schema))) {
      select.setString(1, view.name());
      select.setInt(2, view.version());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Left(row.getLong(1), RebuildPurpose.valueOf(row.getString(2))))
            : Optional.empty();
      }
    }
  }

  /** They are derived up to this position. */
  void stands(Connection connection, long position) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE %s.standing SET position = ? WHERE view = ?".formatted(schema))) {
      update.setLong(1, position);
      update.setString(2, view.name());
      update.executeUpdate();
    }
  }

  /** The tables that answers are read from, and before them the views on these. */
  private List<String> served(Connection connection) throws SQLException {
    Set<String> views = new TreeSet<>();
    List<String> tables = new ArrayList<>();
    for (Table<?> table : view.tables()) {
      String live = ViewTables.LIVE + "." + table.name();
      tables.add(live);
      for (List<@Nullable String> name :
          rows(connection, Sql.of(Views.class, "views_on"), live, 1)) {
        views.add(String.valueOf(name.getFirst()));
      }
    }
    List<String> all = new ArrayList<>(views);
    all.addAll(tables);
    return all;
  }

  /**
   * Keeps every node from following the view. Whoever follows it takes this before its tables; so
   * does whoever wants both.
   */
  void holdFollowers(Connection connection) throws SQLException {
    try (PreparedStatement hold =
        connection.prepareStatement("SELECT FROM views.token WHERE processor = ? FOR UPDATE")) {
      hold.setString(1, view.name());
      hold.executeQuery().close();
    }
  }

  /** Keeps everybody from writing to the tables that answers are read from. */
  void holdWriters(Connection connection) throws SQLException {
    execute(
        connection,
        "LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE"
            .formatted(
                view.tables().stream()
                    .map(table -> ViewTables.LIVE + "." + table.name())
                    .collect(Collectors.joining(", "))));
  }

  /**
   * Keeps readers from them too. A reader takes locks in an order of his own, so whoever waits for
   * one of them while holding another must give up before PostgreSQL calls it a deadlock, which
   * would end the reader.
   *
   * @throws SQLException when readers do not let go for long
   */
  private void holdReaders(Connection connection) throws SQLException {
    String lock =
        "SET LOCAL lock_timeout TO '300ms'; LOCK TABLE %s IN ACCESS EXCLUSIVE MODE; SET LOCAL lock_timeout TO 0"
            .formatted(String.join(", ", served(connection)));
    for (int tries = 1; ; tries++) {
      Savepoint before = connection.setSavepoint();
      try {
        execute(connection, lock);
        connection.releaseSavepoint(before);
        return;
      } catch (SQLException e) {
        boolean isBusy = BUSY.contains(String.valueOf(e.getSQLState()));
        connection.rollback(before);
        if (!isBusy || tries == MOST_TRIES) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() throws SQLException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
  }

  /**
   * Puts these in place of the tables that answers are read from, which are dropped; what was
   * defined on those is defined on these. Readers wait for a moment.
   *
   * @throws SQLException also where somebody made something of those that cannot be moved, such as
   *     a materialized view
   */
  void takeOver(Connection connection) throws SQLException {
    holdReaders(connection);
    for (Table<?> table : view.tables()) {
      String live = ViewTables.LIVE + "." + table.name();
      List<List<@Nullable String>> defined =
          rows(connection, Sql.of(Views.class, "defined_on"), live, 1);
      execute(connection, "ALTER TABLE %s SET SCHEMA %s".formatted(live, GONE));
      execute(
          connection,
          "ALTER TABLE %s.%s SET SCHEMA %s".formatted(schema, table.name(), ViewTables.LIVE));
      for (List<@Nullable String> again : defined) {
        execute(connection, String.valueOf(again.getFirst()));
      }
      execute(connection, "DROP TABLE %s.%s".formatted(GONE, table.name()));
    }
    try (PreparedStatement parked =
        connection.prepareStatement(
            Sql.of(Views.class, "take_parked").replace("shadow.", schema + "."))) {
      parked.setString(1, view.name());
      parked.setString(2, view.name());
      parked.executeUpdate();
    }
    execute(connection, Sql.of(Views.class, "let_read"));
    drop(connection);
  }

  /** Takes them away. */
  void drop(Connection connection) throws SQLException {
    // First where they stand, which whoever derives them holds.
    for (String about : List.of("standing", "parked")) {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM %s.%s WHERE view = ?".formatted(schema, about))) {
        delete.setString(1, view.name());
        delete.executeUpdate();
      }
    }
    for (Table<?> table : view.tables()) {
      execute(connection, "DROP TABLE IF EXISTS %s.%s".formatted(schema, table.name()));
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<List<@Nullable String>> rows(
      Connection connection, String sql, String parameter, int columns) throws SQLException {
    List<List<@Nullable String>> all = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 1; i <= select.getParameterMetaData().getParameterCount(); i++) {
        select.setString(i, parameter);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          List<@Nullable String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(rows.getString(i));
          }
          all.add(row);
        }
      }
    }
    return all;
  }
}
