package dev.daybook.views;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Derives a view from the ledger alone, into {@link ShadowTables}, a stretch of positions in each
 * transaction: what ends it leaves a state to go on from.
 */
final class ViewDerivation {

  /** Positions of one transaction. */
  private static final long STRETCH = 65_536;

  private final ShadowTables shadow;
  private final ViewApplier applier;
  private final ViewTransactions transactions;
  private final Runnable awaitErasures;

  /**
   * @param awaitErasures waits until the keys are gone here of all who are erased by now
   */
  ViewDerivation(
      ShadowTables shadow,
      ViewApplier applier,
      ViewTransactions transactions,
      Runnable awaitErasures) {
    this.shadow = shadow;
    this.applier = applier;
    this.transactions = transactions;
    this.awaitErasures = awaitErasures;
  }

  /** Told how far it is. */
  @FunctionalInterface
  interface Told {

    /**
     * @return whether to go on
     */
    boolean at(long position);
  }

  /**
   * Goes on with what another run left, where there is something; else makes the tables anew.
   *
   * @param head the ledger's last position: what stands behind it is of another history
   * @param purpose remembered with them
   * @return the position they stand at
   */
  long begin(long head, RebuildPurpose purpose) {
    long[] position = {0};
    inTransaction(
        connection -> {
          Optional<ShadowTables.Left> left =
              shadow.left(connection).filter(kept -> kept.position() <= head);
          if (left.isEmpty()) {
            shadow.create(connection);
          }
          shadow.areFor(connection, purpose);
          position[0] = left.map(ShadowTables.Left::position).orElse(0L);
        });
    awaitErasures.run();
    return position[0];
  }

  /**
   * Makes the tables anew, empty. From then on an erasure takes them away, so whoever is erased and
   * can still be read here was erased before, and that is waited for.
   *
   * @return 0, where they stand
   */
  long beginAnew() {
    inTransaction(shadow::create);
    awaitErasures.run();
    return 0;
  }

  /** Takes the tables away. */
  void drop() {
    inTransaction(shadow::drop);
  }

  @FunctionalInterface
  private interface Work {
    void in(Connection connection) throws SQLException;
  }

  private void inTransaction(Work work) {
    transactions.executeInTransaction(
        () -> {
          try {
            work.in(transactions.connection());
          } catch (SQLException e) {
            throw new ViewWriteException(e);
          }
        });
  }

  /**
   * Applies what stands behind {@code from} up to {@code to}, both of which the ledger has.
   *
   * @return the position it stands at: {@code to}, unless somebody said to stop
   */
  long derive(long from, long to, Told told) {
    long position = from;
    while (position < to) {
      Span span = new Span(position + 1, Math.min(to, position + STRETCH));
      transactions.executeInTransaction(() -> applyNow(span));
      position = span.last();
      if (!told.at(position)) {
        break;
      }
    }
    return position;
  }

  /** Applies a stretch in the transaction that is under way. */
  void applyNow(Span span) {
    try {
      shadow.requireThere(transactions.connection());
      applier.apply(transactions.connection(), span);
      shadow.stands(transactions.connection(), span.last());
    } catch (SQLException e) {
      applier.forget();
      throw new ViewWriteException(e);
    }
  }
}
