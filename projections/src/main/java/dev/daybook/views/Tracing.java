package dev.daybook.views;

import dev.daybook.store.LedgerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a view makes of some entries, in memory, and which of them made each cell what it is.
 *
 * <p>A view's rows depend on the entries of their own stream alone, so those are all it takes: no
 * table is read, and nothing is written. An entry the view cannot take in leaves everything as it
 * was, and what follows it in its stream waits, as it does in the view.
 */
public final class Tracing {

  private final Map<String, Follow<?>> follows = new HashMap<>();
  private final Map<Table<?>, Traced<?>> tables = new LinkedHashMap<>();
  private final Rows rows;
  private final Set<String> waiting = new HashSet<>();

  /**
   * @param deep whether what is inside of a JSON column are cells of their own, beside the column
   */
  public Tracing(View view, boolean deep) {
    for (Follow<?> follow : view.follows()) {
      follow.types().forEach(type -> follows.put(type, follow));
    }
    for (Table<?> table : view.tables()) {
      tables.put(
          table,
          switch (table) {
            case Table.History<?> history -> new TracedHistory<>(history, deep);
            case Table.Log<?> log -> new TracedLog<>(log, deep);
            case Table.Tally<?> tally -> new TracedTally<>(tally);
          });
    }
    this.rows = new Rows(tables);
  }

  /** Takes in the entry that comes next. */
  public void apply(LedgerEntry entry) {
    Follow<?> follow = follows.get(entry.type());
    if (follow == null || waiting.contains(entry.stream())) {
      return;
    }
    tables.values().forEach(table -> table.begins(entry));
    try {
      follow.apply(entry, rows);
    } catch (RuntimeException _) {
      waiting.add(entry.stream());
      tables.values().forEach(Traced::forget);
      return;
    }
    tables.values().forEach(Traced::keep);
  }

  /** The rows there are, and those that were there and ended, table by table. */
  public List<TracedRow> rows() {
    List<TracedRow> all = new ArrayList<>();
    tables.values().forEach(table -> all.addAll(table.rows()));
    return all;
  }

  /** One table's rows, with what one entry does to them until it is through. */
  sealed interface Traced<R extends Record> extends Rows.Pending<R>
      permits TracedHistory, TracedLog, TracedTally {

    /** The entry whose changes come next. */
    void begins(LedgerEntry entry);

    /** The entry is through: what it did stays. */
    void keep();

    /** The entry failed: what it did is undone. */
    void forget();

    List<TracedRow> rows();

    @Override
    default void flush() {
      // nothing is written
    }
  }

  /** The rows of {@link Table.History}. */
  static final class TracedHistory<R extends Record> implements Traced<R>, Rows.OfHistory<R> {

    private final Table.History<R> table;
    private final Cells<R> cells;
    private final Map<String, Map<String, Timeline<R>>> streams = new LinkedHashMap<>();
    private final Map<String, Optional<R>> changing = new LinkedHashMap<>();
    private @Nullable LedgerEntry entry;

    TracedHistory(Table.History<R> table, boolean deep) {
      this.table = table;
      this.cells = new Cells<>(table.row(), table.columns(), deep);
    }

    private static final class Timeline<R> {
      @Nullable R current;
      final Origins origins = new Origins();
    }

    @Override
    public void begins(LedgerEntry next) {
      entry = next;
    }

    private Map<String, Timeline<R>> parts(String stream) {
      return streams.computeIfAbsent(stream, _ -> new LinkedHashMap<>());
    }

    @Override
    public @Nullable R current(String stream, String part) {
      Optional<R> changed = changing.get(part);
      if (changed != null) {
        return changed.orElse(null);
      }
      Timeline<R> timeline = parts(stream).get(part);
      return timeline == null ? null : timeline.current;
    }

    @Override
    public Map<String, R> all(String stream) {
      Map<String, R> all = new LinkedHashMap<>();
      parts(stream)
          .forEach(
              (part, timeline) -> {
                if (timeline.current != null) {
                  all.put(part, timeline.current);
                }
              });
      changing.forEach(
          (part, row) -> row.ifPresentOrElse(now -> all.put(part, now), () -> all.remove(part)));
      return all;
    }

    @Override
    public void put(LedgerEntry by, String part, R row) {
      changing.put(part, Optional.of(row));
    }

    @Override
    public void begin(LedgerEntry by, String part, R row) {
      if (current(by.stream(), part) != null) {
        throw new IllegalStateException(
            "`%s` of `%s` is in %s already".formatted(part, by.stream(), table.name()));
      }
      put(by, part, row);
    }

