package dev.daybook.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * One row of a binary copy, whose columns are read in their order from where they lie in the
 * server's message. It holds nothing but its bytes: any one thread may read it, once.
 */
final class BinaryRow {

  /** PostgreSQL counts microseconds from 2000-01-01. */
  private static final long FIRST_SECOND = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  private static final long MICROS = 1_000_000;

  private final ByteBuffer columns;

  /**
   * @param columns stands before the length of the first; every length was looked at
   */
  BinaryRow(ByteBuffer columns) {
    this.columns = columns;
  }

  /** How many bytes are left of it. */
  int bytes() {
    return columns.remaining();
  }

  long bigint() {
    return fixed(Long.BYTES).getLong();
  }

  int integer() {
    return fixed(Integer.BYTES).getInt();
  }

  UUID uuid() {
    ByteBuffer uuid = fixed(2 * Long.BYTES);
    return new UUID(uuid.getLong(), uuid.getLong());
  }

  Instant timestamptz() {
    long micros = bigint();
    return Instant.ofEpochSecond(
        FIRST_SECOND + Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  String text() {
    int length = columns.getInt();
    int from = columns.position();
    columns.position(from + length);
    return new String(
        columns.array(), columns.arrayOffset() + from, length, StandardCharsets.UTF_8);
  }

  byte[] bytea() {
    byte[] bytes = new byte[columns.getInt()];
    columns.get(bytes);
    return bytes;
  }

  /** A column of one length only. */
  private ByteBuffer fixed(int wanted) {
    int length = columns.getInt();
    if (length != wanted) {
      throw BinaryRows.unreadable(
          "a column of %d bytes where one of %d stands".formatted(length, wanted));
    }
    return columns;
  }
}
