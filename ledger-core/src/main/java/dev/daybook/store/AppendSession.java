package dev.daybook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The appender's conversation with PostgreSQL on one connection. */
final class AppendSession implements AutoCloseable {

  /** How far the node's clock may be from the database's. */
  static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  /** The head and what the database's clock said when it was read. */
  record Observed(LedgerHead head, Instant databaseNow) {}

  private final Connection connection;
  private final PGConnection postgres;
  private final PreparedStatement head;
  private final PreparedStatement headLocked;
  private final PreparedStatement streamHeads;
  private final PreparedStatement headsSince;
  private final PreparedStatement eventAt;
  private final PreparedStatement append;
  private final PreparedStatement appendWithContent;

  AppendSession(Connection connection) throws SQLException {
    this.connection = connection;
    this.postgres = connection.unwrap(PGConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.SESSION);
    }
    this.head = connection.prepareStatement(Sql.HEAD);
    this.headLocked = connection.prepareStatement(Sql.HEAD_LOCKED);
    this.streamHeads = connection.prepareStatement(Sql.STREAM_HEADS);
    this.headsSince = connection.prepareStatement(Sql.HEADS_SINCE);
    this.eventAt = connection.prepareStatement(Sql.EVENT_AT);
    this.append = connection.prepareStatement(Sql.APPEND);
    this.appendWithContent = connection.prepareStatement(Sql.APPEND_WITH_CONTENT);
  }

  /** The process that serves this connection in PostgreSQL, by its id there. */
  int backend() {
    return postgres.getBackendPID();
  }

  Observed head() throws SQLException {
    return observed(head);
  }

  /** Begins a transaction that holds the head until {@link #commit} or {@link #rollback}. */
  Observed lockHead() throws SQLException {
    connection.setAutoCommit(false);
    return observed(headLocked);
  }

  private static Observed observed(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("ledger.head has no row", "XX000");
      }
      return new Observed(Rows.head(rows), rows.getObject("now", OffsetDateTime.class).toInstant());
    }
  }

  void commit() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  void rollback() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** The last sequence of each stream that has entries. */
  Map<String, Long> heads(Collection<String> streams) throws SQLException {
    streamHeads.setArray(1, postgres.createArrayOf("text", streams.toArray(String[]::new)));
    return heads(streamHeads);
  }

  /** The last sequence of each stream written after {@code position}, up to {@code to}. */
  Map<String, Long> headsSince(long position, long to) throws SQLException {
    headsSince.setLong(1, position);
    headsSince.setLong(2, to);
    return heads(headsSince);
  }

  private static Map<String, Long> heads(PreparedStatement statement) throws SQLException {
    Map<String, Long> heads = new HashMap<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        heads.put(rows.getString(1), rows.getLong(2));
      }
    }
    return heads;
  }

  /** The id of the event at {@code position}, if there is one. */
  @Nullable UUID eventAt(long position) throws SQLException {
    eventAt.setLong(1, position);
    try (ResultSet rows = eventAt.executeQuery()) {
      return rows.next() ? rows.getObject(1, UUID.class) : null;
    }
  }

  /**
   * Moves the head and writes the entries, in one statement.
   *
   * @return false when the head was not where the attempt says, or this node's clock is off; then
   *     nothing was written
   */
  boolean write(Attempt attempt, List<Proposal.Content> contents, Instant now) throws SQLException {
    PreparedStatement statement = contents.isEmpty() ? append : appendWithContent;
    int size = attempt.size();
    int at = 1;
    statement.setLong(at++, size);
    statement.setObject(at++, attempt.recordedAt().atOffset(ZoneOffset.UTC));
    statement.setLong(at++, attempt.policyPosition());
    statement.setLong(at++, attempt.base().epoch());
    statement.setLong(at++, attempt.base().position());
    statement.setObject(at++, now.minus(CLOCK_TOLERANCE).atOffset(ZoneOffset.UTC));
    statement.setObject(at++, now.plus(CLOCK_TOLERANCE).atOffset(ZoneOffset.UTC));
    if (!contents.isEmpty()) {
      byte[][] digests = new byte[contents.size()][];
      String[] persons = new String[contents.size()];
      byte[][] bytes = new byte[contents.size()][];
      for (int i = 0; i < bytes.length; i++) {
        digests[i] = HexFormat.of().parseHex(contents.get(i).sha256());
        persons[i] = contents.get(i).persons();
        bytes[i] = contents.get(i).bytes();
      }
      statement.setArray(at++, postgres.createArrayOf("bytea", digests));
      statement.setArray(at++, postgres.createArrayOf("text", persons));
      statement.setArray(at++, postgres.createArrayOf("bytea", bytes));
    }
    long[] positions = new long[size];
    String[] ids = new String[size];
    String[] streams = new String[size];
    long[] sequences = new long[size];
    String[] types = new String[size];
    int[] revisions = new int[size];
    byte[][] payloads = new byte[size][];
    byte[][] metadata = new byte[size][];
    byte[][] leaves = new byte[size][];
    int i = 0;
    for (Proposal proposal : attempt.proposals()) {
      for (Proposal.Event event : proposal.events()) {
        positions[i] = attempt.base().position() + 1 + i;
        ids[i] = event.id().toString();
        streams[i] = event.stream();
        sequences[i] = event.sequence();
        types[i] = event.kind().name();
        revisions[i] = event.kind().revision();
        payloads[i] = event.payload();
        metadata[i] = event.metadata();
        leaves[i] = event.leaf().at(positions[i] - 1, attempt.time());
        i++;
      }
    }
    statement.setArray(at++, postgres.createArrayOf("bigint", positions));
    statement.setArray(at++, postgres.createArrayOf("text", ids));
    statement.setArray(at++, postgres.createArrayOf("text", streams));
    statement.setArray(at++, postgres.createArrayOf("bigint", sequences));
    statement.setArray(at++, postgres.createArrayOf("text", types));
    statement.setArray(at++, postgres.createArrayOf("integer", revisions));
    statement.setArray(at++, postgres.createArrayOf("bytea", payloads));
    statement.setArray(at++, postgres.createArrayOf("bytea", metadata));
    statement.setArray(at, postgres.createArrayOf("bytea", leaves));
    int written = statement.executeUpdate();
    if (written != 0 && written != size) {
      throw new SQLException("wrote %d of %d entries".formatted(written, size), "XX000");
    }
    return written == size;
  }

  @Override
  public void close() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException _) {
      // it is gone either way
    }
  }
}
