package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Finding.Because;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CelGateTest {

  @Test
  void aRuleThatHoldsPassesWithoutAFinding() {
    Judgement judgement =
        Policies.gate(Policies.rule("product.name == 'orders'"))
            .judge(Policies.facts(Policies.orders()));

    assertThat(judgement.findings()).isEmpty();
    assertThat(judgement.rules())
        .containsExactly(new Judgement.RuleOutcome("test/rule", Outcome.PASS, Effect.DENY, null));
  }

  @Test
  void noPolicyCanForbidItsOwnWithdrawal() {
    CompiledPolicy guarded =
        Policies.policy(
            Policies.text("validations: [{name: never, expression: \"false\"}]")
                .replace("[PublishProduct]", "[\"*\"]"));

    Judgement withdrawal = Policies.gate(guarded).judge(about("WithdrawPolicy", "policy/test"));
    Judgement activation = Policies.gate(guarded).judge(about("ActivatePolicy", "policy/test"));

    assertThat(withdrawal.denies()).isFalse();
    assertThat(withdrawal.findings()).extracting(Finding::effect).containsExactly(Effect.WARN);
    assertThat(activation.denies()).isTrue();
  }

  @Test
  void theWorstFindingComesFirst() {
    CompiledPolicy policy =
        Policies.policyWith(
            """
            validations:
              - {name: a, expression: "false", enforcement: audit}
              - {name: b, expression: "false", enforcement: warn}
              - {name: c, expression: "false", severity: info}
              - {name: e, expression: "false"}
              - {name: d, expression: "false"}
            """);
    assertThat(Policies.gate(policy).judge(Policies.facts(Policies.orders())).findings())
        .extracting(Finding::rule)
        .containsExactly("test/d", "test/e", "test/c", "test/b", "test/a");
  }

  @Test
  void aMessageThatComesOutEmptyIsTheWrittenOneAndNoneIsLongerThanItMayBe() {
    CompiledPolicy policy =
        Policies.policyWith(
            """
            params: {t: %s}
            validations:
              - {name: a, expression: "false", messageExpression: "' '", message: written}
              - {name: b, expression: "false", messageExpression: params.t}
            """
                .formatted("x".repeat(2_000)));
    assertThat(Policies.gate(policy).judge(Policies.facts(Policies.orders())).findings())
        .extracting(finding -> finding.message().substring(0, 7), f -> f.message().length())
        .containsExactly(tuple("written", 7), tuple("xxxxxxx", Bounds.MESSAGE));
  }

  private static Facts about(String kind, String subject) {
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("command", Policies.map(Map.of("kind", kind, "subject", subject)));
    facts.put("clock", Instant.parse("2026-03-01T12:00:00Z"));
    return Facts.freeze(facts);
  }

  @Test
  void aRuleThatFailsDeniesWithTheSmallestPartThatMadeItFail() {
    Judgement judgement =
        Policies.gate(
                Policies.policyWith(
                    """
                    params:
                      types: [sql, rest]
                    validations:
                      - name: standard-ports
                        expression: product.name != '' && product.outputPorts.all(p, p.type in params.types)
                        messageExpression: "'odd ports in ' + product.name"
                        field: /spec/outputPorts
                        wanted: sql or rest
                        fix: offer sql
                    """))
            .judge(Policies.facts(Policies.orders()));

    assertThat(judgement.denies()).isTrue();
    Finding finding = judgement.findings().getFirst();
    assertThat(finding.rule()).isEqualTo("test/standard-ports");
    assertThat(finding.message()).isEqualTo("odd ports in orders");
    assertThat(finding.pointer()).isEqualTo("/spec/outputPorts");
    assertThat(finding.seen()).isEqualTo("carrier-pigeon");
    assertThat(finding.wanted()).isEqualTo("sql or rest");
    assertThat(finding.fix()).isEqualTo("offer sql");
    assertThat(finding.contact()).isEqualTo("#governance");
    assertThat(finding.because())
        .containsExactly(
            new Because("product.outputPorts.all(p, p.type in params.types)", "false"),
            new Because("p", "{name: \"b\", type: \"carrier-pigeon\"}"),
            new Because("p.type in params.types", "false"),
            new Because("p.type", "\"carrier-pigeon\""),
            new Because("params.types", "[\"sql\", \"rest\"]"));
  }

  @Test
  void aMissingFactLeavesTheRuleUnjudgedAndNamesTheFact() {
    Judgement judgement =
        Policies.gate(Policies.rule("product.governance.retentionDays > 30"))
            .judge(Policies.facts(Policies.orders()));

    assertThat(judgement.denies()).isTrue();
    Finding finding = judgement.findings().getFirst();
    assertThat(finding.outcome()).isEqualTo(Outcome.UNJUDGED);
    assertThat(finding.message())
        .isEqualTo("could not be judged: the fact `product.governance.retentionDays` is missing");
  }
}
