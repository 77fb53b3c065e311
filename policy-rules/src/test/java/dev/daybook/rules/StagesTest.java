package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement;
import dev.daybook.document.Problem;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** A policy can begin soft and become hard on a day: the command's own clock decides. */
class StagesTest {

  private static final String STAGES =
      """
      stages:
        - enforcement: optional
          from: 2026-05-01
        - enforcement: warn
          from: 2026-05-15
        - enforcement: required
          from: 2026-06-01
      validations:
        - name: hard
          expression: product.name == 'x'
        - name: soft
          expression: product.name == 'x'
          enforcement: warn
      """;

  private final CelGate gate = Policies.gate(Policies.policy(text(STAGES)));

  @Test
  void theStageInForceAtTheCommandsClockDecidesTheEffect() {
    assertThat(effects("2026-05-01T00:00:00Z")).containsExactly(Effect.AUDIT, Effect.AUDIT);
    assertThat(effects("2026-05-20T12:00:00Z")).containsExactly(Effect.WARN, Effect.WARN);
    assertThat(effects("2026-06-01T00:00:00Z")).containsExactly(Effect.DENY, Effect.WARN);
  }

  @Test
  void whatIsOnlyAuditedOrWarnedOfStopsNothingAndIsInTheJudgement() {
    Judgement audited = judged("2026-05-31T23:59:59Z");

    assertThat(audited.denies()).isFalse();
    assertThat(audited.findings()).hasSize(2);
    assertThat(judged("2026-06-01T00:00:00Z").denies()).isTrue();
  }

  @Test
  void aPolicyIsNotAskedBeforeItsFirstStage() {
    Judgement before = judged("2026-04-30T23:59:59Z");

    assertThat(before.rules()).isEmpty();
    assertThat(before.policies()).isEmpty();
  }

  @Test
  void aCaseHappensWhenTheFirstStageHasBegun() {
    assertThat(
            problems(
                STAGES
                    + """
                    cases:
                      - { name: another name, facts: { product: { name: y } }, expect: fail }
                      - name: too early
                        facts: { product: { name: y }, clock: 2026-04-01T00:00:00Z }
                        expect: skipped
                    """))
        .isEmpty();
  }

  @Test
  void everythingWrongWithStagesIsToldAtOnce() {
    assertThat(
            problems(
                """
                enforcement: deny
                stages:
                  - { enforcement: audt, until: 2026-05-01 }
                  - { enforcement: warn, from: 2026-06-01 }
                  - { enforcement: deny, from: 2026-06-01 }
                  - { enforcement: deny }
                  - { enforcement: deny, from: 2026-02-30 }
                validations: [{ name: r, expression: "true" }]
                """))
        .extracting(problem -> problem.place() + " " + problem.message() + "; " + problem.fix())
        .containsExactly(
            "10:16 `enforcement` stands beside `stages`; make it the first stage: `- enforcement:"
                + " deny`",
            "12:22 `audt` is no enforcement; did you mean `audit`?",
            "12:28 a stage has no field `until`; known are enforcement, from",
            "14:34 the stage from 2026-06-01 does not begin after the one before it, from"
                + " 2026-06-01; write the stages in the order of their days",
            "15:7 a stage has no `from`; add `from: 2026-06-01`",
            "16:34 `2026-02-30` is no day; write year, month and day: 2026-06-01");
  }

  @Test
  void aPolicyWithoutEnforcementOrStagesIsNone() {
    assertThat(problems("validations: [{ name: r, expression: \"true\" }]"))
        .extracting(Problem::message)
        .containsExactly("spec has no `enforcement`");
    assertThat(problems("stages: []\nvalidations: [{ name: r, expression: \"true\" }]"))
        .extracting(Problem::message)
        .containsExactly("`stages` is empty");
  }

  private List<Effect> effects(String clock) {
    return judged(clock).findings().stream().map(Finding::effect).toList();
  }

  private Judgement judged(String clock) {
    SortedMap<String, Object> facts = Policies.factMap(Policies.orders());
    facts.put("clock", Instant.parse(clock));
    return gate.judge(Facts.freeze(facts));
  }

  private static List<Problem> problems(String spec) {
    return switch (Policies.compile(text(spec))) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Rejected(var problems) -> problems;
    };
  }

  private static String text(String spec) {
    return Policies.text(spec).replace("  enforcement: deny\n  match", "  match");
  }
}
