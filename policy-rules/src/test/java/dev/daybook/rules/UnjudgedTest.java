package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rules without an answer: they act like rules that fail, and say what kept them from answering.
 */
class UnjudgedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "product.governance.retentionDays > 30 | the fact `product.governance.retentionDays` is"
            + " missing",
        "product.owner.id == 'x' | the fact `product.owner` is missing",
        "contract.name == 'x' | the fact `contract` is missing",
        "has(contract.product) | the fact `contract` is missing",
        "command.reason == 'x' | the fact `command.reason` is missing",
        "dyn(command)['reason'] == 'x' | the fact `dyn(command)[\"reason\"]` is missing",
        "product.outputPorts.all(p, p.engine == 'trino') | the fact `p.engine` is missing",
        "state.version == '1' | the fact `state` is missing",
        "product.outputPorts[7].name == 'x' | `product.outputPorts[7]` fails: the list has no such"
            + " element",
        "1 / size(product.fields) == 1 | the fact `product.fields` is missing",
        "1 / (size(product.outputPorts) - 2) == 1 | `1 / (size(product.outputPorts) - 2)` fails: it"
            + " divides by zero",
        "int(product.name) == 1 | `int(product.name)` fails: the value does not have the right"
            + " form",
        "product.name.majorVersion() == 1 | `product.name.majorVersion()` fails: this is no"
            + " version",
        "size(product.outputPorts) * 9007199254740991 * 9007199254740991 > 0 |"
            + " `size(product.outputPorts) * 9007199254740991 * 9007199254740991` fails: the number"
            + " is too large",
      })
  void aRuleWithoutAnAnswerActsLikeOneThatFailsAndSaysWhy(String expression, String why) {
    CompiledPolicy ofAnyCommand =
        Policies.policy(
            Policies.text(
                    """
                    validations:
                      - name: rule
                        expression: |
                    """
                        + expression.indent(6))
                .replace("[PublishProduct]", "[\"*\"]"));
    Judgement judgement = Policies.gate(ofAnyCommand).judge(Policies.facts(Policies.orders()));

    assertThat(judgement.denies()).isTrue();
    Finding finding = judgement.findings().getFirst();
    assertThat(finding.outcome()).isEqualTo(Outcome.UNJUDGED);
    assertThat(finding.effect()).isEqualTo(Effect.DENY);
    assertThat(finding.message()).isEqualTo("could not be judged: " + why);
    assertThat(finding.fix()).isNotBlank();
  }

  @Test
  void aCountIsADecimalWhereOneIsMadeOfIt() {
    assertThat(outcome("double(size(product.outputPorts)) == 2.0")).isEqualTo(Outcome.PASS);
  }

  @Test
  void aConditionThatCannotBeToldLeavesAllRulesUnjudged() {
    CompiledPolicy policy =
        Policies.policyWith(
            """
            matchConditions:
              - name: gold
                expression: product.classification.tier == 'gold'
            validations:
              - name: rule
                expression: product.name == 'orders'
            """);

    Judgement judgement = Policies.gate(policy).judge(Policies.facts(Policies.orders()));

    assertThat(judgement.findings().getFirst().message())
        .isEqualTo(
            "could not be judged: matchCondition `gold`: the fact `product.classification` is"
                + " missing");
  }

  private static Outcome outcome(String expression) {
    return Policies.gate(Policies.rule(expression))
        .judge(Policies.facts(Policies.orders()))
        .rules()
        .getFirst()
        .outcome();
  }
}
