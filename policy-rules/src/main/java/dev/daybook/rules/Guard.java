package dev.daybook.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches one evaluation step by step and stops it when a budget is spent.
 *
 * <p>The runtime tells a listener the value of every sub-expression, and has neither cost limit nor
 * interruption of its own; throwing from the listener is the only way out. A rule can swallow the
 * exception ({@code bomb || true}), so what counts is {@link #spent()}, not the exception; once
 * spent, every further step throws again.
 */
final class Guard implements CelEvaluationListener {

  /** How much of the budget a step's value costs, by the kind of its expression. */
  enum Charge {
    /** Reads a value that is already there. */
    NOTHING,
    /** Creates a value, which costs its size. */
    SIZE,
    /** Appends one element to a loop's result, which costs one, however long the result is. */
    ELEMENT
  }

  /** How the budget for values is named in messages, which do not depend on anybody's locale. */
  static final String CREATED =
      "the budget of " + Bounds.CREATED + " created characters and elements";

  private final Charge[] charges;
  private final Deadline deadline;
  private final @Nullable Trace trace;
  private int steps;
  private long created;
  private @Nullable String spent;

  Guard(Charge[] charges, Deadline deadline, @Nullable Trace trace) {
    this.charges = charges;
    this.deadline = deadline;
    this.trace = trace;
  }

  /** Which budget ran out, in words; absent while none has. */
  @Nullable String spent() {
    return spent;
  }

  @Override
  public void callback(CelExpr step, Object value) {
    if (++steps > Bounds.STEPS) {
      spend("the budget of " + Bounds.STEPS + " steps");
    }
    if ((steps & 0xFF) == 0) {
      deadline.check();
    }
    int id = (int) step.id();
    switch (charges[id]) {
      case NOTHING -> {}
      case ELEMENT -> charge(1);
      case SIZE -> charge(size(value));
    }
    if (trace != null) {
      trace.put(id, value);
    }
  }

  private void charge(int size) {
    created += size;
    if (created > Bounds.CREATED) {
      spend(CREATED);
    }
  }

  private void spend(String budget) {
    if (spent == null) {
      spent = budget;
    }
    throw new BudgetSpent(spent);
  }

  private static int size(Object value) {
    return switch (value) {
      case String text -> text.length();
      case Collection<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case CelByteString bytes -> bytes.size();
      default -> 1;
    };
  }

  /** A budget ran out. Only stops the evaluation, so it has no stack trace. */
  static final class BudgetSpent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String budget;

    BudgetSpent(String budget) {
      super(budget, null, false, false);
      this.budget = budget;
    }

    String budget() {
      return budget;
    }
  }
}
