package dev.daybook.store;

import dev.daybook.personal.KeyEncryption;
import dev.daybook.seal.LeafEntry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Fills an empty ledger with another's history, position by position and byte by byte, in one
 * transaction: all of it is there afterwards, or nothing. What comes is not judged here; whoever
 * restores verifies it then.
 *
 * <p>One thread uses it.
 */
public final class LedgerRestore implements AutoCloseable {

  /** Rows in one statement, and bytes after which there are no more of them. */
  private static final int ROWS = 1_000;

  private static final long BYTES = 8 << 20;

  private final Database database;
  private final KeyEncryption encryption;
  private final Connection connection;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Content> contents = new ArrayList<>();
  private long bytes;
  private boolean committed;

  private LedgerRestore(Database database, KeyEncryption encryption, Connection connection) {
    this.database = database;
    this.encryption = encryption;
    this.connection = connection;
  }

  /**
   * An entry as it is kept.
   *
   * @param payload not to be changed, as the others
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  public record Entry(
      long position,
      UUID event,
      String stream,
      long sequence,
      String type,
      int revision,
      Instant recordedAt,
      byte[] payload,
      byte[] metadata,
      byte[] leaf) {

    private long bytes() {
      return (long) payload.length + metadata.length + leaf.length;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  private record Content(byte[] sha256, String persons, byte[] bytes) {}

  /**
   * Opens the database, which is made where there is none, and migrates it.
   *
   * @param origin the name of the ledger that is restored
   * @param schemas other schemas to fill in the same transaction, with where their migrations are
   * @throws StartRefused when something was recorded there, when the ledger there has another name,
   *     or when nothing opens the keys of persons
   */
  public static LedgerRestore open(LedgerSettings settings, String origin, List<Beside> schemas) {
    if (settings.axonServer() != null) {
      throw new StartRefused(
          "a history is restored into a ledger whose events live in PostgreSQL; unset"
              + " DAYBOOK_EVENT_STORE");
    }
    KeyEncryption encryption = KeyEncryptions.existing(settings.keys());
    Database database = Database.open(settings.withOrigin(origin));
    try {
      schemas.forEach(schema -> database.migrate(schema.name(), schema.location()));
      Connection connection = database.connectAsOwner();
      try {
        connection.setAutoCommit(false);
        requireEmpty(connection);
        requireName(EntryReader.origin(database.pool()), origin);
        return new LedgerRestore(database, encryption, connection);
      } catch (SQLException | StartRefused e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      database.close();
      throw unwritable(e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * A schema beside the ledger's.
   *
   * @param location of its migrations, {@code classpath:db/seal}
   */
  public record Beside(String name, String location) {}

  private static void requireEmpty(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(Sql.IS_EMPTY);
        ResultSet row = select.executeQuery()) {
      row.next();
      if (!row.getBoolean(1)) {
        throw new StartRefused(
            "there is a ledger in this database already; a history is restored into an empty one");
      }
    }
  }

  private static void requireName(String there, String wanted) {
    if (!there.equals(wanted)) {
      throw new StartRefused(
          "this database was made for the ledger `%s`; the history is of `%s`: name a database that"
                  .formatted(there, wanted)
              + " no Daybook was started on");
    }
  }

  /**
   * Takes away what was restored just now and did not hold, so that the database is empty again.
   *
   * @param settings of a database that {@link #open} found empty
   * @param position of the last entry that was restored
   * @throws StartRefused when more was recorded since
   */
  public static void undo(LedgerSettings settings, long position, List<Beside> schemas) {
    Database database = Database.open(settings);
    try (Connection connection = database.connectAsOwner();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      requireNoMore(statement, position);
      for (Beside schema : schemas) {
        statement.execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(schema.name()));
      }
      statement.execute("DROP SCHEMA ledger CASCADE");
      connection.commit();
    } catch (SQLException e) {
      throw unwritable(e);
    } finally {
      database.close();
    }
  }

  private static void requireNoMore(Statement statement, long position) throws SQLException {
    try (ResultSet head = statement.executeQuery(Sql.HEAD_LOCKED)) {
      if (!head.next() || head.getLong("position") != position) {
        throw new StartRefused(
            "somebody recorded more in this database since; what was restored stays there");
      }
    }
  }

  /** The connection, in its transaction. */
  public Connection connection() {
    return connection;
  }

  /**
   * The key that persons are looked up by.
   *
   * @throws StartRefused when it is wrapped by another key than this node has
   */
  public void lookupKey(byte[] wrapped) {
    KeyRing.unwrapped(encryption, wrapped);
    execute(Sql.PERSON_SECRET_MADE, insert -> insert.setBytes(1, wrapped));
  }

  /** A person's key. */
  public void person(LedgerSnapshot.WrappedKey key) {
    execute(
        Sql.RESTORE_PERSON,
        insert -> {
          insert.setString(1, key.id());
          insert.setBytes(2, key.designation());
          insert.setBytes(3, key.wrapped());
        });
  }

  /**
   * What is kept by its digest.
   *
   * @param persons whose keys it is sealed under; empty where it is not
   */
  public void content(byte[] sha256, List<String> persons, byte[] kept) {
    contents.add(new Content(sha256, String.join(",", persons), kept));
    added(contents.size(), kept.length);
  }

  /** The entry that comes next. */
  public void entry(Entry entry) {
    entries.add(entry);
    added(entries.size(), entry.bytes());
  }

  private void added(int rows, long more) {
    bytes += more;
    if (rows >= ROWS || bytes >= BYTES) {
      write();
    }
  }

  private void write() {
    if (!contents.isEmpty()) {
      execute(
          Sql.RESTORE_CONTENTS,
          insert -> {
            insert.setArray(1, bytes(contents.stream().map(Content::sha256)));
            insert.setArray(2, array("text", contents.stream().map(Content::persons).toList()));
            insert.setArray(3, bytes(contents.stream().map(Content::bytes)));
          });
      contents.clear();
    }
    if (!entries.isEmpty()) {
      execute(
          Sql.RESTORE_ENTRIES,
          insert -> {
            insert.setArray(1, array("bigint", entries.stream().map(Entry::position).toList()));
            insert.setArray(
                2, array("text", entries.stream().map(entry -> entry.event().toString()).toList()));
            insert.setArray(3, array("text", entries.stream().map(Entry::stream).toList()));
            insert.setArray(4, array("bigint", entries.stream().map(Entry::sequence).toList()));
            insert.setArray(5, array("text", entries.stream().map(Entry::type).toList()));
            insert.setArray(6, array("integer", entries.stream().map(Entry::revision).toList()));
            insert.setArray(
                7,
                array(
                    "text",
                    entries.stream().map(entry -> LeafEntry.time(entry.recordedAt())).toList()));
            insert.setArray(8, bytes(entries.stream().map(Entry::payload)));
            insert.setArray(9, bytes(entries.stream().map(Entry::metadata)));
            insert.setArray(10, bytes(entries.stream().map(Entry::leaf)));
          });
      entries.clear();
    }
    bytes = 0;
  }

  private Array bytes(Stream<byte[]> values) throws SQLException {
    return connection.createArrayOf("bytea", values.toArray(byte[][]::new));
  }

  private Array array(String type, List<?> values) throws SQLException {
    return connection.createArrayOf(type, values.toArray());
  }

  /** Writes what is left, moves the head there, and makes all of it durable. */
  public void commit(long position, Instant recordedAt, long policyPosition) {
    write();
    execute(
        Sql.RESTORE_HEAD,
        update -> {
          update.setLong(1, position);
          update.setObject(2, recordedAt.atOffset(ZoneOffset.UTC));
          update.setLong(3, policyPosition);
        });
    try {
      connection.commit();
      committed = true;
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  private interface Values {
    void set(PreparedStatement statement) throws SQLException;
  }

  private void execute(String sql, Values values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      values.set(statement);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  private static StoreUnavailable unwritable(SQLException e) {
    return new StoreUnavailable("the history cannot be restored: " + e.getMessage(), e);
  }

  /** Undoes all of it, unless it was committed. */
  @Override
  public void close() {
    try (connection) {
      if (!committed) {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw unwritable(e);
    } finally {
      database.close();
    }
  }
}
