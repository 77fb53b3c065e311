package dev.daybook.views;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.ConnectionWrapperFactory;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;

/**
 * One connection per transaction and thread, shared by the token store and the view's own SQL, so
 * that a view's rows and its position commit together or not at all.
 *
 * <p>These commits need not wait for the disk: what a crash takes away, rows and position alike, is
 * followed again from the ledger.
 */
final class ViewTransactions implements TransactionManager, ConnectionProvider {

  /**
   * Every statement here finds its rows by key, and fresh tables have no statistics to say so: an
   * index is always right, and a scan of a growing table never.
   */
  private static final String SETTINGS =
      "SET LOCAL synchronous_commit TO off; SET LOCAL enable_seqscan TO off;"
          + " SET LOCAL enable_hashjoin TO off; SET LOCAL enable_mergejoin TO off";

  private final DataSource dataSource;

  @SuppressWarnings("ThreadLocalUsage") // two nodes in one process must not share transactions
  private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

  ViewTransactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Transaction startTransaction() {
    if (current.get() != null) {
      return new Joined();
    }
    try {
      Connection connection = dataSource.getConnection();
      try {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
          statement.execute(SETTINGS);
        }
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
      current.set(connection);
      return new Own(connection);
    } catch (SQLException e) {
      throw new ViewWriteException(e);
    }
  }

  /** The transaction's connection; closing it does nothing. */
  @Override
  public Connection getConnection() {
    return ConnectionWrapperFactory.wrap(
        connection(), new ConnectionWrapperFactory.NoOpCloseHandler());
  }

  /** The transaction's connection itself. */
  Connection connection() {
    Connection connection = current.get();
    if (connection == null) {
      throw new IllegalStateException("no transaction is under way on this thread");
    }
    return connection;
  }

  /** Part of a transaction that is under way: whoever began it ends it. */
  private record Joined() implements Transaction {
    @Override
    public void commit() {}

    @Override
    public void rollback() {}
  }

  private final class Own implements Transaction {
    private final Connection connection;
    private boolean over;

    Own(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void commit() {
      if (over) {
        return;
      }
      try {
        connection.commit();
      } catch (SQLException e) {
        throw new ViewWriteException(e);
      }
      end();
    }

    @Override
    public void rollback() {
      if (over) {
        return;
      }
      try {
        connection.rollback();
      } catch (SQLException e) {
        throw new ViewWriteException(e);
      } finally {
        end();
      }
    }

    private void end() {
      over = true;
      current.remove();
      try {
        connection.close();
      } catch (SQLException e) {
        throw new ViewWriteException(e);
      }
    }
  }
}
