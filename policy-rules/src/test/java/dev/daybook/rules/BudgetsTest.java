package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Problem;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Rules that keep to their own budgets and are too many: they share their policy's budget, policies
 * share the command's, and no set of policies keeps its own withdrawal from being answered.
 */
@Timeout(20)
class BudgetsTest {

  private static final String SEVENTEEN =
      IntStream.range(0, 17).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));

  @Test
  void rulesOfOnePolicyShareItsBudget() {
    List<Finding> findings =
        unhurried(costly("lock", 200)).judge(about("ActivatePolicy")).findings();

    assertThat(findings).hasSizeBetween(190, 198);
    assertThat(findings).allMatch(finding -> finding.outcome() == Outcome.UNJUDGED);
    assertThat(findings)
        .extracting(Finding::message)
        .containsOnly("could not be judged: the policy's budget of 500000 steps was spent");
  }

  @Test
  void theyShareWhatItMayCreateAndSearchToo() {
    String text = "a".repeat(200_000);
    assertThat(thrice("size([%s]) > 0".formatted("params.t + params.t,".repeat(2)), text))
        .containsExactly(
            "could not be judged: the policy's budget of 2097152 created characters and elements"
                + " was spent");
    assertThat(thrice("params.many.all(i, size(params.t) > 0)", text))
        .hasSize(2)
        .containsOnly(
            "could not be judged: the policy's budget of 50000000 for searching and comparing was"
                + " spent");
  }

  /** What a policy says whose one rule stands in it three times. */
  private static List<String> thrice(String expression, String text) {
    String rules =
        IntStream.range(0, 3)
            .mapToObj(i -> "  - {name: r%d, expression: \"%s\"}\n".formatted(i, expression))
            .collect(Collectors.joining());
    CompiledPolicy policy =
        Policies.policyWith(
            "params:\n  t: '%s'\n  many: [%s]\nvalidations:\n%s"
                .formatted(text, "0,".repeat(3_000), rules));
    return unhurried(policy).judge(Policies.facts(Policies.orders())).findings().stream()
        .map(Finding::message)
        .toList();
  }

  @Test
  void allPoliciesShareTheCommandsBudgetAndTheAnswerRepeats() {
    CelGate gate =
        unhurried(IntStream.range(0, 10).mapToObj(i -> costly("p" + i, 6)).toArray(Policy[]::new));

    Judgement first = gate.judge(about("ActivatePolicy"));
    Judgement again = gate.judge(about("ActivatePolicy"));

    assertThat(first.denies()).isTrue();
    assertThat(first.findings())
        .extracting(Finding::message)
        .contains(
            "could not be judged: the budget of 2000000 steps for all policies together was"
                + " spent");
    assertThat(again).isEqualTo(first);
  }

  @Test
  void aWithdrawalAndARevocationAreAnsweredWhateverPoliciesCostAndWithoutAClock() {
    CelGate gate = Policies.gate(costly("lock", 200)).within(Duration.ZERO);

    for (String wayOut : List.of("WithdrawPolicy", "RevokeToken")) {
      Judgement judgement = gate.judge(about(wayOut));

      assertThat(judgement.denies()).isFalse();
      assertThat(judgement.rules()).isNotEmpty().noneMatch(rule -> rule.effect() == Effect.DENY);
      assertThat(judgement.findings())
          .isNotEmpty()
          .allMatch(finding -> finding.effect() == Effect.WARN)
          .extracting(Finding::message)
          .contains(
              "could not be judged: the budget of 200000 steps for all policies together was"
                  + " spent");
    }
  }

  @Test
  void matchesShareOneBudgetForSearching() {
    String matches =
        IntStream.range(0, 60)
            .mapToObj(_ -> "!params.t.matches(params.p)")
            .collect(Collectors.joining(" && "));

    assertThat(onlyFinding(searching(matches)))
        .isEqualTo(
            "could not be judged: the budget of 50000000 for searching and comparing was spent");
  }

  @Test
  void lookingForAPartAndJoiningAndComparingInLoopsSpendTheSameBudget() {
    for (String expression :
        List.of(
            "params.many.all(i, !params.t.contains('ab' + params.p))",
            "params.many.map(i, params.empty.join('')).all(t, t == '')",
            "params.many.all(i, params.empty == params.empty)",
            "params.many.all(i, params.empty != [])",
            "params.many.all(i, !('x' in params.empty))",
            "params.many.all(i, params.t <= params.t)",
            "params.many.all(i, params.t.startsWith(params.t))",
            "params.many.all(i, size(params.t) > 0)")) {
      assertThat(onlyFinding(searching(expression)))
          .as(expression)
          .isEqualTo(
              "could not be judged: the budget of 50000000 for searching and comparing was spent");
    }
  }

  @Test
  void whatASearchSpentCannotBeSwallowed() {
    assertThat(
            onlyFinding(
                searching("[1,2,3,4].all(i, !params.t.matches('^(a{1,28}b?){1,28}c$')) || true")))
        .isEqualTo(
            "could not be judged: the budget of 50000000 for searching and comparing was spent");
  }

  @Test
  void allCasesOfADocumentShareOneBudget() {
    String cases =
        IntStream.range(0, 20)
            .mapToObj(i -> "  - {name: c%d, facts: {}, expect: pass}\n".formatted(i))
            .collect(Collectors.joining());

    assertThat(Policies.compile(text("many-cases", 1) + "  cases:\n" + cases.indent(2)))
        .isInstanceOfSatisfying(
            Compilation.Rejected.class,
            rejected ->
                assertThat(rejected.problems())
                    .extracting(Problem::message)
                    .last()
                    .asString()
                    .endsWith(
                        "could not be judged: the budget of 1000000 steps for all cases together"
                            + " was spent"));
  }

  /** With time enough on the slowest machine, so that what ends is always a budget. */
  private static CelGate unhurried(Policy... policies) {
    return Policies.gate(policies).within(Duration.ofMinutes(5));
  }

  private static String onlyFinding(Policy policy) {
    List<Finding> findings = unhurried(policy).judge(Policies.facts(Policies.orders())).findings();
    assertThat(findings).hasSize(1);
    return findings.getFirst().message();
  }

  /** A rule that sees a text of 200,000 characters, a large pattern and two lists of 8,000. */
  private static CompiledPolicy searching(String expression) {
    return Policies.policyWith(
        """
        params:
          t: '%s'
          p: '(%sc)'
          many: [%s]
          empty: [%s]
        validations:
          - {name: rule, expression: "%s", message: m}
        """
            .formatted(
                "a".repeat(200_000),
                "a*b|".repeat(40),
                "0,".repeat(8_000),
                "'',".repeat(8_000),
                expression));
  }

  private static CompiledPolicy costly(String name, int rules) {
    return Policies.policy(text(name, rules));
  }

  private static String text(String name, int rules) {
    String validations =
        IntStream.range(0, rules)
            .mapToObj(i -> "  - {name: r%d, expression: \"%s\"}\n".formatted(i, costing(i)))
            .collect(Collectors.joining());
    return Policies.text(
            "variables:\n  - {name: l, expression: '%s'}\nvalidations:\n%s"
                .formatted(SEVENTEEN, validations))
        .replace("name: test", "name: " + name)
        .replace("[PublishProduct]", "['*']");
  }

  /** About 90,000 steps. */
  private static String costing(int rule) {
    return "variables.l.all(a, variables.l.all(b, variables.l.all(c, a + b + c + %d != -1)))"
        .formatted(rule);
  }

  private static Facts about(String kind) {
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("command", Policies.map(Map.of("kind", kind, "subject", "policy/lock")));
    facts.put("clock", Instant.parse("2026-03-01T12:00:00Z"));
    return Facts.freeze(facts);
  }
}
