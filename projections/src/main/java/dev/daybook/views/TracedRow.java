package dev.daybook.views;

import dev.daybook.store.LedgerEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a view, and which entries made it what it is.
 *
 * @param stream whose entries it comes from; empty for a row that entries of any stream count in
 * @param part tells rows of one stream apart
 * @param since position of the entry from which on it is there, whatever changed in it since
 * @param ended the entry that ended it; absent while it is there
 * @param cells in the order of the columns; none of a row that ended
 */
public record TracedRow(
    Table<?> table,
    String stream,
    String part,
    long since,
    @Nullable LedgerEntry ended,
    List<Cell> cells) {

  public TracedRow {
    cells = List.copyOf(cells);
  }

  /**
   * One value of a row.
   *
   * @param field the column as answers name it, {@code registeredAt}, or a place inside of one,
   *     {@code spec/outputPorts/sql/engine}
   * @param value absent where the row has none
   * @param by the entry that gave or took the value; absent where there never was one
   */
  public record Cell(String field, @Nullable Object value, @Nullable LedgerEntry by) {}
}
