package dev.daybook.rules;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value of every sub-expression of one evaluation, by expression id, and what it came to. Of a
 * loop the values are those of the turn it ended on, which for a failing {@code all} is the first
 * element that fails.
 */
final class Trace {

  private final @Nullable Object[] values;
  private final @Nullable Turns turns;
  private Expression.@Nullable Answer answer;

  private Trace(int expressions, @Nullable Turns turns) {
    this.values = new @Nullable Object[expressions];
    this.turns = turns;
  }

  /** Of one evaluation. */
  static Trace of(int expressions, Turns turns) {
    return new Trace(expressions, turns);
  }

  /** Of all evaluations together: whatever had a value once has one, the last. */
  static Trace ofAll(int expressions) {
    return new Trace(expressions, null);
  }

  void put(int id, Object value) {
    if (turns != null && values[id] != null) {
      forget(turns.around(id));
    }
    values[id] = value;
  }

  /** A new turn begins: what the one before came to is none of it. */
  private void forget(int @Nullable [] turn) {
    if (turn != null) {
      for (int id : turn) {
        values[id] = null;
      }
    }
  }

  Optional<Object> value(long id) {
    return Optional.ofNullable(values[(int) id]);
  }

  void ends(Expression.Answer with) {
    answer = with;
  }

  /** What it came to; absent while it has not ended. */
  Optional<Expression.Answer> answer() {
    return Optional.ofNullable(answer);
  }
}
