package dev.daybook.views.coverage;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import dev.daybook.views.coverage.Counts.Counted;
import dev.daybook.views.coverage.Counts.Together;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts as they stood at a moment. Of blocks that end before it the view has them; those of the
 * block it lies in it has as long as nothing was counted since, and they are counted again from the
 * ledger where something was: a block's decisions at most.
 */
final class CountsAsOf {

  /** Entries read at once. */
  private static final int PAGE = 200;

  private final ViewReader reader;
  private final Ledger ledger;
  private final Set<String> decisions;

  CountsAsOf(ViewReader reader, Ledger ledger) {
    this.reader = reader;
    this.ledger = ledger;
    this.decisions = ledger.types().namesOf(DecisionRecorded.class);
  }

  /**
   * What is counted.
   *
   * @param policy of this policy, its name folded; absent for all
   * @param from the first day (UTC); absent for the first there is
   * @param to the last day (UTC); absent for the last there is
   */
  record Wanted(@Nullable String policy, @Nullable LocalDate from, @Nullable LocalDate to) {

    boolean has(String name, LocalDate day) {
      return (policy == null || policy.equals(name))
          && (from == null || !day.isBefore(from))
          && (to == null || !day.isAfter(to));
    }

    Params in(long block) {
      return Params.none()
          .and("block", block)
          .and("policy", policy)
          .and("from", from == null ? null : from.toString())
          .and("to", to == null ? null : to.toString());
    }
  }

  Counts of(Moment moment, Wanted wanted) {
    long block = CoverageView.block(moment.position());
    Counts counts = new Counts();
    reader
        .list(CoverageQueries.class, "counted", wanted.in(block), Counted.class)
        .forEach(counts::add);
    reader
        .list(CoverageQueries.class, "together", wanted.in(block), Together.class)
        .forEach(counts::add);
    Params last = wanted.in(block).and("at", moment.position());
    List<Counted> rules = reader.list(CoverageQueries.class, "counted-last", last, Counted.class);
    List<Together> pairs =
        reader.list(CoverageQueries.class, "together-last", last, Together.class);
    boolean wentOn =
        rules.stream().anyMatch(each -> each.lastPosition() > moment.position())
            || pairs.stream().anyMatch(each -> each.lastPosition() > moment.position());
    if (wentOn) {
      again(moment.position(), wanted, counts);
    } else {
      rules.forEach(counts::add);
      pairs.forEach(counts::add);
    }
    return counts;
  }

  /** Counts the decisions of a block up to a position. */
  private void again(long through, Wanted wanted, Counts counts) {
    long from = CoverageView.block(through) * CoverageView.BLOCK;
    while (from <= through) {
      List<LedgerEntry> page = ledger.entriesOfTypes(decisions, from, PAGE);
      for (LedgerEntry entry : page) {
        if (entry.position() <= through && entry.event() instanceof DecisionRecorded decision) {
          count(entry, decision, wanted, counts);
        }
      }
      from = page.isEmpty() ? through + 1 : page.getLast().position() + 1;
    }
  }

  private static void count(
      LedgerEntry entry, DecisionRecorded decision, Wanted wanted, Counts counts) {
    LocalDate day = CoverageView.day(entry);
    RuleAnswers.of(
        decision,
        new RuleAnswers() {
          @Override
          public void answered(String policy, String rule, String counter) {
            if (wanted.has(policy, day)) {
              counts.add(Counted.once(policy, rule, counter, entry.position()));
            }
          }

          @Override
          public void broken(String policy, String rule, String other) {
            if (wanted.has(policy, day)) {
              counts.add(new Together(rule, other, 1, entry.position()));
            }
          }
        });
  }
}
