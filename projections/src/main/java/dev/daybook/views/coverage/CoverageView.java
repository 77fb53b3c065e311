package dev.daybook.views.coverage;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Judgement.RuleOutcome;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Follow;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each rule of each policy answered what, by day, and which rules are broken together.
 */
public final class CoverageView implements View {

  public static final String NAME = "coverage";

  /** Rules of one policy one decision breaks; of more it is not kept which are broken together. */
  static final int MOST_TOGETHER = 20;

  private static final Table.Tally<RuleDay> RULE_DAY =
      Table.Tally.of("rule_day", RuleDay.class, "passed", "failed", "waived", "unjudged");

  private static final Table.Tally<RulesTogether> RULES_TOGETHER =
      Table.Tally.of("rules_together", RulesTogether.class, "times");

  /**
   * @param policy the policy's name
   * @param rule the rule's full name, {@code policy/rule}
   * @param day the day (UTC) the decisions were recorded on
   */
  record RuleDay(String policy, String rule, LocalDate day) {}

  /**
   * @param rule a rule that was broken
   * @param other another of the same policy that was broken too
   */
  record RulesTogether(String policy, String rule, String other, LocalDate day) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(RULE_DAY, RULES_TOGETHER);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(new Follow<>(DecisionRecorded.class, CoverageView::apply));
  }

  private static void apply(DecisionRecorded decision, LedgerEntry entry, Rows rows) {
    LocalDate day = LocalDate.ofInstant(entry.recordedAt(), ZoneOffset.UTC);
    Map<String, List<String>> broken = new LinkedHashMap<>();
    for (RuleOutcome answer : decision.rules()) {
      String policy = policy(answer.rule());
      rows.count(RULE_DAY, entry, new RuleDay(policy, answer.rule(), day), column(answer));
      if (isBroken(answer)) {
        broken.computeIfAbsent(policy, _ -> new ArrayList<>()).add(answer.rule());
      }
    }
    broken.forEach(
        (policy, together) -> {
          if (together.size() <= MOST_TOGETHER) {
            for (String rule : together) {
              for (String other : together) {
                if (!rule.equals(other)) {
                  rows.count(
                      RULES_TOGETHER, entry, new RulesTogether(policy, rule, other, day), "times");
                }
              }
            }
          }
        });
  }

  private static String policy(String rule) {
    int slash = rule.indexOf('/');
    return slash < 0 ? rule : rule.substring(0, slash);
  }

  private static boolean isBroken(RuleOutcome answer) {
    return switch (answer.outcome()) {
      case PASS -> false;
      case FAIL, WAIVED, UNJUDGED -> true;
    };
  }

  private static String column(RuleOutcome answer) {
    return switch (answer.outcome()) {
      case PASS -> "passed";
      case FAIL -> "failed";
      case WAIVED -> "waived";
      case UNJUDGED -> "unjudged";
    };
  }
}