    @Override
    public void end(LedgerEntry by, String part) {
      changing.put(part, Optional.empty());
    }

    @Override
    public void keep() {
      LedgerEntry by = entry;
      if (by != null) {
        changing.forEach((part, row) -> become(by, part, row.orElse(null)));
      }
      changing.clear();
    }

    private void become(LedgerEntry by, String part, @Nullable R row) {
      Timeline<R> timeline = parts(by.stream()).computeIfAbsent(part, _ -> new Timeline<>());
      if (row == null) {
        if (timeline.current != null) {
          timeline.origins.end(by);
        }
      } else if (!row.equals(timeline.current)) {
        timeline.origins.become(cells.of(row), by);
      }
      timeline.current = row;
    }

    @Override
    public void forget() {
      changing.clear();
    }

    @Override
    public List<TracedRow> rows() {
      List<TracedRow> rows = new ArrayList<>();
      streams.forEach(
          (stream, parts) ->
              parts.forEach(
                  (part, timeline) -> {
                    if (timeline.origins.exist()) {
                      rows.add(timeline.origins.row(table, stream, part));
                    }
                  }));
      return rows;
    }
  }

  /** The rows of {@link Table.Log}: each comes from its entry, whole. */
  static final class TracedLog<R extends Record> implements Traced<R>, Rows.OfLog<R> {

    private final Table.Log<R> table;
    private final Cells<R> cells;
    private final List<TracedRow> rows = new ArrayList<>();
    private final List<R> changing = new ArrayList<>();
    private @Nullable LedgerEntry entry;

    TracedLog(Table.Log<R> table, boolean deep) {
      this.table = table;
      this.cells = new Cells<>(table.row(), table.columns(), deep);
    }

    @Override
    public void begins(LedgerEntry next) {
      entry = next;
    }

    @Override
    public void add(long position, Record row) {
      changing.add(table.row().cast(row));
    }

    @Override
    public void keep() {
      LedgerEntry by = entry;
      if (by != null) {
        for (int i = 0; i < changing.size(); i++) {
          Origins origins = new Origins();
          origins.become(cells.of(changing.get(i)), by);
          String part = i == 0 ? "" + by.position() : by.position() + "-" + i;
          rows.add(origins.row(table, by.stream(), part));
        }
      }
      changing.clear();
    }

    @Override
    public void forget() {
      changing.clear();
    }

    @Override
    public List<TracedRow> rows() {
      return rows;
    }
  }

  /** The rows of {@link Table.Tally}: a counter comes from the entry that added to it last. */
  static final class TracedTally<R extends Record> implements Traced<R>, Rows.OfTally<R> {

    private record Addition<R>(R key, String count, long by) {}

    private static final class Counted {
      final Map<String, Object> counts = new LinkedHashMap<>();
      final Origins origins = new Origins();
    }

    private final Table.Tally<R> table;
    private final Cells<R> keys;
    private final Map<R, Counted> rows = new LinkedHashMap<>();
    private final List<Addition<R>> changing = new ArrayList<>();
    private @Nullable LedgerEntry entry;

    TracedTally(Table.Tally<R> table) {
      this.table = table;
      this.keys = new Cells<>(table.row(), table.columns(), false);
    }

    @Override
    public void begins(LedgerEntry next) {
      entry = next;
    }

    @Override
    public void add(long position, Record key, String count, long by) {
      changing.add(new Addition<>(table.row().cast(key), count, by));
    }

    @Override
    public void keep() {
      LedgerEntry by = entry;
      if (by != null) {
        for (Addition<R> addition : changing) {
          Counted row = rows.computeIfAbsent(addition.key(), _ -> begun());
          row.counts.merge(
              addition.count(), addition.by(), (now, more) -> (Long) now + (Long) more);
          Map<String, @Nullable Object> values = keys.of(addition.key());
          values.putAll(row.counts);
          row.origins.become(values, by);
        }
      }
      changing.clear();
    }

    private Counted begun() {
      Counted begun = new Counted();
      table.counts().forEach(count -> begun.counts.put(count, 0L));
      return begun;
    }

    @Override
    public void forget() {
      changing.clear();
    }

    @Override
    public List<TracedRow> rows() {
      List<TracedRow> all = new ArrayList<>();
      rows.forEach(
          (key, row) -> all.add(row.origins.row(table, "", String.join(" ", keys.texts(key)))));
      return all;
    }
  }
}
