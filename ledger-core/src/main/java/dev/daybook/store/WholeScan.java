package dev.daybook.store;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Every column of every entry from some position on, streamed in order and as it is kept, whatever
 * is missing or wrong: for whoever verifies it. It keeps one connection of the ledger's pool until
 * it is closed; one thread at a time uses it.
 */
public final class WholeScan implements AutoCloseable {

  /** As {@code whole.sql} asks for. */
  private static final int COLUMNS = 10;

  private final EntryForm form;
  private final BinaryCopy rows;

  private WholeScan(EntryForm form, BinaryCopy rows) {
    this.form = form;
    this.rows = rows;
  }

  static WholeScan open(DataSource pool, EntryForm form, long first) {
    return new WholeScan(form, BinaryCopy.openUnsorted(pool, Sql.WHOLE.formatted(first), COLUMNS));
  }

  static WholeScan open(Connection lent, EntryForm form, long first) {
    return new WholeScan(form, BinaryCopy.openUnsorted(lent, Sql.WHOLE.formatted(first), COLUMNS));
  }

  /** The entry that comes next, or null at the end. */
  public @Nullable LedgerEntry next() {
    return rows.next() ? entry() : null;
  }

  private LedgerEntry entry() {
    return new LedgerEntry(
        form,
        rows.bigint(),
        rows.uuid(),
        rows.text(),
        rows.bigint(),
        rows.text(),
        rows.integer(),
        rows.timestamptz(),
        rows.bytea(),
        rows.bytea(),
        rows.bytea());
  }

  @Override
  public void close() {
    rows.close();
  }
}
