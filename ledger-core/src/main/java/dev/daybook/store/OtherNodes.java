package dev.daybook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from PostgreSQL when any node appended (LISTEN {@code daybook_head}), so that views follow
 * other nodes without polling. Whoever is connected to the database may notify, dashboards too, so
 * what is heard is no more than a reason to read the head; so are silence and a lost connection.
 */
final class OtherNodes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);

  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Database database;
  private final HeadSignal signal;
  private final IntPredicate own;
  private final List<Runnable> reconnected = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Connection connection;

  /**
   * @param own whether a notification's process in PostgreSQL serves this node's own appender,
   *     which has told of its commits by itself, and more of them
   */
  OtherNodes(Database database, HeadSignal signal, IntPredicate own) {
    this.database = database;
    this.signal = signal;
    this.own = own;
    this.thread = Thread.ofPlatform().daemon().name("daybook-other-nodes").start(this::listen);
  }

  /** Calls {@code again} whenever the database is there again after a connection was lost. */
  Subscription onReconnected(Runnable again) {
    reconnected.add(again);
    return () -> reconnected.remove(again);
  }

  private void listen() {
    boolean complained = false;
    boolean lost = false;
    while (!closed) {
      try (Connection open = database.connect("daybook-listener", ANSWER_WITHIN)) {
        connection = open;
        try (Statement statement = open.createStatement()) {
          statement.execute("LISTEN daybook_head");
        }
        complained = false;
        if (lost) {
          lost = false;
          reconnected.forEach(Runnable::run);
        }
        hear(open);
      } catch (SQLException e) {
        lost = true;
        if (!closed && !complained) {
          LOG.warn("not hearing from other nodes for now: {}", e.getMessage());
          complained = true;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      } finally {
        connection = null;
      }
    }
  }

  private void hear(Connection open) throws SQLException {
    PGConnection postgres = open.unwrap(PGConnection.class);
    try (PreparedStatement head = open.prepareStatement(Sql.HEAD)) {
      signal.advance(position(head));
      while (!closed) {
        PGNotification[] heard = postgres.getNotifications((int) SILENCE.toMillis());
        if (heard == null || heard.length == 0) {
          signal.advance(position(head));
          continue;
        }
        if (Stream.of(heard).map(PGNotification::getPID).anyMatch(pid -> !own.test(pid))) {
          signal.advance(position(head));
        }
      }
    }
  }

  private static long position(PreparedStatement head) throws SQLException {
    try (ResultSet rows = head.executeQuery()) {
      rows.next();
      return rows.getLong("position");
    }
  }

  @Override
  public void close() {
    closed = true;
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("while closing the listener", e);
      }
    }
    LockSupport.unpark(thread);
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
