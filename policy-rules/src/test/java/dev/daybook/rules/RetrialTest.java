package dev.daybook.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.mesh.SubjectName;
import dev.daybook.rules.ToldExpression.Kind;
import dev.daybook.rules.ToldExpression.Part;
import dev.daybook.rules.ToldExpression.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A decision judged again tells the value of every part of a rule, and whether they are those. */
class RetrialTest {

  private static final String RULE = "test/rule";

  @Test
  void everyPartHasItsValueAndStandsWhereItIsWritten() {
    String text = "product.domain == 'sales' && size( product.outputPorts ) > 2";
    ToldExpression rule = rule(text);

    assertThat(rule.value()).isEqualTo("false");
    assertThat(shown(rule))
        .containsExactly(
            "0 product.domain == \"sales\" && size(product.outputPorts) > 2 = false",
            "1 product.domain == \"sales\" = true",
            "2 product.domain = \"sales\"",
            "1 size(product.outputPorts) > 2 = false",
            "2 size(product.outputPorts) = 2",
            "3 product.outputPorts = [{name: \"a\", type: \"sql\"}, {name: \"b\", type:"
                + " \"carrier-pigeon\"}]");
    assertThat(rule.parts())
        .extracting(part -> text.substring(part.begin(), part.end()))
        .contains("product.domain == 'sales'", "size( product.outputPorts )");
  }

  @Test
  void whatWasNotLookedAtIsSaidToBe() {
    ToldExpression rule = rule("product.domain != 'sales' && product.name == 'x'");

    assertThat(states(rule))
        .containsEntry("product.domain != \"sales\"", State.EVALUATED)
        .containsEntry("product.name == \"x\"", State.NOT_EVALUATED)
        .containsEntry("product.name", State.NOT_EVALUATED);
  }

  @Test
  void ofALoopItIsTheTurnItEndedOnAndNothingOfTheTurnsBefore() {
    ToldExpression rule =
        rule(
            "product.outputPorts.all(p, p.name == 'a' ? p.type.startsWith('s') : p.type == 'csv')");

    assertThat(shown(rule))
        .contains("2 p.name == \"a\" = false", "2 p.type == \"csv\" = false", "3 p.name = \"b\"");
    assertThat(states(rule)).containsEntry("p.type.startsWith(\"s\")", State.NOT_EVALUATED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "product.owner.id == 'x'; product.owner; MISSING",
        "product.owner.id == 'x'; product.owner.id; NO_VALUE",
        "product.governance.retentionDays > 30; product.governance.retentionDays; MISSING",
        "product.outputPorts.all(p, p.engine == 'x'); p.engine; MISSING",
        "dyn(command)['reason'] == 'x'; dyn(command)[\"reason\"]; MISSING",
        "1 / (size(product.outputPorts) - 2) == 1; 1 / (size(product.outputPorts) - 2); FAILED",
        "product.outputPorts[7].name == 'x'; product.outputPorts[7]; FAILED",
        "product.owner.id == 'x' || product.name == 'x'; product.owner; MISSING",
        "product.owner.id == 'x' || product.name == 'x'; product.name == \"x\"; EVALUATED",
      })
  void whyARuleHasNoAnswerIsToldWhereItStopped(String expression, String part, State state) {
    ToldExpression rule = rule(expression);

    assertThat(rule.value()).isNull();
    assertThat(rule.why()).isNotBlank();
    assertThat(states(rule)).containsEntry(part, state);
  }

  @Test
  void conditionsAndVariablesAreToldToo() {
    CompiledPolicy policy =
        Policies.policyWith(
            """
            matchConditions:
              - {name: sold, expression: "product.domain == 'sales'"}
            variables:
              - {name: unused, expression: "product.version"}
              - {name: types, expression: "product.outputPorts.map(p, p.type)"}
              - {name: count, expression: "size(variables.types)"}
            validations:
              - {name: rule, expression: "variables.count > params.least"}
              - {name: other, expression: "variables.unused != ''"}
            params: {least: 2}
            """);
    ToldRule told = told(Policies.gate(policy), RULE);

    assertThat(told.expressions())
        .extracting(ToldExpression::kind, ToldExpression::name, ToldExpression::value)
        .containsExactly(
            tuple(Kind.RULE, RULE, "false"),
            tuple(Kind.CONDITION, "sold", "true"),
            tuple(Kind.VARIABLE, "variables.types", "[\"sql\", \"carrier-pigeon\"]"),
            tuple(Kind.VARIABLE, "variables.count", "2"));
    assertThat(shown(told.expressions().getFirst()))
        .contains("1 variables.count = 2", "1 params.least = 2");
    assertThat(told.expressions().getFirst().line()).isEqualTo(18);
  }

  @Test
  void aRuleThatPassedIsToldWhenItIsAskedFor() {
    ToldRule told = told(Policies.gate(Policies.rule("product.name == 'orders'")), RULE);

    assertThat(requireNonNull(told.outcome()).outcome()).isEqualTo(Outcome.PASS);
    assertThat(told.finding()).isNull();
    assertThat(shown(told.expressions().getFirst()))
        .containsExactly("0 product.name == \"orders\" = true", "1 product.name = \"orders\"");
  }

