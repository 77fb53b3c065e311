package dev.daybook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The right to do what one node does for all of them, held by one until it gives it back or dies.
 *
 * <p>It is a lock of PostgreSQL's that lives as long as the connection it was taken on, which is
 * outside the pool and used for nothing else: a process that is killed takes its connections along,
 * so the next one gets the lock at once. Of a machine that vanishes PostgreSQL hears by {@code
 * tcp_keepalives_idle}. Whoever lost the lock finds out when it asks {@link #isHeld} next, so two
 * may work for a moment: what they do must bear that.
 */
public final class Turn implements AutoCloseable {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final int CHECK_SECONDS = 2;

  private final Connection connection;

  private Turn(Connection connection) {
    this.connection = connection;
  }

  /** Takes it, if no other node has it. */
  static Optional<Turn> take(Database database, String name) {
    try {
      Connection connection = database.connect("daybook-turn", ANSWER_WITHIN);
      try (PreparedStatement take = connection.prepareStatement(Sql.TURN)) {
        take.setString(1, name);
        try (ResultSet taken = take.executeQuery()) {
          if (taken.next() && taken.getBoolean(1)) {
            return Optional.of(new Turn(connection));
          }
        }
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
      connection.close();
      return Optional.empty();
    } catch (SQLException e) {
      throw new StoreUnavailable("nobody can tell whose turn it is: " + e.getMessage(), e);
    }
  }

  /** Whether this node still has it; asks the database. */
  public boolean isHeld() {
    try {
      return connection.isValid(CHECK_SECONDS);
    } catch (SQLException _) {
      return false;
    }
  }

  /** Gives it back. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException _) {
      // it is gone, and the lock with it
    }
  }
}
