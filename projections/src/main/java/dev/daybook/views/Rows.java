package dev.daybook.views;

import dev.daybook.store.LedgerEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a run of entries does to a view's rows: folded in memory on top of the rows their streams
 * have. Rows that no entry can change any more are written on the way, all others at the end; so
 * what is held is what is true, and some rows on their way.
 */
public final class Rows {

  private final Map<Table<?>, Pending<?>> pending = new LinkedHashMap<>();

  /**
   * @param schema in which the tables are
   */
  Rows(Connection connection, String schema, Collection<Table<?>> tables) {
    for (Table<?> table : tables) {
      pending.put(
          table,
          switch (table) {
            case Table.History<?> history -> new PendingHistory<>(history, connection, schema);
            case Table.Log<?> log -> new PendingLog<>(log, connection, schema);
            case Table.Tally<?> tally -> new PendingTally<>(tally, connection, schema);
          });
    }
  }

  /** Rows of these tables that are written nowhere. */
  Rows(Map<Table<?>, ? extends Pending<?>> kept) {
    pending.putAll(kept);
  }

  /**
   * Looks up the rows of the streams whose entries come next, where they are not known yet.
   *
   * @param known streams that may have rows already
   * @param born streams that have none, as their first entry comes
   */
  void expect(Collection<String> known, Collection<String> born) throws SQLException {
    for (Pending<?> table : pending.values()) {
      if (table instanceof PendingHistory<?> history) {
        history.expect(known, born);
      }
    }
  }

  /** The row that is true of {@code part} of the entry's stream, or null. */
  public <R extends Record> @Nullable R current(
      Table.History<R> table, LedgerEntry entry, String part) {
    return history(table).current(entry.stream(), part);
  }

  /** The rows that are true of the entry's stream, by part; of tables that load streams only. */
  public <R extends Record> Map<String, R> all(Table.History<R> table, LedgerEntry entry) {
    if (!table.loadsStream()) {
      throw new IllegalArgumentException(table.name() + " is never read by the stream");
    }
    return history(table).all(entry.stream());
  }

  /** From the entry on, {@code row} is true of {@code part} of its stream. */
  public <R extends Record> void put(
      Table.History<R> table, LedgerEntry entry, String part, R row) {
    history(table).put(entry, part, row);
  }

  /** As {@link #put}, where nothing was true of {@code part} before. Saves looking. */
  public <R extends Record> void begin(
      Table.History<R> table, LedgerEntry entry, String part, R row) {
    history(table).begin(entry, part, row);
  }

  /** As {@link #put}, from the row that is true now. There must be one. */
  public <R extends Record> void change(
      Table.History<R> table, LedgerEntry entry, String part, UnaryOperator<R> change) {
    R row = current(table, entry, part);
    if (row == null) {
      throw new IllegalStateException(
          "`%s` changes what %s does not know: `%s` %s"
              .formatted(entry.type(), table.name(), entry.stream(), part));
    }
    put(table, entry, part, change.apply(row));
  }

  /** From the entry on, nothing is true of {@code part} of its stream. */
  public void end(Table.History<?> table, LedgerEntry entry, String part) {
    history(table).end(entry, part);
  }

  /** Writes a row that never changes. */
  public <R extends Record> void log(Table.Log<R> table, LedgerEntry entry, R row) {
    if (pending.get(table) instanceof OfLog<?> log) {
      log.add(entry.position(), row);
    } else {
      throw new IllegalArgumentException(table.name() + " is no table of this view");
    }
  }

  /** Adds one to a counter of the row with this key. */
  public <R extends Record> void count(
      Table.Tally<R> table, LedgerEntry entry, R key, String count) {
    count(table, entry, key, count, 1);
  }

  /** Adds to a counter of the row with this key, or takes away where {@code by} is negative. */
  public <R extends Record> void count(
      Table.Tally<R> table, LedgerEntry entry, R key, String count, long by) {
    if (pending.get(table) instanceof OfTally<?> tally) {
      tally.add(entry.position(), key, count, by);
    } else {
      throw new IllegalArgumentException(table.name() + " is no table of this view");
    }
  }

  void flush() throws SQLException {
    for (Pending<?> table : pending.values()) {
      table.flush();
    }
  }

  @SuppressWarnings("unchecked") // a table's pending rows are made with its own row type
  private <R extends Record> OfHistory<R> history(Table.History<R> table) {
    if (pending.get(table) instanceof OfHistory<?> history) {
      return (OfHistory<R>) history;
    }
    throw new IllegalArgumentException(table.name() + " is no table of this view");
  }

  /** Rows of one table that are not written yet. */
  interface Pending<R extends Record> {
    void flush() throws SQLException;
  }

  /** Those of a {@link Table.History}; what each does is told where it is asked for. */
  interface OfHistory<R extends Record> extends Pending<R> {
    @Nullable R current(String stream, String part);

    Map<String, R> all(String stream);

    void put(LedgerEntry entry, String part, R row);

    void begin(LedgerEntry entry, String part, R row);

    void end(LedgerEntry entry, String part);
  }

  /** Those of a {@link Table.Log}. */
  interface OfLog<R extends Record> extends Pending<R> {
    void add(long position, Record row);
  }

  /** Those of a {@link Table.Tally}. */
  interface OfTally<R extends Record> extends Pending<R> {
    void add(long position, Record key, String count, long by);
  }
}
