package dev.daybook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Whether a ledger's events live elsewhere. That is decided before its first entry, for good. */
final class Upstream {

  private Upstream() {}

  /** The Axon Server context this ledger follows; empty for a ledger that has its own order. */
  static Optional<String> of(DataSource pool) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(Sql.UPSTREAM);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      throw new StoreUnavailable("the ledger cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Sees that a ledger follows this Axon Server, or has no entry yet and may.
   *
   * @throws StartRefused when it has entries of its own, or follows another context
   */
  static void requireNoOther(DataSource pool, AxonServerSettings settings) {
    @Nullable String chosen = of(pool).orElse(null);
    if (chosen == null && EntryReader.head(pool).position() > 0) {
      throw new StartRefused(
          "this ledger's events are in PostgreSQL already, and events of one ledger do not live in"
              + " two places; unset DAYBOOK_EVENT_STORE to go on with it, or begin another with"
              + " an empty data folder or database");
    }
    if (chosen != null && !chosen.equals(settings.context())) {
      throw new StartRefused(
          "this ledger follows Axon Server's context `%s`; AXON_CONTEXT says `%s`: set it right"
              .formatted(chosen, settings.context()));
    }
  }

  /** Has a ledger without entries follow Axon Server from its first one on. */
  static void choose(DataSource pool, AxonServerSettings settings) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(Sql.UPSTREAM_CHOSEN)) {
      statement.setString(1, settings.context());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new StoreUnavailable("the ledger cannot be written: " + e.getMessage(), e);
    }
  }

  /** What a ledger says that follows Axon Server, where it was opened without. */
  static String wanted(String context) {
    return "this ledger's events live in Axon Server, context `%s`, and nothing can be recorded without it; set DAYBOOK_EVENT_STORE=axon-server and AXON_SERVERS"
        .formatted(context);
  }
}
