package dev.daybook.views.coverage;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Follow;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * How often each rule of each policy answered what, and which rules are broken together: by day,
 * and by blocks of positions, so that what was counted up to a moment can be told later.
 */
public final class CoverageView implements View {

  public static final String NAME = "coverage";

  /** How many positions a block has: the first is of positions below it. */
  public static final long BLOCK = 1_000;

  private static final Table.Tally<RuleDay> RULE_DAY =
      Table.Tally.of("rule_day", RuleDay.class, "passed", "failed", "waived", "unjudged");

  private static final Table.Tally<RulesTogether> RULES_TOGETHER =
      Table.Tally.of("rules_together", RulesTogether.class, "times");

  /**
   * @param policy the policy's name
   * @param rule the rule's full name, {@code policy/rule}
   * @param day the day (UTC) the decisions were recorded on
   * @param block in which block of positions they stand
   */
  record RuleDay(String policy, String rule, LocalDate day, long block) {}

  /**
   * @param rule a rule that was broken
   * @param other another of the same policy that was broken too
   */
  record RulesTogether(String policy, String rule, String other, LocalDate day, long block) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(RULE_DAY, RULES_TOGETHER);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(new Follow<>(DecisionRecorded.class, CoverageView::apply));
  }

  /** The block that a position is in. */
  static long block(long position) {
    return position / BLOCK;
  }

  /** The day (UTC) an entry counts for. */
  static LocalDate day(LedgerEntry entry) {
    return LocalDate.ofInstant(entry.recordedAt(), ZoneOffset.UTC);
  }

  private static void apply(DecisionRecorded decision, LedgerEntry entry, Rows rows) {
    LocalDate day = day(entry);
    long block = block(entry.position());
    RuleAnswers.of(
        decision,
        new RuleAnswers() {
          @Override
          public void answered(String policy, String rule, String counter) {
            rows.count(RULE_DAY, entry, new RuleDay(policy, rule, day, block), counter);
          }

          @Override
          public void broken(String policy, String rule, String other) {
            rows.count(
                RULES_TOGETHER, entry, new RulesTogether(policy, rule, other, day, block), "times");
          }
        });
  }
}
