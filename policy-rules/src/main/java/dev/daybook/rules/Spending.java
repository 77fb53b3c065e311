package dev.daybook.rules;

import org.jspecify.annotations.Nullable;

/**
 * What one rule, one policy, or everything that one command is judged with has cost so far. Each
 * counts for the ones around it too: a rule's steps are its policy's, and all policies' together.
 */
final class Spending {

  private final Budget budget;
  private final @Nullable Spending outer;
  private long steps;
  private long created;
  private long searched;
  private @Nullable String spent;

  Spending(Budget budget, @Nullable Spending outer) {
    this.budget = budget;
    this.outer = outer;
  }

  /** Counts one sub-expression. */
  void step() {
    if (++steps > budget.steps()) {
      spend(budget.steps() + " steps");
    }
    if (outer != null) {
      outer.step();
    }
  }

  /** Counts what was created. */
  void create(long size) {
    created += size;
    if (created > budget.created()) {
      spend(budget.created() + " created characters and elements");
    }
    if (outer != null) {
      outer.create(size);
    }
  }

  /** Counts what is about to be searched or compared. */
  void search(long work) {
    searched += work;
    if (searched > budget.searched()) {
      spend(budget.searched() + " for searching and comparing");
    }
    if (outer != null) {
      outer.search(work);
    }
  }

  /** How much this budget leaves to create. */
  long creatable() {
    return Math.max(0, budget.created() - created);
  }

  /** How much this budget leaves to search. */
  long searchable() {
    return Math.max(0, budget.searched() - searched);
  }

  /** Which budget ran out, in words; absent while none has. */
  @Nullable String spent() {
    return spent != null || outer == null ? spent : outer.spent();
  }

  /** A value is nested deeper than anything may walk down. */
  void tooDeep() {
    spend(Bounds.DEPTH + " levels in one value");
  }

  private void spend(String what) {
    if (spent == null) {
      spent = budget.spent(what);
    }
    // A rule may swallow what is thrown (`bomb || true`), so its next step is refused too.
    steps = Math.max(steps, budget.steps());
    throw new BudgetSpent(spent);
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
