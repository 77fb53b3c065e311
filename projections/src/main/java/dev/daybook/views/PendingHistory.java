package dev.daybook.views;

import dev.daybook.store.LedgerEntry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one history table on their way: for each part of a stream the row that is true of it, on
 * top of the one the table has.
 */
final class PendingHistory<R extends Record> implements Rows.OfHistory<R> {

  private static final String KEYS = "stream, part, valid_from, valid_to";

  private final Table.History<R> table;
  private final Connection connection;
  private final String schema;
  private final Copy copy;
  private final Map<String, Map<String, Timeline<R>>> streams = new LinkedHashMap<>();
  private final Set<String> born = new HashSet<>();

  PendingHistory(Table.History<R> table, Connection connection, String schema) {
    this.table = table;
    this.connection = connection;
    this.schema = schema;
    this.copy = new Copy(connection, schema, table.name(), KEYS, table.columns().names());
  }

  /**
   * One part of a stream: what is true of it, and since when.
   *
   * <p>A row that is no longer true is written as soon as that is known, and forgotten. Only the
   * row that was in the table before has to be closed there.
   */
  private static final class Timeline<R> {
    /** Since before these entries: the row is in the table. */
    static final long STORED = 0;

    @Nullable R current;
    long since = STORED;

    /** Where the row in the table ended, if it did. */
    long closedAt = Table.STILL_TRUE;

    Timeline(@Nullable R stored) {
      this.current = stored;
    }
  }

