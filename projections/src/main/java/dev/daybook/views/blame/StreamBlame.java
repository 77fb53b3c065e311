package dev.daybook.views.blame;

import dev.daybook.store.LedgerEntry;
import dev.daybook.views.TracedRow;
import dev.daybook.views.Tracing;
import dev.daybook.views.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one view makes of one stream, and of the same stream without some of its entries.
 *
 * <p>An entry is to blame for a cell if the cell would be another without it. Where a later entry
 * says the same once more, the cell would not: then that one is to blame as well, and the cell
 * would be another without all of them.
 */
final class StreamBlame {

  /** Most entries that say the same again which are told of one cell. */
  static final int MOST_AGAIN = 20;

  private final View view;
  private final List<LedgerEntry> entries;
  private final boolean deep;
  private final List<TracedRow> rows;
  private final Map<Set<Long>, Map<Place, TracedRow.Cell>> without = new HashMap<>();
  private final Effort effort;

  /** Where a cell stands. */
  private record Place(String table, String part, String field) {}

  /**
   * @param entries of one stream, in order
   * @param deep whether what is inside of JSON is told too
   * @param effort of applying entries once more to see what they hold up
   */
  StreamBlame(View view, List<LedgerEntry> entries, boolean deep, Effort effort) {
    this.view = view;
    this.entries = entries;
    this.deep = deep;
    this.effort = effort;
    Tracing tracing = new Tracing(view, deep);
    entries.forEach(tracing::apply);
    this.rows = tracing.rows();
  }

  /** The rows there are, and those that ended. */
  List<TracedRow> rows() {
    return rows;
  }

  /**
   * Positions of the entries that say the same again: without the one to blame and all of these,
   * the cell would be another. Empty where finding them takes more than it may.
   */
  Optional<List<Long>> again(TracedRow row, TracedRow.Cell cell) {
    LedgerEntry by = cell.by();
    List<Long> again = new ArrayList<>();
    if (by == null) {
      return Optional.of(again);
    }
    Set<Long> left = new TreeSet<>(Set.of(by.position()));
    while (again.size() < MOST_AGAIN) {
      Optional<Map<Place, TracedRow.Cell>> otherwise = without(left);
      if (otherwise.isEmpty()) {
        return Optional.empty();
      }
      TracedRow.Cell other =
          otherwise.get().get(new Place(row.table().name(), row.part(), cell.field()));
      if (other == null || other.by() == null || !Objects.equals(other.value(), cell.value())) {
        return Optional.of(again);
      }
      again.add(other.by().position());
      left = new TreeSet<>(left);
      left.add(other.by().position());
    }
    return Optional.of(again);
  }

  /** The cells as they would be without these entries. */
  private Optional<Map<Place, TracedRow.Cell>> without(Set<Long> positions) {
    Map<Place, TracedRow.Cell> known = without.get(positions);
    if (known == null) {
      if (!effort.take(entries.size())) {
        return Optional.empty();
      }
      Tracing tracing = new Tracing(view, deep);
      for (LedgerEntry entry : entries) {
        if (!positions.contains(entry.position())) {
          tracing.apply(entry);
        }
      }
      known = new HashMap<>();
      for (TracedRow row : tracing.rows()) {
        for (TracedRow.Cell cell : row.cells()) {
          known.put(new Place(row.table().name(), row.part(), cell.field()), cell);
        }
      }
      without.put(positions, known);
    }
    return Optional.of(known);
  }
}
