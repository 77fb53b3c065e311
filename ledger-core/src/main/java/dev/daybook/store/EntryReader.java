package dev.daybook.store;

import dev.daybook.personal.PersonalData.Sealed;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the ledger's tables. */
final class EntryReader {

  /** Most entries one call reads. */
  static final int MAX_LIMIT = 10_000;

  /** Bytes after which a page ends; a single entry may have more than a MiB. */
  static final int PAGE_BYTES = 8 << 20;

  /** Most digests whose contents one call reads. */
  private static final int MAX_CONTENTS = 1_000;

  private final DataSource pool;
  private final EntryForm form;

  EntryReader(DataSource pool, EntryForm form) {
    this.pool = pool;
    this.form = form;
  }

  /**
   * The name this ledger was born with.
   *
   * @throws LedgerBroken when it is gone
   */
  static String origin(DataSource pool) {
    return query(
        pool,
        Sql.ORIGIN,
        _ -> {},
        rows -> {
          requireRow(rows, "ledger.origin");
          return rows.getString(1);
        });
  }

  /**
   * Where the ledger stands.
   *
   * @throws LedgerBroken when its row is gone
   */
  LedgerHead head() {
    return head(pool);
  }

  static LedgerHead head(DataSource pool) {
    return query(
        pool,
        Sql.HEAD,
        _ -> {},
        rows -> {
          requireRow(rows, "ledger.head");
          return Rows.head(rows);
        });
  }

  private static void requireRow(ResultSet rows, String table) throws SQLException {
    if (!rows.next()) {
      throw new LedgerBroken("`%s` is empty: somebody deleted its row".formatted(table));
    }
  }

  EntryPage entries(long from, int limit) {
    return page(
        Sql.ENTRIES,
        statement -> {
          statement.setLong(1, from);
          statement.setInt(2, bounded(limit));
        });
  }

  EntryPage stream(String stream, long fromSequence, int limit) {
    return page(
        Sql.STREAM,
        statement -> {
          statement.setString(1, stream);
          statement.setLong(2, fromSequence);
          statement.setInt(3, bounded(limit));
        });
  }

  EntryPage entriesOfTypes(Set<String> names, long from, long to, int limit) {
    return page(
        Sql.ENTRIES_OF_TYPES,
        statement -> {
          statement.setArray(
              1, statement.getConnection().createArrayOf("text", names.toArray(String[]::new)));
          statement.setLong(2, from);
          statement.setLong(3, to);
          statement.setInt(4, bounded(limit));
          statement.setInt(5, bounded(limit));
        });
  }

