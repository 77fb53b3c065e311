package dev.daybook.witnessed;

import dev.daybook.seal.NoteSignature;
import dev.daybook.seal.VerifierKey;
import dev.daybook.store.StoreUnavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import javax.sql.DataSource;

/** Cosignatures in the database, beside the checkpoints they are of. */
final class Cosignatures {

  private final DataSource pool;

  Cosignatures(DataSource pool) {
    this.pool = pool;
  }

  /** The key a cosignature is by, as it is kept. */
  private static String name(String name, int id) {
    return name + "+" + HexFormat.of().toHexDigits(id);
  }

  /** Keeps a cosignature that was verified. */
  void keep(long size, NoteSignature cosignature, Instant now) {
    run(
        Sql.KEEP,
        keep -> {
          keep.setString(1, name(cosignature.name(), cosignature.id()));
          keep.setString(2, cosignature.line());
          keep.setObject(3, now.atOffset(ZoneOffset.UTC));
          keep.setLong(4, size);
          keep.executeUpdate();
          return 0L;
        });
  }

  /** Keeps that a checkpoint has enough of them. */
  void reached(long size, Instant now) {
    run(
        Sql.REACHED,
        reached -> {
          reached.setObject(1, now.atOffset(ZoneOffset.UTC));
          reached.setLong(2, size);
          reached.executeUpdate();
          return 0L;
        });
  }

  /** The size this witness cosigned last, as far as is kept; 0 if none is. */
  long last(VerifierKey witness) {
    return run(
        Sql.LAST,
        last -> {
          last.setString(1, name(witness.name(), witness.id()));
          try (ResultSet row = last.executeQuery()) {
            return row.next() ? row.getLong(1) : 0L;
          }
        });
  }

  private interface Work {
    long with(PreparedStatement statement) throws SQLException;
  }

  private long run(String sql, Work work) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException e) {
      throw new StoreUnavailable("cosignatures cannot be read or kept: " + e.getMessage(), e);
    }
  }
}
