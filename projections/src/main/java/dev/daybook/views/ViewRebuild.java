package dev.daybook.views;

import dev.daybook.store.StoreUnavailable;
import dev.daybook.views.RebuildState.Phase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives a view anew beside the one that answers are read from, which goes on following the ledger
 * meanwhile, and puts the new tables in its place once they are the same.
 */
final class ViewRebuild implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ViewRebuild.class);

  /** So near the head the rest is derived while the view stands still. */
  private static final long NEAR = 8_192;

  private final View view;
  private final ShadowTables shadow;
  private final ViewDerivation derivation;
  private final ViewTransactions transactions;
  private final Node node;
  private final RebuildPurpose purpose;

  private Phase phase = Phase.WAITING;
  private boolean paused;
  private boolean closed;
  private long position;
  private long beganAt;
  private long beganNanos;
  private @Nullable String why;
  private @Nullable List<ComparedTable> tables;

  /** The node that rebuilds it. */
  interface Node {

    /** Takes the lock under which one node derives it; empty where another node has it. */
    Optional<ViewLock> lock();

    /** Lets the view stand still, what is under way finished; what to run to follow it again. */
    Runnable stop();

    /** The ledger's last position. */
    long head();
  }

  /** What is derived is not what is served, which takes all back. */
  private static final class Different extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Different() {
      super(null, null, false, false);
    }
  }

  ViewRebuild(
      View view,
      ShadowTables shadow,
      ViewDerivation derivation,
      ViewTransactions transactions,
      Node node,
      RebuildPurpose purpose) {
    this.view = view;
    this.shadow = shadow;
    this.derivation = derivation;
    this.transactions = transactions;
    this.node = node;
    this.purpose = purpose;
  }

  @Override
  public void run() {
    try {
      Optional<ViewLock> held = node.lock();
      if (held.isEmpty()) {
        over(Phase.WAITING, null);
        return;
      }
      try (ViewLock _ = held.get()) {
        rebuild();
      }
    } catch (Different _) {
      derivation.drop();
      over(Phase.DIFFERENT, different());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("View {} is not rebuilt; it goes on as it was", view.name(), e);
      over(Phase.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private void rebuild() throws InterruptedException {
    begin();
    while (node.head() - position() > NEAR || isPaused()) {
      if (!awaitGoing()) {
        return;
      }
      long _ =
          derivation.derive(
              position(), node.head(), at -> reached(at) && !isPaused() && !isClosed());
    }
    switchOver();
  }

  private synchronized void begin() {
    position = derivation.begin(node.head(), purpose);
    beganAt = position;
    beganNanos = System.nanoTime();
    phase = paused ? Phase.PAUSED : Phase.DERIVING;
  }

  private synchronized boolean reached(long at) {
    position = at;
    return true;
  }

  private synchronized long position() {
    return position;
  }

  private synchronized boolean isPaused() {
    return paused;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Waits while it is paused; false where the node ends. */
  private synchronized boolean awaitGoing() throws InterruptedException {
    while (paused && !closed) {
      wait();
    }
    phase = Phase.DERIVING;
    return !closed;
  }

  synchronized void pause() {
    if (phase == Phase.WAITING || phase == Phase.DERIVING) {
      paused = true;
      phase = Phase.PAUSED;
    }
  }

  synchronized void resume() {
    if (paused) {
      paused = false;
      phase = Phase.DERIVING;
      beganAt = position;
      beganNanos = System.nanoTime();
      notifyAll();
    }
  }

  /** Another node did it. */
  synchronized void isDoneElsewhere() {
    over(Phase.DONE, null);
  }

  /** Ends soon, and leaves what it has. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized RebuildState state() {
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    boolean hasRate = phase == Phase.DERIVING && position > beganAt && seconds > 0;
    long rate = hasRate ? Math.max(1, Math.round((position - beganAt) / seconds)) : 0;
    long last = node.head();
    return new RebuildState(
        phase,
        position,
        last,
        hasRate ? rate : null,
        hasRate ? Math.max(0, last - position) / rate : null,
        why,
        tables);
  }

  private synchronized void over(Phase to, @Nullable String because) {
    phase = to;
    why = because;
    notifyAll();
  }

  private synchronized void compared(List<ComparedTable> all) {
    tables = all;
  }

  private synchronized String different() {
    List<ComparedTable> all = tables == null ? List.of() : tables;
    return "the ledger says otherwise of %s: the view stays as it is; look into it with `daybook replay`, or rebuild with --replace"
        .formatted(
            all.stream()
                .filter(table -> !table.isSame())
                .map(ComparedTable::table)
                .collect(Collectors.joining(", ")));
  }

  private void switchOver() {
    over(Phase.SWITCHING, null);
    Runnable start = node.stop();
    try {
      transactions.executeInTransaction(
          () -> {
            try {
              switchNow(transactions.connection());
            } catch (SQLException e) {
              throw new ViewWriteException(e);
            }
          });
      over(Phase.DONE, null);
    } finally {
      start.run();
    }
  }

  private void switchNow(Connection connection) throws SQLException {
    if (purpose == RebuildPurpose.UPGRADE) {
      shadow.holdFollowers(connection);
    }
    shadow.requireThere(connection);
    shadow.holdWriters(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL work_mem TO '64MB'; SET LOCAL enable_seqscan TO on");
    }
    long live = standing(connection);
    if (live < position() && purpose != RebuildPurpose.UPGRADE) {
      throw new StoreUnavailable(
          "the view stands at position %d, and the new one at %d already; ask again once it has caught up"
              .formatted(live, position()));
    }
    if (live > position()) {
      derivation.applyNow(new Span(position() + 1, live));
      boolean _ = reached(live);
    }
    if (purpose != RebuildPurpose.UPGRADE) {
      List<ComparedTable> all =
          new ViewComparison(view, shadow.schema(), live, true).compare(connection);
      compared(all);
      if (purpose == RebuildPurpose.SAME && !all.stream().allMatch(ComparedTable::isSame)) {
        throw new Different();
      }
    }
    shadow.takeOver(connection);
    if (purpose == RebuildPurpose.UPGRADE) {
      ViewTables.goOn(connection, view, position());
    }
  }

  private long standing(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(Sql.of(ViewFollower.class, "stands-at"))) {
      select.setString(1, view.name());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }
}
