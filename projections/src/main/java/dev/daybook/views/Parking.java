package dev.daybook.views;

import dev.daybook.store.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
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
