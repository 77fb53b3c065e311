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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;

/** The views' tables as a whole: made ready, emptied, and asked how far they are. */
final class ViewTables {

  /** The schema that answers are read from. */
  static final String LIVE = "views";

  /** Writes where a view stands. */
  static final Serializer TOKENS = JacksonSerializer.defaultSerializer();

  private final DataSource dataSource;
  private final ViewTransactions transactions;
  private final Collection<View> views;

  ViewTables(DataSource dataSource, ViewTransactions transactions, Collection<View> views) {
    this.dataSource = dataSource;
    this.transactions = transactions;
    this.views = views;
  }

  /**
   * Empties views whose tables are ahead of the ledger, and lets dashboards read all.
   *
   * @param head the ledger's last position
   * @return names of views whose rows are of another version: they stay as they are
   */
  Set<String> prepare(long head) {
    Set<String> superseded = new LinkedHashSet<>();
    transactions.executeInTransaction(
        () -> {
          try {
            Connection connection = transactions.connection();
            try (Statement statement = connection.createStatement()) {
              // Nodes that start together take turns.
              statement.execute("SELECT pg_advisory_xact_lock(hashtext('daybook.views'))");
            }
            for (View view : views) {
              if (isOfAnotherVersion(connection, view, head)) {
                superseded.add(view.name());
              } else {
                remember(connection, view);
              }
            }
            try (Statement statement = connection.createStatement()) {
              statement.execute(Sql.of(Views.class, "let_read"));
            }
          } catch (SQLException e) {
            throw new ViewWriteException(e);
          }
        });
    return superseded;
  }

  /**
   * Whether a view has rows that another version of it made, which are worth answering from until
   * this one's are there. Rows of another history are not, and are taken away.
   */
  private boolean isOfAnotherVersion(Connection connection, View view, long head)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(Sql.of(Views.class, "standing"))) {
      select.setString(1, view.name());
      try (ResultSet rows = select.executeQuery()) {
        boolean isKnown = rows.next();
        long position = isKnown ? rows.getLong("position") : 0;
        boolean isOther = isKnown && rows.getInt("version") != view.version();
        if (position > head) {
          emptyNow(view, head, Anew.OTHER_HISTORY);
          return false;
        }
        if (position > 0) {
          return isOther;
        }
        if (isOther) {
          emptyNow(view, head, Anew.OTHER_VERSION);
        } else if (head > (isKnown ? rows.getLong("until") : 0)) {
          begin(connection, view, head, Anew.FIRST);
        }
        return false;
      }
    }
  }

  private static void begin(Connection connection, View view, long until, String why)
      throws SQLException {
    try (PreparedStatement begin = connection.prepareStatement(Sql.of(Views.class, "begin_anew"))) {
      begin.setString(1, view.name());
      begin.setLong(2, until);
      begin.setString(3, why);
      begin.executeUpdate();
    }
  }

  /** Whether the rows that answers are read from are of the version of the view that this is. */
  boolean isCurrent(View view) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(Sql.of(Views.class, "standing"))) {
      select.setString(1, view.name());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() && rows.getInt("version") == view.version();
      }
    } catch (SQLException e) {
      throw new ViewWriteException(e);
    }
  }

  /**
   * Has the view followed from {@code position} on, where the tables stand that took their place,
   * by nodes that have this version of it.
   */
  static void goOn(Connection connection, View view, long position) throws SQLException {
    if (!follows(connection, view, position)) {
      throw new SQLException("nobody ever followed the view " + view.name());
    }
    remember(connection, view);
  }

  /**
   * Has whoever follows the view next begin behind {@code position}.
   *
   * @return whether anybody ever followed it
   */
  private static boolean follows(Connection connection, View view, long position)
      throws SQLException {
    SerializedObject<byte[]> token =
        TOKENS.serialize(new GlobalSequenceTrackingToken(position), byte[].class);
    try (PreparedStatement move = connection.prepareStatement(Sql.of(Views.class, "go_on"))) {
      move.setBytes(1, token.getData());
      move.setString(2, token.getType().getName());
      move.setString(3, view.name());
      return move.executeUpdate() == 1;
    }
  }

  private static void remember(Connection connection, View view) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(Sql.of(Views.class, "remember"))) {
      upsert.setString(1, view.name());
      upsert.setInt(2, view.version());
      upsert.executeUpdate();
    }
  }

  /**
   * Takes all rows from a view's tables, so that it starts at the first entry again.
   *
   * @param until the ledger's last position
   * @param why as {@link Anew} has it
   */
  void empty(View view, long until, String why) {
    transactions.executeInTransaction(
        () -> {
          emptyNow(view, until, why);
          try {
            remember(transactions.connection(), view);
          } catch (SQLException e) {
            throw new ViewWriteException(e);
          }
        });
  }

  /**
   * Takes the rows away as whoever follows takes his locks: first where the view stands. That is
   * set back rather than deleted, as only a processor that starts would put it there again.
   */
  private void emptyNow(View view, long until, String why) {
    try (Statement statement = transactions.connection().createStatement();
        PreparedStatement forget =
            transactions.connection().prepareStatement(Sql.of(Views.class, "forget"))) {
      boolean _ = follows(transactions.connection(), view, 0);
      for (Table<?> table : view.tables()) {
        statement.execute("TRUNCATE views." + table.name());
      }
      forget.setString(1, view.name());
      forget.executeUpdate();
      begin(transactions.connection(), view, until, why);
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
      throw unread(e);
    }
  }

  /** Which views' rows were ever taken away. */
  List<Anew> anew() {
    List<Anew> anew = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(Sql.of(Views.class, "anew"));
        ResultSet rows = select.executeQuery()) {
      Columns<Anew> columns = new Columns<>(Anew.class);
      while (rows.next()) {
        anew.add(columns.read(rows));
      }
      return anew;
    } catch (SQLException e) {
      throw unread(e);
    }
  }

  private static RuntimeException unread(SQLException e) {
    return Unreachable.is(e)
        ? new StoreUnavailable("where the views stand cannot be read: " + e.getMessage(), e)
        : new ViewWriteException(e);
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
