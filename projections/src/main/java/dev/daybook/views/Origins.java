package dev.daybook.views;

import dev.daybook.store.LedgerEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The cells of one row as entries change it, each with the entry that made it what it is. */
final class Origins {

  private final Map<String, TracedRow.Cell> cells = new LinkedHashMap<>();
  private @Nullable LedgerEntry began;
  private @Nullable LedgerEntry ended;

  /** The row is this from the entry on. What stays as it was keeps the entry it came from. */
  void become(Map<String, @Nullable Object> values, LedgerEntry by) {
    if (began == null || ended != null) {
      cells.clear();
      began = by;
      ended = null;
    }
    cells.keySet().retainAll(values.keySet());
    values.forEach(
        (field, value) -> {
          TracedRow.Cell before = cells.get(field);
          if (before == null) {
            cells.put(field, new TracedRow.Cell(field, value, value == null ? null : by));
          } else if (!Objects.equals(before.value(), value)) {
            cells.put(field, new TracedRow.Cell(field, value, by));
          }
        });
  }

  /** The row is no more, from the entry on. */
  void end(LedgerEntry by) {
    ended = by;
  }

  /** Whether there is a row, or was one. */
  boolean exist() {
    return began != null;
  }

  TracedRow row(Table<?> table, String stream, String part) {
    List<TracedRow.Cell> all = ended == null ? new ArrayList<>(cells.values()) : List.of();
    return new TracedRow(table, stream, part, Objects.requireNonNull(began).position(), ended, all);
  }
}
