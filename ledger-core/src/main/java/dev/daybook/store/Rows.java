package dev.daybook.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** Turns rows into values. */
final class Rows {

  private Rows() {}

  static LedgerHead head(ResultSet row) throws SQLException {
    return new LedgerHead(
        row.getLong("epoch"),
        row.getLong("position"),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        row.getLong("policy_position"));
  }
}
