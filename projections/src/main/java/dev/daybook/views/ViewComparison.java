package dev.daybook.views;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the tables of a view that answers are read from with another set of them, row by row, as
 * of a position.
 */
final class ViewComparison {

  private final View view;
  private final String other;
  private final long position;
  private final boolean isNow;

  /**
   * @param other the schema of the other set, which was derived up to {@code position} and no
   *     further
   * @param isNow whether the live tables stand there too; otherwise what counts is not compared,
   *     for it has no past
   */
  ViewComparison(View view, String other, long position, boolean isNow) {
    this.view = view;
    this.other = other;
    this.position = position;
    this.isNow = isNow;
  }

  /** Compares all tables, in the connection's transaction. */
  List<ComparedTable> compare(Connection connection) throws SQLException {
    List<ComparedTable> compared = new ArrayList<>();
    for (Table<?> table : view.tables()) {
      compared.add(compare(connection, table));
    }
    return compared;
  }

  private ComparedTable compare(Connection connection, Table<?> table) throws SQLException {
    if (table instanceof Table.Tally<?> && !isNow) {
      return new ComparedTable(table.name(), false, 0, 0, 0, null);
    }
    String live = rows(table, ViewTables.LIVE, position);
    String derived = rows(table, other, position);
    String sql =
        """
        WITH live AS (%1$s), derived AS (%2$s),
        gone AS (SELECT * FROM live EXCEPT ALL SELECT * FROM derived),
        more AS (SELECT * FROM derived EXCEPT ALL SELECT * FROM live),
        first AS (
          SELECT entry, key FROM (SELECT entry, key FROM gone UNION ALL SELECT entry, key FROM more) AS d
          ORDER BY entry, key LIMIT 1)
        SELECT (SELECT count(*) FROM derived), (SELECT count(*) FROM gone), (SELECT count(*) FROM more),
          entry, key,
          (SELECT row_to_json(g)::text FROM gone AS g WHERE (g.entry, g.key) = (first.entry, first.key) LIMIT 1),
          (SELECT row_to_json(m)::text FROM more AS m WHERE (m.entry, m.key) = (first.entry, first.key) LIMIT 1)
        FROM (SELECT 1) AS one LEFT JOIN first ON true
        """
            .formatted(live, derived);
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      String key = row.getString(5);
      return new ComparedTable(
          table.name(),
          true,
          row.getLong(1),
          row.getLong(2),
          row.getLong(3),
          key == null
              ? null
              : new ComparedTable.Difference(
                  row.getLong(4), key, json(row.getString(6)), json(row.getString(7))));
    }
  }

  private static @Nullable Json json(@Nullable String text) {
    return text == null ? null : new Json(text);
  }

  /**
   * A query for the rows of a table that are true or were written up to a position, each with the
   * entry it is of and what it is about.
   */
  static String rows(Table<?> table, String schema, long position) {
    String from = "FROM %s.%s".formatted(schema, table.name());
    return switch (table) {
      case Table.History<?> history ->
          "SELECT valid_from AS entry, stream || ' ' || part AS key, CASE WHEN valid_to > %d THEN %d ELSE valid_to END AS valid_to, %s %s WHERE valid_from <= %d"
              .formatted(
                  position, Table.STILL_TRUE, list(history.columns().names()), from, position);
      case Table.Log<?> log ->
          "SELECT position AS entry, position::text AS key, %s %s WHERE position <= %d"
              .formatted(list(log.columns().names()), from, position);
      case Table.Tally<?> tally ->
          "SELECT last_position AS entry, concat_ws(' ', %s) AS key, first_position, %s %s"
              .formatted(
                  list(tally.columns().names()),
                  list(
                      Stream.concat(tally.columns().names().stream(), tally.counts().stream())
                          .toList()),
                  from);
    };
  }

  private static String list(List<String> columns) {
    return columns.stream().collect(Collectors.joining(", "));
  }
}
