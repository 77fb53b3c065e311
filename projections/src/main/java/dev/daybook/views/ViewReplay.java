package dev.daybook.views;

import dev.daybook.store.StoreUnavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Derives one view once more, from the ledger alone and beside the one that answers are read from,
 * and compares the two. Nothing that answers are read from changes.
 */
final class ViewReplay {

  private final View view;
  private final ShadowTables shadow;
  private final ViewDerivation derivation;
  private final ViewTransactions transactions;

  ViewReplay(
      View view, ShadowTables shadow, ViewDerivation derivation, ViewTransactions transactions) {
    this.view = view;
    this.shadow = shadow;
    this.derivation = derivation;
    this.transactions = transactions;
  }

  /**
   * Derives and compares.
   *
   * @param to the last position to derive, which the view has reached
   * @param isNow whether to go on to wherever the view stands by then, and compare all of it
   */
  Replayed replay(long to, boolean isNow) {
    long start = System.nanoTime();
    long derived = derivation.derive(derivation.beginAnew(), to, _ -> true);
    double seconds = (System.nanoTime() - start) / 1e9;
    Replayed[] replayed = new Replayed[1];
    transactions.executeInTransaction(
        () -> {
          try {
            replayed[0] = compared(derived, isNow, seconds);
            shadow.drop(transactions.connection());
          } catch (SQLException e) {
            throw new ViewWriteException(e);
          }
        });
    return replayed[0];
  }

  private Replayed compared(long derived, boolean isNow, double seconds) throws SQLException {
    Connection connection = transactions.connection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("SET LOCAL work_mem TO '64MB'; SET LOCAL enable_seqscan TO on");
    }
    long live = number(connection, Sql.of(ViewFollower.class, "stands-at"), view.name());
    if (live < derived) {
      throw new StoreUnavailable(
          "the view %s stands at position %d; wanted %d".formatted(view.name(), live, derived));
    }
    long position = derived;
    if (isNow && live > derived) {
      derivation.applyNow(new Span(derived + 1, live));
      position = live;
    }
    List<ComparedTable> tables =
        new ViewComparison(view, shadow.schema(), position, position == live).compare(connection);
    String parked = "SELECT count(*) FROM %s.parked WHERE view = ? AND position <= " + position;
    return new Replayed(
        view.name(),
        view.version(),
        position,
        position,
        Math.round(10 * seconds) / 10.0,
        tables.stream().allMatch(ComparedTable::isSame),
        number(connection, parked.formatted(shadow.schema()), view.name()),
        number(connection, parked.formatted(ViewTables.LIVE), view.name()),
        tables);
  }

  private static long number(Connection connection, String sql, String view) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, view);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }
}
