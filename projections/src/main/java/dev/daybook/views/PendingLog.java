package dev.daybook.views;

import java.sql.Connection;
import java.sql.SQLException;

/** New rows of a table that only grows. */
final class PendingLog<R extends Record> implements Rows.Pending<R> {

  private final Table.Log<R> table;
  private final StringBuilder lines = new StringBuilder();

  PendingLog(Table.Log<R> table) {
    this.table = table;
  }

  void add(long position, Record row) {
    lines.append(position);
    table.columns().copy(lines, table.row().cast(row));
    lines.append('\n');
  }

  @Override
  public void flush(Connection connection) throws SQLException {
    Copy.in(connection, table.name(), "position", table.columns().names(), lines);
  }
}
