package dev.daybook.views;

import dev.daybook.store.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a view could not take in, with the reason, and lets everything else go on. What
 * follows in the same stream is kept behind it, in order, as it would be applied to a state that
 * misses a step.
 */
final class Parking {

  /** Longest cause kept, in characters. */
  private static final int CAUSE = 2_000;

  private final String view;
  private final String schema;
  private @Nullable Map<String, Long> streams;

  /**
   * @param schema in which it is kept
   */
  Parking(String view, String schema) {
    this.view = view;
    this.schema = schema;
  }

  /** Forgets what it knows of the table: somebody else may have written to it. */
  void forget() {
    streams = null;
  }

  /** The first parked position of {@code stream}, or null. */
  @Nullable Long first(Connection connection, String stream) throws SQLException {
    return streams(connection).get(stream);
  }

  void park(Connection connection, LedgerEntry entry, String cause) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql("park"))) {
      insert.setString(1, view);
      insert.setLong(2, entry.position());
      insert.setString(3, entry.stream());
      insert.setString(4, entry.type());
      insert.setString(5, cause.substring(0, Math.min(cause.length(), CAUSE)).replace('\0', ' '));
      insert.executeUpdate();
    }
    streams(connection).putIfAbsent(entry.stream(), entry.position());
  }

  /**
   * Takes out what is parked of the stream of an entry, for the view to try again.
   *
   * @param position of the entry
   * @return positions, in order; none where the entry is not parked
   */
  List<Long> retry(Connection connection, long position) throws SQLException {
    String stream = stream(connection, position);
    if (stream == null) {
      return List.of();
    }
    update(connection, "unskip", view, position);
    return unpark(connection, stream);
  }

  /**
   * Marks an entry as one to go on without, and takes out what waited behind it.
   *
   * @param position of the entry
   * @param by position of the entry that says so
   * @return positions, in order; none where nothing waited behind it
   */
  List<Long> skip(Connection connection, long position, long by) throws SQLException {
    String stream = stream(connection, position);
    if (stream == null) {
      return List.of();
    }
    boolean isFirst = Long.valueOf(position).equals(first(connection, stream));
    boolean isSkipped = update(connection, "skip", by, view, position) > 0;
    return isFirst && isSkipped ? unpark(connection, stream) : List.of();
  }

  private @Nullable String stream(Connection connection, long position) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql("stream-parked"))) {
      select.setString(1, view);
      select.setLong(2, position);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private List<Long> unpark(Connection connection, String stream) throws SQLException {
    List<Long> positions = new ArrayList<>();
    try (PreparedStatement delete = connection.prepareStatement(sql("unpark"))) {
      delete.setString(1, view);
      delete.setString(2, stream);
      try (ResultSet rows = delete.executeQuery()) {
        while (rows.next()) {
          positions.add(rows.getLong(1));
        }
      }
    }
    streams(connection).remove(stream);
    Collections.sort(positions);
    return positions;
  }

  private int update(Connection connection, String name, Object... values) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql(name))) {
      for (int i = 0; i < values.length; i++) {
        update.setObject(i + 1, values[i]);
      }
      return update.executeUpdate();
    }
  }

  private Map<String, Long> streams(Connection connection) throws SQLException {
    Map<String, Long> known = streams;
    if (known != null) {
      return known;
    }
    Map<String, Long> loaded = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(sql("parked-streams"))) {
      select.setString(1, view);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          loaded.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    streams = loaded;
    return loaded;
  }

  private String sql(String name) {
    return Sql.of(Parking.class, name).replace(ViewTables.LIVE + ".parked", schema + ".parked");
  }
}