  @Test
  void theSameStepsAreSaidToBeAndOthersToo() {
    CelGate gate = Policies.gate(Policies.rule("product.name == 'x'"));
    Facts facts = Policies.facts(Policies.orders());
    DecisionRecorded decision = decision(gate, facts);

    assertThat(Retrial.tell(gate, decision, facts, List.of(RULE)).exact()).isTrue();
    // The answer is the same, the way to it another: another engine, say.
    CelGate other = Policies.gate(Policies.rule("product.name == 'x' && product.domain == 'x'"));
    assertThat(Retrial.tell(other, decision, facts, List.of(RULE)).exact()).isFalse();
    // And the steps the same, what comes of them another.
    CelGate capped = CelGate.of(PolicySet.of(gate.policies().policies()).under(1, lowered()));
    assertThat(Retrial.tell(capped, decision, facts, List.of(RULE)).exact()).isFalse();
  }

  @Test
  void ofADomainsOwnValuesAndTheFloorThoseAreToldThatBreakTheRule() {
    CompiledPolicy policy =
        Policies.policyWith(
            """
            params: { ports: 1 }
            paramsFrom: { labels: { rule: ports }, floor: { ports: both } }
            validations:
              - { name: rule, expression: size(product.outputPorts) >= params.ports }
            """);
    ParamsInForce mesh = params("ports", "global", 3);
    ParamsInForce sales = params("ports-sales", "{ domains: [sales] }", 2);
    ToldRule told = told(CelGate.of(PolicySet.of(List.of(policy), List.of(mesh, sales))), RULE);

    assertThat(requireNonNull(told.params()).name()).isEqualTo("ports");
    assertThat(shown(told.expressions().getFirst())).contains("1 params.ports = 3");
  }

  @Test
  void noPersonIsNamed() {
    SortedMap<String, Object> product = Policies.orders();
    product.put("owner", Policies.map(Map.of("id", "crm", "mail", "ada@example.org")));
    ToldExpression rule =
        rule(Policies.rule("product.owner.mail.endsWith('.com') && product.name == 'x'"), product);

    assertThat(shown(rule)).contains("2 product.owner.mail = (personal)");
    assertThat(rule.toString()).doesNotContain("ada@");
  }

  @Test
  void howManyPartsAreNotToldOfALargeExpressionIsSaid() {
    String large =
        IntStream.range(0, 300)
            .mapToObj(i -> "size(product.name)==" + i)
            .collect(Collectors.joining("||"));
    ToldExpression rule = rule(large.substring(0, large.lastIndexOf("||", 4_000)));

    assertThat(rule.parts()).hasSize(Bounds.PARTS);
    assertThat(rule.more()).isPositive();
  }

  private static Ceilings lowered() {
    return Ceilings.none().with(SubjectName.parse("ceiling/all"), Effect.AUDIT);
  }

  private static ToldExpression rule(String expression) {
    return rule(Policies.rule(expression), Policies.orders());
  }

  private static ToldExpression rule(CompiledPolicy policy, SortedMap<String, Object> product) {
    return told(Policies.gate(policy), Policies.facts(product), RULE).expressions().getFirst();
  }

  private static ToldRule told(CelGate gate, String rule) {
    return told(gate, Policies.facts(Policies.orders()), rule);
  }

  private static ToldRule told(CelGate gate, Facts facts, String rule) {
    Retrial.Told told = Retrial.tell(gate, decision(gate, facts), facts, List.of(rule));
    assertThat(told.exact()).isTrue();
    return told.rules().getFirst();
  }

  /** What is recorded of judging these facts. */
  static DecisionRecorded decision(CelGate gate, Facts facts) {
    Judgement judgement = gate.judge(facts);
    return new DecisionRecorded(
        UUID.randomUUID(),
        SubjectName.parse("product/sales.orders"),
        "PublishProduct",
        "",
        -1,
        judgement.policyPosition(),
        judgement.policies(),
        judgement.rules(),
        facts.sha256(),
        judgement.traceSha256(),
        !judgement.denies(),
        judgement.findings(),
        null,
        Instant.EPOCH,
        gate.engine(),
        judgement.ceiling());
  }

  private static List<String> shown(ToldExpression expression) {
    return expression.parts().stream()
        .map(part -> part.depth() + " " + part.expression() + " = " + part.value())
        .toList();
  }

  private static Map<String, State> states(ToldExpression expression) {
    return expression.parts().stream()
        .collect(Collectors.toMap(Part::expression, Part::state, (first, _) -> first));
  }

  private static ParamsInForce params(String name, String scope, int ports) {
    String text =
        """
        apiVersion: daybook/v1
        kind: PolicyParams
        metadata: { name: %s, version: 1.0.0, labels: { rule: ports } }
        spec: { scope: %s, values: { ports: %d } }
        """
            .formatted(name, scope, ports);
    return Documents.read(text.getBytes(StandardCharsets.UTF_8), Format.YAML, name).stream()
        .map(ParamsInForce::of)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }
}
