package dev.daybook.rules;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last value of every sub-expression of one evaluation, by expression id. Loops overwrite: what
 * stays is the turn a loop ended on, which for a failing {@code all} is the first element that
 * fails.
 */
final class Trace {

  private final @Nullable Object[] values;

  Trace(int expressions) {
    this.values = new @Nullable Object[expressions];
  }

  void put(int id, Object value) {
    values[id] = value;
  }

  Optional<Object> value(long id) {
    return Optional.ofNullable(values[(int) id]);
  }
}
