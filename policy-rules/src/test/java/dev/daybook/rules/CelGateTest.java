package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Finding.Because;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Outcome;
import org.junit.jupiter.api.Test;

class CelGateTest {

  @Test
  void aRuleThatHoldsPassesWithoutAFinding() {
    Judgement judgement =
        Policies.gate(Policies.rule("product.name == 'orders'"))
            .judge(Policies.facts(Policies.orders()));

    assertThat(judgement.findings()).isEmpty();
    assertThat(judgement.rules())
        .containsExactly(new Judgement.RuleOutcome("test/rule", Outcome.PASS, Effect.DENY));
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
