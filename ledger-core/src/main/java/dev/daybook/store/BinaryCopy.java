package dev.daybook.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Rows that PostgreSQL sends in COPY's binary form while they are taken, so that a result of any
 * length holds no more memory than one row. No column may be null. A message of the server's holds
 * whole rows, and values are read from it where they lie.
 *
 * <p>It keeps one connection until it is closed, and is used by one thread at a time.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html">COPY, binary format</a>
 * @see <a href="https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-COPY">COPY, messages
 *     </a>
 */
final class BinaryCopy implements AutoCloseable {

  /** What a binary copy begins with. */
  private static final byte[] SIGNATURE = HexFormat.of().parseHex("5047434f50590aff0d0a00");

  private static final short END = -1;

  /** PostgreSQL counts microseconds from 2000-01-01. */
  private static final long FIRST_SECOND = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  private static final long MICROS = 1_000_000;

  /**
   * For a copy of a whole table in its key's order: before anybody analysed the table, PostgreSQL
   * takes it for small and would sort all of it before it sends the first row.
   */
  private static final String UNSORTED = "SET enable_sort = off";

  private static final String AS_BEFORE = "RESET enable_sort";

  private final Connection connection;
  private final CopyOut copy;
  private final int columns;
  private final boolean unsorted;
  private final boolean isLent;
  private ByteBuffer message = ByteBuffer.allocate(0);
  private boolean ended;

  private BinaryCopy(
      Connection connection, CopyOut copy, int columns, boolean unsorted, boolean isLent) {
    this.connection = connection;
    this.copy = copy;
    this.columns = columns;
    this.unsorted = unsorted;
    this.isLent = isLent;
  }

  /**
   * Begins to read.
   *
   * @param copy a {@code COPY … TO STDOUT (FORMAT binary)}
   * @param columns how many each row has
   */
  static BinaryCopy open(DataSource pool, String copy, int columns) {
    return open(pool, copy, columns, false);
  }

  /** Begins to read a whole table, or much of it, along its index. */
  static BinaryCopy openUnsorted(DataSource pool, String copy, int columns) {
    return open(pool, copy, columns, true);
  }

  /** The same on a connection that is given back to nobody, in the transaction it has begun. */
  static BinaryCopy openUnsorted(Connection lent, String copy, int columns) {
    try {
      return begin(lent, copy, columns, true, true);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static BinaryCopy open(DataSource pool, String copy, int columns, boolean unsorted) {
    try {
      Connection connection = pool.getConnection();
      try {
        return begin(connection, copy, columns, unsorted, false);
      } catch (SQLException | StoreUnavailable e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static BinaryCopy begin(
      Connection connection, String copy, int columns, boolean unsorted, boolean isLent)
      throws SQLException {
    if (unsorted) {
      execute(connection, UNSORTED);
    }
    CopyOut begun = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
    BinaryCopy rows = new BinaryCopy(connection, begun, columns, unsorted, isLent);
    rows.readHeader();
    return rows;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void readHeader() {
    receive();
    byte[] signature = bytes(SIGNATURE.length);
    if (!Arrays.equals(signature, SIGNATURE)) {
      throw unreadable("the server's copy begins otherwise: " + Arrays.toString(signature));
    }
    here(Integer.BYTES).getInt();
    bytes(here(Integer.BYTES).getInt());
  }

  /** Goes to the next row, whose columns are read in their order; false at the end. */
  boolean next() {
    if (ended) {
      return false;
    }
    if (!message.hasRemaining()) {
      receive();
    }
    short seen = here(Short.BYTES).getShort();
    if (seen == END) {
      ended = true;
      return false;
    }
    if (seen != columns) {
      throw unreadable("a row of %d columns; wanted %d".formatted(seen, columns));
    }
    return true;
  }

  long bigint() {
    skipLength();
    return here(Long.BYTES).getLong();
  }

  int integer() {
    skipLength();
    return here(Integer.BYTES).getInt();
  }

  UUID uuid() {
    skipLength();
    ByteBuffer here = here(2 * Long.BYTES);
    return new UUID(here.getLong(), here.getLong());
  }

  Instant timestamptz() {
    long micros = bigint();
    return Instant.ofEpochSecond(
        FIRST_SECOND + Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  String text() {
    int length = here(Integer.BYTES).getInt();
    ByteBuffer here = here(length);
    int from = here.position();
    here.position(from + length);
    return new String(here.array(), here.arrayOffset() + from, length, StandardCharsets.UTF_8);
  }

  byte[] bytea() {
    return bytes(here(Integer.BYTES).getInt());
  }

  private byte[] bytes(int length) {
    ByteBuffer here = here(length);
    byte[] bytes = new byte[length];
    here.get(bytes);
    return bytes;
  }

  /** The length of a column that has one length only. */
  private void skipLength() {
    here(Integer.BYTES).getInt();
  }

  /** Where so many bytes lie, the next ones. */
  private ByteBuffer here(int bytes) {
    if (message.remaining() < bytes) {
      throw unreadable(
          "a message of the server's copy ends inside a row: %d bytes are left; wanted %d"
              .formatted(message.remaining(), bytes));
    }
    return message;
  }

  private void receive() {
    byte @Nullable [] next;
    try {
      next = copy.readFromCopy();
    } catch (SQLException e) {
      throw unavailable(e);
    }
    if (next == null) {
      throw unreadable("the server's copy ends before it says so");
    }
    message = ByteBuffer.wrap(next);
  }

  private static StoreUnavailable unreadable(String what) {
    return unavailable(new SQLException(what));
  }

  private static StoreUnavailable unavailable(SQLException cause) {
    return new StoreUnavailable("the ledger cannot be read: " + cause.getMessage(), cause);
  }

  /**
   * Gives the connection back. What was not taken is read and dropped: a cancelled copy may cancel
   * what the connection is used for next.
   */
  @Override
  public void close() {
    try {
      try {
        while (copy.isActive() && copy.readFromCopy() != null) {
          // dropped
        }
        if (unsorted) {
          execute(connection, AS_BEFORE);
        }
      } finally {
        if (!isLent) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }
}
