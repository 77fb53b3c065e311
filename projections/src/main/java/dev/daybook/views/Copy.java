package dev.daybook.views;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes many rows at once: they gather here, and go to the table when they are many. */
final class Copy {

  /** So many bytes are many. */
  private static final int MANY = 1 << 20;

  private final Connection connection;
  private final String sql;
  private final CopyText rows = new CopyText();

  Copy(Connection connection, String schema, String table, String keys, List<String> columns) {
    this.connection = connection;
    this.sql =
        "COPY %s.%s (%s, %s) FROM STDIN".formatted(schema, table, keys, String.join(", ", columns));
  }

  /** Where the next row is written, up to the end of its line. */
  CopyText rows() {
    return rows;
  }

  /** To be called after a row, unless the table cannot take it yet. */
  void writeIfMany() throws SQLException {
    if (rows.length() > MANY) {
      write();
    }
  }

  void write() throws SQLException {
    if (rows.length() == 0) {
      return;
    }
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    copy.writeToCopy(rows.bytes(), 0, rows.length());
    copy.endCopy();
    rows.clear();
  }
}
