package dev.daybook.rules;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Judgement.PolicyUsed;
import dev.daybook.decision.Judgement.RuleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A recorded decision judged once more, on the facts and by the policies, params, ceiling and
 * waivers it was judged by, to tell of it what is not recorded: the value of every part of a rule.
 * Judging is the same every time, so nothing needs to be kept for this; and a decision has the
 * digest of its steps, so it shows whether they are the same.
 */
public final class Retrial {

  /** Most rules whose parts are told of one decision; the others can be asked for by name. */
  private static final int RULES = 100;

  private final DecisionRecorded decision;
  private final Judgement judgement;
  private final Seen seen;

  private Retrial(DecisionRecorded decision, Judgement judgement, Seen seen) {
    this.decision = decision;
    this.judgement = judgement;
    this.seen = seen;
  }

  /**
   * @param exact whether judging took the same steps and came to the same again, so that what is
   *     told is what happened
   * @param engine what judged this time
   * @param traceSha256 the digest of its steps this time
   * @param rules those asked for
   * @param leftOut the names of rules whose parts were too many to tell with the others
   */
  public record Told(
      boolean exact,
      String engine,
      String traceSha256,
      List<ToldRule> rules,
      List<String> leftOut) {

    public Told {
      rules = List.copyOf(rules);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * Judges a decision again.
   *
   * @param gate with the policies as they were when it was made
   * @param facts those it was made on
   * @param rules the full names of the rules to tell, in this order
   * @throws dev.daybook.decision.Gate.DeadlineExceeded when judging took too long by the wall clock
   */
  public static Told tell(
      CelGate gate, DecisionRecorded decision, Facts facts, List<String> rules) {
    Set<String> policies = rules.stream().map(Retrial::policy).collect(Collectors.toSet());
    Seen seen = new Seen(policies);
    Judgement judgement = gate.judge(facts, seen);
    return new Retrial(decision, judgement, seen).told(gate.engine(), rules);
  }

  /** A rule with nothing but what the decision has of it. */
  public static ToldRule recorded(DecisionRecorded decision, String rule) {
    return new ToldRule(
        rule,
        used(decision, rule).orElse(null),
        null,
        outcome(decision, rule).orElse(null),
        finding(decision, rule).orElse(null),
        List.of());
  }

  private Told told(String engine, List<String> rules) {
    boolean exact =
        judgement.traceSha256().equals(decision.traceSha256())
            && judgement.rules().equals(decision.rules());
    List<ToldRule> told = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    int left = Bounds.PARTS_TOGETHER;
    for (String rule : rules) {
      if (left <= 0 || told.size() == RULES) {
        leftOut.add(rule);
        continue;
      }
      ToldRule one = told(rule, left);
      left -= one.expressions().stream().mapToInt(each -> each.parts().size()).sum();
      told.add(one);
    }
    return new Told(exact, engine, judgement.traceSha256(), told, leftOut);
  }

  private ToldRule told(String rule, int most) {
    ToldRule recorded = recorded(decision, rule);
    Seen.@Nullable Judged judged = deciding(rule);
    return judged == null
        ? recorded
        : new ToldRule(
            rule,
            recorded.policy(),
            judged.params().document(),
            recorded.outcome(),
            recorded.finding(),
            new Telling(judged, most).of(rule));
  }

  /**
   * Of two times the one that counts: a domain's own values if it failed by them, else the floor.
   */
  private Seen.@Nullable Judged deciding(String rule) {
    List<Seen.Judged> times = seen.of(policy(rule));
    if (times.size() < 2 || !passes(times.getFirst(), rule)) {
      return times.isEmpty() ? null : times.getFirst();
    }
    return passes(times.getLast(), rule) ? times.getFirst() : times.getLast();
  }

  private static boolean passes(Seen.Judged judged, String rule) {
    return judged.policy().rules().stream()
        .filter(each -> each.name().equals(rule))
        .map(each -> judged.traces().get(each.expression()))
        .anyMatch(
            trace ->
                trace != null
                    && trace.answer().orElse(null) instanceof Expression.Answer.Value(Object value)
                    && Boolean.TRUE.equals(value));
  }

  private static Optional<PolicyUsed> used(DecisionRecorded decision, String rule) {
    return decision.policies().stream()
        .filter(policy -> policy.name().equals(policy(rule)))
        .findFirst();
  }

  private static Optional<RuleOutcome> outcome(DecisionRecorded decision, String rule) {
    return decision.rules().stream().filter(each -> each.rule().equals(rule)).findFirst();
  }

  private static Optional<Finding> finding(DecisionRecorded decision, String rule) {
    return decision.findings().stream().filter(each -> each.rule().equals(rule)).findFirst();
  }

  private static String policy(String rule) {
    return rule.substring(0, Math.max(0, rule.indexOf('/')));
  }
}
