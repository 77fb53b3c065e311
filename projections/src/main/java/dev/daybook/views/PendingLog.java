package dev.daybook.views;

import java.sql.Connection;
import java.sql.SQLException;

/** New rows of a table that only grows. */
final class PendingLog<R extends Record> implements Rows.OfLog<R> {

  private final Table.Log<R> table;
  private final Copy copy;

  PendingLog(Table.Log<R> table, Connection connection, String schema) {
    this.table = table;
    this.copy = new Copy(connection, schema, table.name(), "position", table.columns().names());
  }

  @Override
  public void add(long position, Record row) {
    CopyText line = copy.rows().value(position);
    table.columns().copy(line, table.row().cast(row));
    line.endLine();
    try {
      copy.writeIfMany();
    } catch (SQLException e) {
      throw new ViewWriteException(e);
    }
  }

  @Override
  public void flush() throws SQLException {
    copy.write();
  }
}
