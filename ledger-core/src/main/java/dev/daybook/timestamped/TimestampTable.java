package dev.daybook.timestamped;

import dev.daybook.seal.TimestampToken;
import dev.daybook.store.StoreUnavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Timestamps in the database, beside the checkpoints they are of. */
final class TimestampTable {

  private final DataSource pool;

  TimestampTable(DataSource pool) {
    this.pool = pool;
  }

  /** What was stamped last, and when that was by its authority. */
  record Last(long size, Instant at) {}

  /** Keeps a token that was verified. */
  void keep(long size, TimestampToken token, TimestampToken.Timestamp says) {
    run(
        Sql.KEEP,
        keep -> {
          keep.setString(1, says.authority());
          keep.setString(2, says.certificate().hex());
          keep.setObject(3, says.time().atOffset(ZoneOffset.UTC));
          keep.setBytes(4, token.der());
          keep.setLong(5, size);
          return keep.executeUpdate();
        });
  }

  Optional<Last> last() {
    return run(
        Sql.LAST,
        last -> {
          try (ResultSet row = last.executeQuery()) {
            @Nullable OffsetDateTime at =
                row.next() ? row.getObject("stamped_at", OffsetDateTime.class) : null;
            return at == null
                ? Optional.empty()
                : Optional.of(new Last(row.getLong("size"), at.toInstant()));
          }
        });
  }

  List<Timestamps.Kept> after(long size, int checkpoints) {
    return run(
        Sql.AFTER,
        after -> {
          after.setLong(1, size);
          after.setInt(2, checkpoints);
          try (ResultSet rows = after.executeQuery()) {
            List<Timestamps.Kept> kept = new ArrayList<>();
            while (rows.next()) {
              kept.add(
                  new Timestamps.Kept(
                      rows.getLong("size"),
                      rows.getString("authority"),
                      rows.getString("certificate"),
                      rows.getObject("stamped_at", OffsetDateTime.class).toInstant(),
                      rows.getBytes("token"),
                      rows.getBytes("note")));
            }
            return kept;
          }
        });
  }

  private interface Work<T> {
    T with(PreparedStatement statement) throws SQLException;
  }

  private <T> T run(String sql, Work<T> work) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException e) {
      throw new StoreUnavailable("timestamps cannot be read or kept: " + e.getMessage(), e);
    }
  }
}
