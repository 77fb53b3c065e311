package dev.daybook.store;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Leaf statements in a range of positions, streamed in order: for whoever seals them. It keeps one
 * connection of the ledger's pool until it is closed; one thread at a time uses it.
 */
public final class LeafScan implements AutoCloseable {

  /** As {@code leaves.sql} asks for. */
  private static final int COLUMNS = 2;

  /** From so many on it is asked for along the index, as a whole table is. */
  private static final int MANY = 10_000;

  private final BinaryCopy rows;
  private long expected;

  private LeafScan(BinaryCopy rows, long first) {
    this.rows = rows;
    this.expected = first;
  }

  static LeafScan open(DataSource pool, long first, long last) {
    String copy = Sql.LEAVES.formatted(first, last);
    return new LeafScan(
        last - first < MANY
            ? BinaryCopy.open(pool, copy, COLUMNS)
            : BinaryCopy.openUnsorted(pool, copy, COLUMNS),
        first);
  }

  /**
   * The statement that comes next, or null at the end.
   *
   * @throws LedgerBroken when a position is missing before it
   */
  public byte @Nullable [] next() {
    BinaryRow row = rows.next();
    if (row == null) {
      return null;
    }
    long position = row.bigint();
    if (position != expected) {
      throw new LedgerBroken(
          "position %d is missing: the ledger goes on with %d".formatted(expected, position));
    }
    expected++;
    return row.bytea();
  }

  @Override
  public void close() {
    rows.close();
  }
}
