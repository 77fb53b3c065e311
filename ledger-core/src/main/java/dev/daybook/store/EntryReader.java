package dev.daybook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the ledger's tables. */
final class EntryReader {

  /** Most entries one call reads. */
  static final int MAX_LIMIT = 10_000;

  private final DataSource pool;
  private final EventTypes types;

  EntryReader(DataSource pool, EventTypes types) {
    this.pool = pool;
    this.types = types;
  }

  String origin() {
    return query(
        Sql.ORIGIN,
        _ -> {},
        rows -> {
          rows.next();
          return rows.getString(1);
        });
  }

  LedgerHead head() {
    return query(
        Sql.HEAD,
        _ -> {},
        rows -> {
          rows.next();
          return Rows.head(rows);
        });
  }

  List<LedgerEntry> entries(long from, int limit) {
    return query(
        Sql.ENTRIES,
        statement -> {
          statement.setLong(1, from);
          statement.setInt(2, bounded(limit));
        },
        this::entries);
  }

  List<LedgerEntry> stream(String stream, long fromSequence, int limit) {
    return query(
        Sql.STREAM,
        statement -> {
          statement.setString(1, stream);
          statement.setLong(2, fromSequence);
          statement.setInt(3, bounded(limit));
        },
        this::entries);
  }

  List<LedgerEntry> entriesOfTypes(Set<String> names, long from, long to, int limit) {
    return query(
        Sql.ENTRIES_OF_TYPES,
        statement -> {
          statement.setArray(
              1, statement.getConnection().createArrayOf("text", names.toArray(String[]::new)));
          statement.setLong(2, from);
          statement.setLong(3, to);
          statement.setInt(4, bounded(limit));
          statement.setInt(5, bounded(limit));
        },
        this::entries);
  }

  OptionalLong lastSequence(String stream) {
    return query(
        Sql.LAST_SEQUENCE,
        statement -> statement.setString(1, stream),
        rows -> rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty());
  }

  OptionalLong lastSequenceAt(String stream, long position) {
    return query(
        Sql.LAST_SEQUENCE_AT,
        statement -> {
          statement.setString(1, stream);
          statement.setLong(2, position);
        },
        rows -> rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty());
  }

  Standing standing(String stream) {
    return query(
        Sql.STANDING,
        statement -> statement.setString(1, stream),
        rows -> {
          rows.next();
          return new Standing(
              rows.getLong("position"),
              rows.getLong("policy_position"),
              rows.getLong("last_sequence"));
        });
  }

  OptionalLong positionAt(Instant time) {
    OffsetDateTime asOf = time.atOffset(ZoneOffset.UTC);
    return query(
        Sql.POSITION_AT,
        statement -> {
          statement.setObject(1, asOf);
          statement.setObject(2, asOf);
        },
        rows ->
            rows.next() && rows.getLong(1) > 0
                ? OptionalLong.of(rows.getLong(1))
                : OptionalLong.empty());
  }

  Optional<byte[]> content(String sha256) {
    return query(
        Sql.CONTENT,
        statement -> statement.setBytes(1, HexFormat.of().parseHex(sha256)),
        rows -> rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty());
  }

  private List<LedgerEntry> entries(ResultSet rows) throws SQLException {
    List<LedgerEntry> entries = new ArrayList<>();
    while (rows.next()) {
      entries.add(
          new LedgerEntry(
              types,
              rows.getLong(1),
              rows.getObject(2, UUID.class),
              rows.getString(3),
              rows.getLong(4),
              rows.getString(5),
              rows.getInt(6),
              rows.getObject(7, OffsetDateTime.class).toInstant(),
              rows.getBytes(8),
              rows.getBytes(9),
              rows.getBytes(10)));
    }
    return entries;
  }

  private static int bounded(int limit) {
    return Math.clamp(limit, 0, MAX_LIMIT);
  }

  private <T> T query(String sql, Bind bind, Read<T> read) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind.to(statement);
      try (ResultSet rows = statement.executeQuery()) {
        return read.from(rows);
      }
    } catch (SQLException e) {
      throw new StoreUnavailable("the ledger cannot be read: " + e.getMessage(), e);
    }
  }

  private interface Bind {
    void to(PreparedStatement statement) throws SQLException;
  }

  private interface Read<T> {
    T from(ResultSet rows) throws SQLException;
  }
}
