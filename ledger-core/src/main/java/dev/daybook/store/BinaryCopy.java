package dev.daybook.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Rows that PostgreSQL sends in COPY's binary form while they are taken, so that a result of any
 * length holds no more memory than one row.
 *
 * <p>It keeps one connection until it is closed, and is used by one thread at a time.
 */
final class BinaryCopy implements AutoCloseable {

  /**
   * For a copy of a whole table in its key's order: before anybody analysed the table, PostgreSQL
   * takes it for small and would sort all of it before it sends the first row.
   */
  private static final String UNSORTED = "SET enable_sort = off";

  private static final String AS_BEFORE = "RESET enable_sort";

  private final Connection connection;
  private final CopyOut copy;
  private final BinaryRows rows;
  private final boolean unsorted;
  private final boolean isLent;

  private BinaryCopy(
      Connection connection, CopyOut copy, BinaryRows rows, boolean unsorted, boolean isLent) {
    this.connection = connection;
    this.copy = copy;
    this.rows = rows;
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
      throw BinaryRows.unavailable(e);
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
      throw BinaryRows.unavailable(e);
    }
  }

  private static BinaryCopy begin(
      Connection connection, String copy, int columns, boolean unsorted, boolean isLent)
      throws SQLException {
    if (unsorted) {
      execute(connection, UNSORTED);
    }
    CopyOut begun = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
    return new BinaryCopy(
        connection, begun, BinaryRows.begin(begun::readFromCopy, columns), unsorted, isLent);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The row that comes next, or null at the end. */
  @Nullable BinaryRow next() {
    return rows.next();
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
      throw BinaryRows.unavailable(e);
    }
  }
}
