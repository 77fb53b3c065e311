package dev.daybook.views;

import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.Unreachable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The views' tables as a whole: made ready, emptied, and asked how far they are. */
final class ViewTables {

  /** The schema that answers are read from. */
  static final String LIVE = "views";

  private final DataSource dataSource;
  private final ViewTransactions transactions;
  private final Collection<View> views;

  ViewTables(DataSource dataSource, ViewTransactions transactions, Collection<View> views) {
    this.dataSource = dataSource;
    this.transactions = transactions;
    this.views = views;
  }

  /**
   * Empties views whose tables are of another version, or ahead of the ledger, and lets dashboards
   * read all.
   *
   * @param head the ledger's last position
   */
  void prepare(long head) {
    transactions.executeInTransaction(
        () -> {
          try {
            Connection connection = transactions.connection();
            try (Statement statement = connection.createStatement()) {
              // Nodes that start together take turns.
              statement.execute("SELECT pg_advisory_xact_lock(hashtext('daybook.views'))");
            }
            for (View view : views) {
              if (isStale(connection, view, head)) {
                emptyNow(view);
              }
              remember(connection, view);
            }
            try (Statement statement = connection.createStatement()) {
              statement.execute(Sql.of(Views.class, "let_read"));
            }
          } catch (SQLException e) {
            throw new ViewWriteException(e);
          }
        });
  }

  private static boolean isStale(Connection connection, View view, long head) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(Sql.of(Views.class, "standing"))) {
      select.setString(1, view.name());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            && (rows.getInt("version") != view.version() || rows.getLong("position") > head);
      }
    }
  }

  private static void remember(Connection connection, View view) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(Sql.of(Views.class, "remember"))) {
      upsert.setString(1, view.name());
      upsert.setInt(2, view.version());
      upsert.executeUpdate();
    }
  }

  /** Takes all rows from a view's tables, so that it starts at the first entry again. */
  void empty(View view) {
    transactions.executeInTransaction(() -> emptyNow(view));
  }

  private void emptyNow(View view) {
    try (Statement statement = transactions.connection().createStatement();
        PreparedStatement forget =
            transactions.connection().prepareStatement(Sql.of(Views.class, "forget"))) {
      for (Table<?> table : view.tables()) {
        statement.execute("TRUNCATE views." + table.name());
      }
      forget.setString(1, view.name());
      forget.setString(2, view.name());
      forget.executeUpdate();
    } catch (SQLException e) {
      throw new ViewWriteException(e);
    }
  }

  /** Where each view stands. */
  Map<String, Long> positions() {
    Map<String, Long> positions = new LinkedHashMap<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(Sql.of(Views.class, "progress"));
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        positions.put(rows.getString("view"), rows.getLong("position"));
      }
      positions.keySet().retainAll(views.stream().map(View::name).toList());
      return positions;
    } catch (SQLException e) {
      throw Unreachable.is(e)
          ? new StoreUnavailable("where the views stand cannot be read: " + e.getMessage(), e)
          : new ViewWriteException(e);
    }
  }

  /** What views could not take in, in order. */
  List<Parked> parked() {
    List<Parked> parked = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(Sql.of(Views.class, "parked"));
        ResultSet rows = select.executeQuery()) {
      Columns<Parked> columns = new Columns<>(Parked.class);
      while (rows.next()) {
        parked.add(columns.read(rows));
      }
    } catch (SQLException e) {
      throw new ViewWriteException(e);
    }
    return parked;
  }
}
