package dev.daybook.views;

import java.util.List;

/** A table of a view in the schema {@code views}, its columns named by a record's components. */
public sealed interface Table<R extends Record> {

  /** The {@code valid_to} of a row that is still true. */
  long STILL_TRUE = Long.MAX_VALUE;

  String name();

  /**
   * A table whose rows say from which position to which they were true. Its columns are {@code
   * stream} and {@code part}, which together name what the row is about, {@code valid_from}
   * (inclusive), {@code valid_to} (exclusive, {@link #STILL_TRUE} while it is), and the record's.
   * Primary key: stream, part, valid_to.
   *
   * @param loadsStream whether an entry's stream has few enough rows to be read with it; otherwise
   *     a row is read when asked for
   */
  record History<R extends Record>(
      String name, Class<R> row, boolean loadsStream, Columns<R> columns) implements Table<R> {

    /** At most some dozen rows of a stream are true at once. */
    public static <R extends Record> History<R> of(String name, Class<R> row) {
      return new History<>(name, row, true, new Columns<>(row));
    }

    /** A stream has rows without bound. */
    public static <R extends Record> History<R> ofMany(String name, Class<R> row) {
      return new History<>(name, row, false, new Columns<>(row));
    }
  }

  /**
   * A table whose rows never change once written. Its columns are {@code position}, the entry that
   * wrote it, and the record's.
   */
  record Log<R extends Record>(String name, Class<R> row, Columns<R> columns) implements Table<R> {

    public static <R extends Record> Log<R> of(String name, Class<R> row) {
      return new Log<>(name, row, new Columns<>(row));
    }
  }

  /**
   * A table that counts. A row's key is the record, entries add to its counters or take away, and
   * it says which entry was the first and which the last: {@code first_position}, {@code
   * last_position}. However many entries a batch has, each key is written once.
   *
   * @param counts the columns of the counters
   */
  record Tally<R extends Record>(String name, Class<R> row, Columns<R> columns, List<String> counts)
      implements Table<R> {

    public Tally {
      counts = List.copyOf(counts);
    }

    public static <R extends Record> Tally<R> of(String name, Class<R> key, String... counts) {
      return new Tally<>(name, key, new Columns<>(key), List.of(counts));
    }
  }
}
