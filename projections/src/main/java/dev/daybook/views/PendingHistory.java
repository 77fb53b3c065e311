package dev.daybook.views;

import dev.daybook.store.LedgerEntry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one history table on their way: each part of a stream with the row it has in the table,
 * if any, and the rows that follow it.
 */
final class PendingHistory<R extends Record> implements Rows.Pending<R> {

  private static final String KEYS = "stream, part, valid_from, valid_to";

  private final Table.History<R> table;
  private final Connection connection;
  private final Map<String, Map<String, Timeline<R>>> streams = new LinkedHashMap<>();

  PendingHistory(Table.History<R> table, Connection connection) {
    this.table = table;
    this.connection = connection;
  }

  /** One part's rows, oldest first, the last of them true. */
  private static final class Timeline<R> {
    final boolean stored;
    long closedAt = Table.STILL_TRUE;
    @Nullable R current;
    final List<Span<R>> fresh = new ArrayList<>();

    Timeline(@Nullable R stored) {
      this.stored = stored != null;
      this.current = stored;
    }

    /** What was true until {@code position} no longer is. */
    void close(long position) {
      if (current == null) {
        return;
      }
      current = null;
      if (fresh.isEmpty()) {
        closedAt = position;
        return;
      }
      Span<R> last = fresh.removeLast();
      if (last.from < position) {
        fresh.add(new Span<>(last.from, position, last.row));
      }
    }

    void open(long position, R row) {
      current = row;
      fresh.add(new Span<>(position, Table.STILL_TRUE, row));
    }
  }

  private record Span<R>(long from, long to, R row) {}

  void load(Collection<String> wanted) throws SQLException {
    Array names = connection.createArrayOf("text", wanted.toArray());
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

  @Nullable R current(String stream, String part) {
    return timeline(stream, part).current;
  }

  Map<String, R> all(String stream) {
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

  void put(LedgerEntry entry, String part, R row) {
    Timeline<R> timeline = timeline(entry.stream(), part);
    if (row.equals(timeline.current)) {
      return;
    }
    timeline.close(entry.position());
    timeline.open(entry.position(), row);
  }

  void begin(LedgerEntry entry, String part, R row) {
    Timeline<R> timeline = new Timeline<>(null);
    if (parts(entry.stream()).putIfAbsent(part, timeline) != null) {
      throw new IllegalStateException(
          "`%s` of `%s` is in %s already".formatted(part, entry.stream(), table.name()));
    }
    timeline.open(entry.position(), row);
  }

  void end(LedgerEntry entry, String part) {
    timeline(entry.stream(), part).close(entry.position());
  }

  @Override
  public void flush(Connection to) throws SQLException {
    List<String> closedStreams = new ArrayList<>();
    List<String> closedParts = new ArrayList<>();
    List<Long> closedAt = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    streams.forEach(
        (stream, parts) ->
            parts.forEach(
                (part, timeline) -> {
                  if (timeline.stored && timeline.closedAt != Table.STILL_TRUE) {
                    closedStreams.add(stream);
                    closedParts.add(part);
                    closedAt.add(timeline.closedAt);
                  }
                  for (Span<R> span : timeline.fresh) {
                    CopyText.append(lines, stream);
                    lines.append('\t');
                    CopyText.append(lines, part);
                    lines.append('\t').append(span.from).append('\t').append(span.to);
                    table.columns().copy(lines, span.row);
                    lines.append('\n');
                  }
                }));
    if (!closedStreams.isEmpty()) {
      close(to, closedStreams, closedParts, closedAt);
    }
    Copy.in(to, table.name(), KEYS, table.columns().names(), lines);
  }

  private void close(Connection to, List<String> inStreams, List<String> parts, List<Long> at)
      throws SQLException {
    String sql =
        """
        UPDATE views.%1$s AS t SET valid_to = closed.at
        FROM unnest(?, ?, ?) AS closed (stream, part, at)
        WHERE t.stream = closed.stream AND t.part = closed.part AND t.valid_to = %2$d
        """
            .formatted(table.name(), Table.STILL_TRUE);
    try (PreparedStatement update = to.prepareStatement(sql)) {
      update.setArray(1, to.createArrayOf("text", inStreams.toArray()));
      update.setArray(2, to.createArrayOf("text", parts.toArray()));
      update.setArray(3, to.createArrayOf("bigint", at.toArray()));
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
      known = new Timeline<>(table.loadsStream() ? null : loadOne(stream, part));
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
    return "SELECT stream, part, %s FROM views.%s WHERE stream %s %s AND valid_to = %d"
        .formatted(
            String.join(", ", table.columns().names()),
            table.name(),
            stream,
            part,
            Table.STILL_TRUE);
  }
}
