package dev.daybook.store;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Rows as COPY's binary form has them, out of messages of which each holds whole rows. No column
 * may be null. Lengths are looked at before a row is handed out, so who reads it later reads within
 * it.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html">COPY, binary format</a>
 * @see <a href="https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-COPY">COPY, messages
 *     </a>
 */
final class BinaryRows {

  /** What a binary copy begins with. */
  private static final byte[] SIGNATURE = HexFormat.of().parseHex("5047434f50590aff0d0a00");

  private static final short END = -1;

  private final Messages messages;
  private final int columns;
  private ByteBuffer message = ByteBuffer.allocate(0);
  private boolean ended;

  private BinaryRows(Messages messages, int columns) {
    this.messages = messages;
    this.columns = columns;
  }

  /** Where messages come from. */
  @FunctionalInterface
  interface Messages {

    /** The next message, which nobody else holds; null behind the last. */
    byte @Nullable [] next() throws SQLException;
  }

  /**
   * Reads what stands before the first row.
   *
   * @param columns how many each row has
   */
  static BinaryRows begin(Messages messages, int columns) {
    BinaryRows rows = new BinaryRows(messages, columns);
    rows.readHeader();
    return rows;
  }

  private void readHeader() {
    receive();
    byte[] signature = new byte[Math.min(SIGNATURE.length, message.remaining())];
    message.get(signature);
    if (!Arrays.equals(signature, SIGNATURE)) {
      throw unreadable("the server's copy begins otherwise: " + Arrays.toString(signature));
    }
    require(Integer.BYTES);
    message.getInt(); // flags
    skip();
  }

  /** The row that comes next, or null at the end. */
  @Nullable BinaryRow next() {
    if (ended) {
      return null;
    }
    if (!message.hasRemaining()) {
      receive();
    }
    require(Short.BYTES);
    short seen = message.getShort();
    if (seen == END) {
      ended = true;
      return null;
    }
    if (seen != columns) {
      throw unreadable("a row of %d columns; wanted %d".formatted(seen, columns));
    }
    ByteBuffer row = message.duplicate();
    for (int column = 0; column < columns; column++) {
      skip();
    }
    row.limit(message.position());
    return new BinaryRow(row);
  }

  /** Goes past a length and so many bytes. */
  private void skip() {
    require(Integer.BYTES);
    int length = message.getInt();
    if (length < 0) {
      throw unreadable("a column is null");
    }
    require(length);
    message.position(message.position() + length);
  }

  private void require(int bytes) {
    if (message.remaining() < bytes) {
      throw unreadable(
          "a message of the server's copy ends inside a row: %d bytes are left; wanted %d"
              .formatted(message.remaining(), bytes));
    }
  }

  private void receive() {
    byte @Nullable [] next;
    try {
      next = messages.next();
    } catch (SQLException e) {
      throw unavailable(e);
    }
    if (next == null) {
      throw unreadable("the server's copy ends before it says so");
    }
    message = ByteBuffer.wrap(next);
  }

  static StoreUnavailable unreadable(String what) {
    return unavailable(new SQLException(what));
  }

  static StoreUnavailable unavailable(SQLException cause) {
    return new StoreUnavailable("the ledger cannot be read: " + cause.getMessage(), cause);
  }
}
