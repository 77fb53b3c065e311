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

  /** One entry as the database sent it: any one thread may read it, while others come. */
  public static final class Row {
    private final EntryForm form;
    private final BinaryRow columns;
    private final int bytes;

    private Row(EntryForm form, BinaryRow columns) {
      this.form = form;
      this.columns = columns;
      this.bytes = columns.bytes();
    }

    /** How much was sent: a little more than the entry has. */
    public int bytes() {
      return bytes;
    }

    /** The entry; to be asked for once. */
    public LedgerEntry entry() {
      return new LedgerEntry(
          form,
          columns.bigint(),
          columns.uuid(),
          columns.text(),
          columns.bigint(),
          columns.text(),
          columns.integer(),
          columns.timestamptz(),
          columns.bytea(),
          columns.bytea(),
          columns.bytea());
    }
  }

  /** The entry that comes next, or null at the end. */
  public @Nullable Row next() {
    BinaryRow row = rows.next();
    return row == null ? null : new Row(form, row);
  }

  @Override
  public void close() {
    rows.close();
  }
}
