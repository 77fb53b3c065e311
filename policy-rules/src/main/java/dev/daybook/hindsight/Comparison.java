package dev.daybook.hindsight;

import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Judgement.PolicyUsed;
import dev.daybook.decision.Judgement.RuleOutcome;
import dev.daybook.hindsight.PastDecision.Judgeable;
import dev.daybook.path.FactValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A recorded decision beside the judgement of now: all that policies said of it, whole. What the
 * domain itself said (rules that begin with {@code daybook/}) is no answer of policies and taken as
 * it was recorded; where in the source a finding stands is the document's to say, and left out.
 */
final class Comparison {

  /** What the name of every rule begins with that no policy has. */
  private static final String BUILT_IN = "daybook/";

  /** The one of them that comes of params, and so of judging. */
  private static final String FLOOR = BuiltInRule.FLOOR_CONFLICT.id();

  private final Judgeable past;
  private final Judgement judged;
  private final List<Difference> differences = new ArrayList<>();

  private Comparison(Judgeable past, Judgement judged) {
    this.past = past;
    this.judged = judged;
  }

  /**
   * What came of it.
   *
   * @param sameSteps whether every step of judging was the same
   * @param differences of the answer; empty where it is the same
   */
  record Compared(boolean sameSteps, List<Difference> differences) {}

  static Compared of(Judgeable past, Judgement judged) {
    boolean sameSteps = past.decision().traceSha256().equals(judged.traceSha256());
    Comparison comparison = new Comparison(past, judged);
    if (!comparison.isSame()) {
      comparison.tell();
    }
    return new Compared(sameSteps, List.copyOf(comparison.differences));
  }

  /** Whether nothing differs, told quickly where that is so, as it nearly always is. */
  private boolean isSame() {
    DecisionRecorded decision = past.decision();
    return decision.policyPosition() == past.inForce()
        && decision.accepted() == accepts()
        && decision.rules().equals(judged.rules())
        && decision.policies().equals(judged.policies())
        && Objects.equals(decision.ceiling(), judged.ceiling())
        && bare(ofPolicies(decision)).equals(judged.findings())
        && isAsked(decision, past.facts());
  }

  private static boolean isAsked(DecisionRecorded decision, Facts facts) {
    return decision.clock().equals(facts.values().get("clock"))
        && facts.values().get("command") instanceof Map<?, ?> command
        && decision.command().equals(command.get("kind"))
        && decision.subject().toString().equals(command.get("subject"));
  }

  /** Whether the command would stand: nothing denies it, the domain as little as policies. */
  private boolean accepts() {
    return !judged.denies() && !isRefusedByDomain(past.decision());
  }

  /** Whether the domain itself denied a command, whatever policies said. */
  static boolean isRefusedByDomain(DecisionRecorded decision) {
    return decision.findings().stream()
        .anyMatch(each -> isOfDomain(each) && each.effect() == Effect.DENY);
  }

  /** What policies said of a command. */
  static List<Finding> ofPolicies(DecisionRecorded decision) {
    return decision.findings().stream().filter(each -> !isOfDomain(each)).toList();
  }

  /** Whether the domain itself said it, under a built-in rule. */
  static boolean isOfDomain(Finding finding) {
    return finding.rule().startsWith(BUILT_IN) && !finding.rule().equals(FLOOR);
  }

  /** Without the places in the source, which the judgement of now has none of. */
  private static List<Finding> bare(List<Finding> findings) {
    return findings.stream()
        .map(each -> each.line() == null ? each : each.at(each.pointer(), null, null))
        .toList();
  }

  private static Map<String, String> asked(DecisionRecorded decision) {
    return Map.of(
        "clock", decision.clock().toString(),
        "command", decision.command(),
        "subject", decision.subject().toString());
  }

  private static Map<String, String> asked(Facts facts) {
    Map<?, ?> command = facts.values().get("command") instanceof Map<?, ?> map ? map : Map.of();
    return Map.of(
        "clock", String.valueOf(facts.values().get("clock")),
        "command", String.valueOf(command.get("kind")),
        "subject", String.valueOf(command.get("subject")));
  }

  private void tell() {
    DecisionRecorded decision = past.decision();
    ofAll("accepted", decision.accepted(), accepts());
    ofAll("policies as of position", decision.policyPosition(), past.inForce());
    compare("", asked(decision), asked(past.facts()));
    compare("ceiling", tree(decision.ceiling()), tree(judged.ceiling()));
    compare("policy", policies(decision.policies()), policies(judged.policies()));
    compareByRule("answer", outcomes(decision.rules()), outcomes(judged.rules()));
    compareByRule("finding", findings(bare(ofPolicies(decision))), findings(judged.findings()));
  }

  private void ofAll(String what, Object recorded, Object now) {
    if (!recorded.equals(now)) {
      differences.add(new Difference(null, what, recorded.toString(), now.toString()));
    }
  }

  /**
   * @param whole what all of it is called, where one side has nothing
   */
  private void compareByRule(
      String whole, SortedMap<String, Object> recorded, SortedMap<String, Object> now) {
    SortedMap<String, Object> rules = new TreeMap<>(recorded);
    rules.putAll(now);
    rules
        .keySet()
        .forEach(
            rule ->
                Trees.compare(
                    recorded.get(rule),
                    now.get(rule),
                    (path, one, other) ->
                        differences.add(
                            new Difference(
                                rule.split("#", -1)[0],
                                path.isEmpty() ? whole : path,
                                text(one),
                                text(other)))));
  }

  private void compare(String what, @Nullable Object recorded, @Nullable Object now) {
    Trees.compare(
        recorded,
        now,
        (path, one, other) ->
            differences.add(
                new Difference(
                    null,
                    what.isEmpty() || path.isEmpty() ? what + path : what + "." + path,
                    text(one),
                    text(other))));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable Object tree(@Nullable Object value) {
    return value == null ? null : FactValues.of(value);
  }

  private static SortedMap<String, Object> policies(List<PolicyUsed> policies) {
    SortedMap<String, Object> byName = new TreeMap<>();
    policies.forEach(each -> byName.put(each.name(), FactValues.of(each)));
    return byName;
  }

  private static SortedMap<String, Object> outcomes(List<RuleOutcome> rules) {
    SortedMap<String, Object> byRule = new TreeMap<>();
    rules.forEach(each -> byRule.put(each.rule(), FactValues.of(each)));
    return byRule;
  }

  /** By rule, and by number where one has several. */
  private static SortedMap<String, Object> findings(List<Finding> findings) {
    SortedMap<String, Object> byRule = new TreeMap<>();
    for (Finding each : findings) {
      String key = each.rule();
      for (int i = 1; byRule.containsKey(key); i++) {
        key = each.rule() + "#" + i;
      }
      byRule.put(key, FactValues.of(each));
    }
    return byRule;
  }
}
