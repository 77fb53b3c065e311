package dev.daybook.views;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Held by the one node that derives a view once more, for as long as its connection lives. */
final class ViewLock implements AutoCloseable {

  private final Connection connection;
  private final String name;

  private ViewLock(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  /**
   * Takes it; empty where somebody has it.
   *
   * @param tables what the tables that are made are called
   */
  static Optional<ViewLock> take(DataSource dataSource, String tables) {
    try {
      Connection connection = dataSource.getConnection();
      try (PreparedStatement lock =
          connection.prepareStatement("SELECT pg_try_advisory_lock(hashtext(?))")) {
        lock.setString(1, "daybook." + tables);
        try (ResultSet row = lock.executeQuery()) {
          row.next();
          if (row.getBoolean(1)) {
            return Optional.of(new ViewLock(connection, "daybook." + tables));
          }
        }
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException e) {
      throw new ViewWriteException(e);
    }
  }

  @Override
  public void close() {
    try (connection;
        PreparedStatement unlock =
            connection.prepareStatement("SELECT pg_advisory_unlock(hashtext(?))")) {
      unlock.setString(1, name);
      unlock.execute();
    } catch (SQLException e) {
      throw new ViewWriteException(e);
    }
  }
}
