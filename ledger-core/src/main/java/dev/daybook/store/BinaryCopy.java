package dev.daybook.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * Rows that PostgreSQL sends in COPY's binary form while they are taken, so that a result of any
 * length holds no more memory than one row. No column may be null.
 *
 * <p>It keeps one connection of the pool until it is closed, and is used by one thread at a time.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html">COPY, binary format</a>
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
  private final DataInputStream rows;
  private final int columns;
  private final boolean unsorted;
  private boolean ended;

  private BinaryCopy(Connection connection, DataInputStream rows, int columns, boolean unsorted) {
    this.connection = connection;
    this.rows = rows;
    this.columns = columns;
    this.unsorted = unsorted;
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

  /** Begins to read a whole table along its index. */
  static BinaryCopy openUnsorted(DataSource pool, String copy, int columns) {
    return open(pool, copy, columns, true);
  }

  private static BinaryCopy open(DataSource pool, String copy, int columns, boolean unsorted) {
    try {
      Connection connection = pool.getConnection();
      try {
        if (unsorted) {
          execute(connection, UNSORTED);
        }
        DataInputStream rows =
            new DataInputStream(new PGCopyInputStream(connection.unwrap(PGConnection.class), copy));
        readHeader(rows);
        return new BinaryCopy(connection, rows, columns, unsorted);
      } catch (SQLException | IOException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException | IOException e) {
      throw unavailable(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void readHeader(DataInputStream rows) throws IOException {
    byte[] signature = new byte[SIGNATURE.length];
    rows.readFully(signature);
    if (!Arrays.equals(signature, SIGNATURE)) {
      throw new IOException("the server's copy begins otherwise: " + Arrays.toString(signature));
    }
    rows.readInt();
    rows.skipNBytes(rows.readInt());
  }

  /** Goes to the next row, whose columns are read in their order; false at the end. */
  boolean next() throws IOException {
    if (ended) {
      return false;
    }
    short seen = rows.readShort();
    if (seen == END) {
      ended = true;
      return false;
    }
    if (seen != columns) {
      throw new IOException("a row of %d columns; wanted %d".formatted(seen, columns));
    }
    return true;
  }

  long bigint() throws IOException {
    skipLength();
    return rows.readLong();
  }

  int integer() throws IOException {
    skipLength();
    return rows.readInt();
  }

  UUID uuid() throws IOException {
    skipLength();
    return new UUID(rows.readLong(), rows.readLong());
  }

  Instant timestamptz() throws IOException {
    long micros = bigint();
    return Instant.ofEpochSecond(
        FIRST_SECOND + Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  String text() throws IOException {
    return new String(bytea(), StandardCharsets.UTF_8);
  }

  byte[] bytea() throws IOException {
    byte[] bytes = new byte[rows.readInt()];
    rows.readFully(bytes);
    return bytes;
  }

  /** The length of a column that has one length only. */
  private void skipLength() throws IOException {
    rows.readInt();
  }

  static StoreUnavailable unavailable(Exception cause) {
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
        rows.transferTo(OutputStream.nullOutputStream());
        rows.close();
        if (unsorted) {
          execute(connection, AS_BEFORE);
        }
      } finally {
        connection.close();
      }
    } catch (SQLException | IOException e) {
      throw unavailable(e);
    }
  }
}