  /**
   * Entries of {@code wanted} come next, which may have rows in the table, and of {@code begun},
   * which have none. What is known already is not looked up again.
   */
  void expect(Collection<String> wanted, Collection<String> begun) throws SQLException {
    for (String stream : begun) {
      if (!streams.containsKey(stream)) {
        streams.put(stream, new LinkedHashMap<>());
        born.add(stream);
      }
    }
    if (!table.loadsStream()) {
      return;
    }
    List<String> unknown = wanted.stream().filter(stream -> !streams.containsKey(stream)).toList();
    if (unknown.isEmpty()) {
      return;
    }
    unknown.forEach(stream -> streams.put(stream, new LinkedHashMap<>()));
    Array names = connection.createArrayOf("text", unknown.toArray());
    try (PreparedStatement select = connection.prepareStatement(select("= ANY (?)", ""))) {
      select.setArray(1, names);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          parts(rows.getString("stream"))
              .put(rows.getString("part"), new Timeline<>(table.columns().read(rows)));
        }
      }
    }
  }

  @Override
  public @Nullable R current(String stream, String part) {
    return timeline(stream, part).current;
  }

  @Override
  public Map<String, R> all(String stream) {
    Map<String, R> all = new LinkedHashMap<>();
    parts(stream)
        .forEach(
            (part, timeline) -> {
              if (timeline.current != null) {
                all.put(part, timeline.current);
              }
            });
    return all;
  }

  @Override
  public void put(LedgerEntry entry, String part, R row) {
    Timeline<R> timeline = timeline(entry.stream(), part);
    if (row.equals(timeline.current)) {
      return;
    }
    close(entry, part, timeline);
    open(entry, timeline, row);
  }

  @Override
  public void begin(LedgerEntry entry, String part, R row) {
    Timeline<R> timeline = new Timeline<>(null);
    if (parts(entry.stream()).putIfAbsent(part, timeline) != null) {
      throw new IllegalStateException(
          "`%s` of `%s` is in %s already".formatted(part, entry.stream(), table.name()));
    }
    open(entry, timeline, row);
  }

  @Override
  public void end(LedgerEntry entry, String part) {
    close(entry, part, timeline(entry.stream(), part));
  }

  private void open(LedgerEntry entry, Timeline<R> timeline, R row) {
    timeline.current = row;
    timeline.since = entry.position();
  }

  /** What was true until the entry no longer is. */
  private void close(LedgerEntry entry, String part, Timeline<R> timeline) {
    R row = timeline.current;
    if (row == null) {
      return;
    }
    timeline.current = null;
    if (timeline.since == Timeline.STORED) {
      timeline.closedAt = entry.position();
    } else if (timeline.since < entry.position()) {
      line(entry.stream(), part, timeline.since, entry.position(), row);
      try {
        copy.writeIfMany();
      } catch (SQLException e) {
        throw new ViewWriteException(e);
      }
    }
  }

  private void line(String stream, String part, long from, long to, R row) {
    CopyText line = copy.rows().value(stream).tab().value(part).tab().value(from).tab().value(to);
    table.columns().copy(line, row);
    line.endLine();
  }

  @Override
  public void flush() throws SQLException {
    closeStored();
    for (var stream : streams.entrySet()) {
      for (var part : stream.getValue().entrySet()) {
        Timeline<R> timeline = part.getValue();
        R row = timeline.current;
        if (row != null && timeline.since != Timeline.STORED) {
          line(stream.getKey(), part.getKey(), timeline.since, Table.STILL_TRUE, row);
          copy.writeIfMany();
        }
      }
    }
    copy.write();
  }

  /** Before the rows that follow are written: one row of a part is still true at any time. */
  private void closeStored() throws SQLException {
    List<String> closedStreams = new ArrayList<>();
    List<String> closedParts = new ArrayList<>();
    List<Long> closedAt = new ArrayList<>();
    streams.forEach(
        (stream, parts) ->
            parts.forEach(
                (part, timeline) -> {
                  if (timeline.closedAt != Table.STILL_TRUE) {
                    closedStreams.add(stream);
                    closedParts.add(part);
                    closedAt.add(timeline.closedAt);
                  }
                }));
    if (!closedStreams.isEmpty()) {
      close(closedStreams, closedParts, closedAt);
    }
  }

  private void close(List<String> inStreams, List<String> parts, List<Long> at)
      throws SQLException {
    String sql =
        """
        UPDATE %3$s.%1$s AS t SET valid_to = closed.at
        FROM unnest(?, ?, ?) AS closed (stream, part, at)
        WHERE t.stream = closed.stream AND t.part = closed.part AND t.valid_to = %2$d
        """
            .formatted(table.name(), Table.STILL_TRUE, schema);
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setArray(1, connection.createArrayOf("text", inStreams.toArray()));
      update.setArray(2, connection.createArrayOf("text", parts.toArray()));
      update.setArray(3, connection.createArrayOf("bigint", at.toArray()));
      int closed = update.executeUpdate();
      if (closed != inStreams.size()) {
        throw new SQLException(
            "%d rows of %s were true, %d of them could be closed"
                .formatted(inStreams.size(), table.name(), closed));
      }
    }
  }

  private Map<String, Timeline<R>> parts(String stream) {
    return streams.computeIfAbsent(stream, _ -> new LinkedHashMap<>());
  }

  private Timeline<R> timeline(String stream, String part) {
    Map<String, Timeline<R>> parts = parts(stream);
    Timeline<R> known = parts.get(part);
    if (known == null) {
      boolean isRead = table.loadsStream() || born.contains(stream);
      known = new Timeline<>(isRead ? null : loadOne(stream, part));
      parts.put(part, known);
    }
    return known;
  }

  private @Nullable R loadOne(String stream, String part) {
    try (PreparedStatement select = connection.prepareStatement(select("= ?", "AND part = ?"))) {
      select.setString(1, stream);
      select.setString(2, part);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? table.columns().read(rows) : null;
      }
    } catch (SQLException e) {
      throw new ViewWriteException(e);
    }
  }

  private String select(String stream, String part) {
    return "SELECT stream, part, %s FROM %s.%s WHERE stream %s %s AND valid_to = %d"
        .formatted(
            String.join(", ", table.columns().names()),
            schema,
            table.name(),
            stream,
            part,
            Table.STILL_TRUE);
  }
}
