package dev.daybook.views;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run of entries adds to a table that counts: one statement for each key. */
final class PendingTally<R extends Record> implements Rows.OfTally<R> {

  private final Table.Tally<R> table;
  private final Connection connection;
  private final String schema;
  private final Map<R, Added> added = new LinkedHashMap<>();

  PendingTally(Table.Tally<R> table, Connection connection, String schema) {
    this.table = table;
    this.connection = connection;
    this.schema = schema;
  }

  private static final class Added {
    private final long[] counts;
    private final long first;
    private long last;

    Added(int counts, long first) {
      this.counts = new long[counts];
      this.first = first;
      this.last = first;
    }
  }

  @Override
  public void add(long position, Record key, String count, long by) {
    int counter = table.counts().indexOf(count);
    if (counter < 0) {
      throw new IllegalArgumentException("%s counts no `%s`".formatted(table.name(), count));
    }
    Added to =
        added.computeIfAbsent(
            table.row().cast(key), _ -> new Added(table.counts().size(), position));
    to.counts[counter] += by;
    to.last = position;
  }

  @Override
  public void flush() throws SQLException {
    if (added.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert = connection.prepareStatement(upsert())) {
      for (Map.Entry<R, Added> each : added.entrySet()) {
        List<@Nullable Object> values = new ArrayList<>(table.columns().values(each.getKey()));
        for (long count : each.getValue().counts) {
          values.add(count);
        }
        values.add(each.getValue().first);
        values.add(each.getValue().last);
        for (int i = 0; i < values.size(); i++) {
          upsert.setObject(i + 1, values.get(i));
        }
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
    added.clear();
  }

  private String upsert() {
    List<String> keys = table.columns().names();
    List<String> all =
        Stream.of(keys, table.counts(), List.of("first_position", "last_position"))
            .flatMap(List::stream)
            .toList();
    return "INSERT INTO %s.%s AS known (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s, last_position = excluded.last_position"
        .formatted(
            schema,
            table.name(),
            String.join(", ", all),
            all.stream().map(_ -> "?").collect(Collectors.joining(", ")),
            String.join(", ", keys),
            table.counts().stream()
                .map(count -> "%s = known.%s + excluded.%s".formatted(count, count, count))
                .collect(Collectors.joining(", ")));
  }
}
