package dev.daybook.views.coverage;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Judgement.RuleOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is counted of one decision. */
interface RuleAnswers {

  /** Rules of one policy one decision breaks; of more it is not kept which are broken together. */
  int MOST_TOGETHER = 20;

  /**
   * A rule answered.
   *
   * @param rule the rule's full name, {@code policy/rule}
   * @param counter {@code passed}, {@code failed}, {@code waived} or {@code unjudged}
   */
  void answered(String policy, String rule, String counter);

  /** Two rules of one policy were broken. */
  void broken(String policy, String rule, String other);

  /** Tells all of a decision. */
  static void of(DecisionRecorded decision, RuleAnswers into) {
    Map<String, List<String>> broken = new LinkedHashMap<>();
    for (RuleOutcome answer : decision.rules()) {
      String policy = policy(answer.rule());
      into.answered(policy, answer.rule(), counter(answer));
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
                  into.broken(policy, rule, other);
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

  private static String counter(RuleOutcome answer) {
    return switch (answer.outcome()) {
      case PASS -> "passed";
      case FAIL -> "failed";
      case WAIVED -> "waived";
      case UNJUDGED -> "unjudged";
    };
  }
}
