package dev.daybook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * Tells when a time is past for good. An entry is stamped before it is committed, by the clock of
 * the node that appends it, so one that cannot be seen yet may come to lie before now. Once a later
 * one is there it cannot, for stamps rise with positions; else a time is settled a second after,
 * when no append is under way.
 *
 * <p>What that cannot see: a node that stopped for a second between stamping an entry and sending
 * it, and another node whose clock is behind by more than a second.
 */
final class Settled {

  private Settled() {}

  static boolean is(DataSource pool, Instant time) {
    OffsetDateTime at = time.atOffset(ZoneOffset.UTC);
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(Sql.SETTLED)) {
      statement.setObject(1, at);
      statement.setObject(2, at);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new StoreUnavailable("the ledger cannot be read: " + e.getMessage(), e);
    }
  }
}
