package dev.daybook.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import org.jspecify.annotations.Nullable;

/**
 * Watches one evaluation step by step and stops it when a budget is spent.
 *
 * <p>The runtime tells a listener the value of every sub-expression, and has neither cost limit nor
 * interruption of its own; throwing from the listener is the only way out. A rule can swallow the
 * exception ({@code bomb || true}), so what counts is {@link #spent()}, not the exception; once
 * spent, every further step throws again.
 *
 * <p>Between two steps nothing can be stopped, so what a function will walk through is paid when
 * its operands are there: no step takes longer than its budget allows.
 */
final class Guard implements CelEvaluationListener {

  /** The guard of the evaluation that runs, for functions that know best what they cost. */
  private static final ScopedValue<Guard> RUNNING = ScopedValue.newInstance();

  /** After how much work, beside steps, the clock is looked at. */
  private static final long UNWATCHED = 100_000;

  private final Tariff tariff;
  private final Spending spending;
  private final Deadline deadline;
  private final @Nullable Trace trace;
  private final @Nullable TraceDigest digest;
  private final PersonalParts personal;
  private int steps;
  private long unwatched;

  Guard(
      Tariff tariff,
      Spending policy,
      Deadline deadline,
      @Nullable Trace trace,
      @Nullable TraceDigest digest,
      PersonalParts personal) {
    this.tariff = tariff;
    this.spending = new Spending(Bounds.RULE, policy);
    this.deadline = deadline;
    this.trace = trace;
    this.digest = digest;
    this.personal = personal;
  }

  /** What evaluates under this guard's watch. */
  <T, E extends Exception> T watching(ScopedValue.CallableOp<T, E> evaluation) throws E {
    return tariff.searches()
        ? ScopedValue.where(RUNNING, this).call(evaluation)
        : evaluation.call();
  }

  /** Which budget ran out, in words; absent while none has. */
  @Nullable String spent() {
    return spending.spent();
  }

  /** Pays for a search that is about to begin; without a guard, nothing does. */
  static void search(long work) {
    if (RUNNING.isBound()) {
      RUNNING.get().searched(work);
    }
  }

  /** Pays for characters that are about to be put together. */
  static void create(long characters) {
    if (RUNNING.isBound()) {
      RUNNING.get().created(characters);
    }
  }

  @Override
  public void callback(CelExpr step, Object value) {
    spending.step();
    if ((++steps & 0xFF) == 0) {
      deadline.check();
    }
    int id = (int) step.id();
    int price = tariff.of(id);
    if (price != 0) {
      charge(price, value);
    }
    if (trace != null) {
      trace.put(id, value);
    }
    if (digest != null) {
      digest.step(id, value);
      StepsKept kept = digest.kept();
      if (kept != null) {
        kept.saw(value, personal.contains(step));
      }
    }
  }

  private void charge(int price, Object value) {
    if ((price & Tariff.APPENDS) != 0) {
      spending.create(1);
    } else if ((price & Tariff.ANSWERS) != 0) {
      created(ValueSize.outside(value));
    } else if ((price & Tariff.CREATES) != 0) {
      created(
          value instanceof String text ? text.length() : throughout(value, spending.creatable()));
    }
    if ((price & Tariff.COMPARED) != 0) {
      searched(throughout(value, spending.searchable()));
    } else if ((price & Tariff.READ) != 0 && value instanceof String) {
      searched(throughout(value, Long.MAX_VALUE));
    }
  }

  private long throughout(Object value, long most) {
    long size = ValueSize.throughout(value, most);
    if (size == ValueSize.TOO_DEEP) {
      spending.tooDeep();
    }
    return size;
  }

  private void created(long size) {
    spending.create(size);
    worked(size);
  }

  private void searched(long work) {
    spending.search(work);
    worked(work);
  }

  private void worked(long work) {
    unwatched += work;
    if (unwatched > UNWATCHED) {
      unwatched = 0;
      deadline.check();
    }
  }
}