  List<String> streams(String prefix, int limit) {
    return query(
        Sql.STREAMS,
        statement -> {
          statement.setString(1, prefix);
          statement.setString(2, prefix + Character.toString(Character.MAX_CODE_POINT));
          statement.setInt(3, bounded(limit));
        },
        rows -> {
          List<String> streams = new ArrayList<>();
          while (rows.next()) {
            streams.add(rows.getString(1));
          }
          return List.copyOf(streams);
        });
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
          requireRow(rows, "ledger.head");
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

  Optional<Instant> recordedAt(long position) {
    return query(
        Sql.RECORDED_AT,
        statement -> statement.setLong(1, position),
        rows ->
            rows.next()
                ? Optional.of(rows.getObject(1, OffsetDateTime.class).toInstant())
                : Optional.empty());
  }

  Kept content(String sha256) {
    List<Sealed> sealed = new ArrayList<>();
    byte[] digest = HexFormat.of().parseHex(sha256);
    Kept plain =
        query(
            Sql.CONTENT,
            statement -> {
              statement.setBytes(1, digest);
              statement.setBytes(2, digest);
            },
            rows -> {
              while (rows.next()) {
                String persons = rows.getString(2);
                if (persons.isEmpty()) {
                  return new Kept.Whole(rows.getBytes(1));
                }
                sealed.add(new Sealed(List.of(persons.split(",")), rows.getBytes(1)));
              }
              return new Kept.Nothing();
            });
    return sealed.isEmpty() ? plain : opened(sha256, sealed);
  }

  /** What is kept under each of some digests; what is large is left out. */
  Map<String, Kept> contents(Collection<String> digests) {
    if (digests.size() > MAX_CONTENTS) {
      throw new IllegalArgumentException(
          "at most %d at once; seen %d".formatted(MAX_CONTENTS, digests.size()));
    }
    Set<String> large = new HashSet<>();
    Map<String, List<Sealed>> sealed = new HashMap<>();
    Map<String, Kept> kept = new HashMap<>();
    for (String digest : digests) {
      kept.put(digest, new Kept.Nothing());
    }
    byte[][] asked = kept.keySet().stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
    query(
        Sql.CONTENTS_OF,
        statement -> {
          Array array = statement.getConnection().createArrayOf("bytea", asked);
          statement.setArray(1, array);
          statement.setArray(2, array);
        },
        rows -> {
          while (rows.next()) {
            String digest = HexFormat.of().formatHex(rows.getBytes(1));
            byte[] bytes = rows.getBytes(2);
            String persons = rows.getString(3);
            if (bytes == null) {
              large.add(digest);
            } else if (persons.isEmpty()) {
              kept.put(digest, new Kept.Whole(bytes));
            } else {
              sealed
                  .computeIfAbsent(digest, _ -> new ArrayList<>())
                  .add(new Sealed(List.of(persons.split(",")), bytes));
            }
          }
          return kept;
        });
    sealed.forEach(
        (digest, each) -> {
          if (kept.get(digest) instanceof Kept.Nothing) {
            kept.put(digest, opened(digest, each));
          }
        });
    kept.keySet().removeAll(large);
    return kept;
  }

  /**
   * The first of several that can be opened. Only once the connection is back in the pool: keys are
   * read from the database too.
   */
  private Kept opened(String sha256, List<Sealed> sealed) {
    for (Sealed each : sealed) {
      Optional<byte[]> opened = form.personal().openContent(sha256, each);
      if (opened.isPresent()) {
        return new Kept.Personal(opened.get(), each.persons());
      }
    }
    return new Kept.Erased();
  }

  /**
   * Reads in two steps where it must: large payloads come back as their length alone, and only
   * those that fit into the page are fetched.
   */
  private EntryPage page(String sql, Bind bind) {
    try (Connection connection = pool.getConnection()) {
      List<Row> rows = new ArrayList<>();
      List<Long> large = new ArrayList<>();
      long bytes = 0;
      boolean cut = false;
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        bind.to(statement);
        try (ResultSet found = statement.executeQuery()) {
          while (!cut && found.next()) {
            Row row = new Row(found);
            cut = !rows.isEmpty() && bytes + row.bytes() > PAGE_BYTES;
            if (!cut) {
              bytes += row.bytes();
              rows.add(row);
              if (row.isLarge()) {
                large.add(row.position);
              }
            }
          }
        }
      }
      Map<Long, byte[]> fetched = large.isEmpty() ? Map.of() : payloads(connection, large);
      return new EntryPage(rows.stream().map(row -> row.entry(form, fetched)).toList(), cut);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static Map<Long, byte[]> payloads(Connection connection, List<Long> positions)
      throws SQLException {
    Map<Long, byte[]> payloads = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(Sql.PAYLOADS)) {
      statement.setArray(1, connection.createArrayOf("bigint", positions.toArray(Long[]::new)));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          payloads.put(rows.getLong(1), rows.getBytes(2));
        }
      }
    }
    return payloads;
  }

  /** An entry as the table holds it; a large payload is still to be fetched. */
  private static final class Row {
    final long position;
    private final UUID eventId;
    private final String stream;
    private final long sequence;
    private final String type;
    private final int revision;
    private final OffsetDateTime recordedAt;
    private final byte @Nullable [] payload;
    private final byte[] metadata;
    private final byte[] leaf;
    private final int payloadBytes;

    Row(ResultSet row) throws SQLException {
      position = row.getLong(1);
      eventId = row.getObject(2, UUID.class);
      stream = row.getString(3);
      sequence = row.getLong(4);
      type = row.getString(5);
      revision = row.getInt(6);
      recordedAt = row.getObject(7, OffsetDateTime.class);
      payload = row.getBytes(8);
      metadata = row.getBytes(9);
      leaf = row.getBytes(10);
      payloadBytes = row.getInt(11);
    }

    boolean isLarge() {
      return payload == null;
    }

    long bytes() {
      return (long) payloadBytes + metadata.length + leaf.length;
    }

    LedgerEntry entry(EntryForm form, Map<Long, byte[]> fetched) {
      byte[] whole = payload == null ? fetched.get(position) : payload;
      if (whole == null) {
        throw new IllegalStateException("the payload of position %d is gone".formatted(position));
      }
      return new LedgerEntry(
          form,
          position,
          eventId,
          stream,
          sequence,
          type,
          revision,
          recordedAt.toInstant(),
          whole,
          metadata,
          leaf);
    }
  }

  private static int bounded(int limit) {
    return Math.clamp(limit, 0, MAX_LIMIT);
  }

  private <T> T query(String sql, Bind bind, Read<T> read) {
    return query(pool, sql, bind, read);
  }

  private static <T> T query(DataSource pool, String sql, Bind bind, Read<T> read) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind.to(statement);
      try (ResultSet rows = statement.executeQuery()) {
        return read.from(rows);
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static StoreUnavailable unreadable(SQLException e) {
    return new StoreUnavailable("the ledger cannot be read: " + e.getMessage(), e);
  }

  private interface Bind {
    void to(PreparedStatement statement) throws SQLException;
  }

  private interface Read<T> {
    T from(ResultSet rows) throws SQLException;
  }
}
