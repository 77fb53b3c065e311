package dev.daybook.store;

import java.io.IOException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Leaf statements in a range of positions, streamed in order: for whoever seals them. It keeps one
 * connection of the ledger's pool until it is closed; one thread at a time uses it.
 */
public final class LeafScan implements AutoCloseable {

  /** As {@code leaves.sql} asks for. */
  private static final int COLUMNS = 2;

  private final BinaryCopy rows;
  private long expected;

  private LeafScan(BinaryCopy rows, long first) {
    this.rows = rows;
    this.expected = first;
  }

  static LeafScan open(DataSource pool, long first, long last) {
    return new LeafScan(BinaryCopy.open(pool, Sql.LEAVES.formatted(first, last), COLUMNS), first);
  }

  /**
   * The statement that comes next, or null at the end.
   *
   * @throws LedgerBroken when a position is missing before it
   */
  public byte @Nullable [] next() {
    try {
      if (!rows.next()) {
        return null;
      }
      long position = rows.bigint();
      if (position != expected) {
        throw new LedgerBroken(
            "position %d is missing: the ledger goes on with %d".formatted(expected, position));
      }
      expected++;
      return rows.bytea();
    } catch (IOException e) {
      throw BinaryCopy.unavailable(e);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
