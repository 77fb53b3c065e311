package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Facts;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Judgement.ParamsUsed;
import dev.daybook.decision.Judgement.PolicyUsed;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.Problem;
import dev.daybook.rules.PolicyCompiler.Compilation;
import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One naming rule serves scopes with different patterns: its params come from documents. */
class ParamsTest {

  private static final String NAMING =
      """
      params: { pattern: "^[a-z-]+$" }
      paramsFrom: { labels: { rule: naming } }
      validations:
        - name: name
          expression: product.name.matches(params.pattern)
      cases:
        - { name: lower case, facts: { product: { name: orders } }, expect: pass }
        - { name: capitals, facts: { product: { name: Orders } }, expect: fail }
      """;

  private static final String MESH = params("naming", "global", "pattern: \"^[a-z-]+$\"");
  private static final String SALES =
      params("naming-sales", "{ domains: [Sales] }", "pattern: \"^dp_[a-z]+$\"");

  private final CompiledPolicy naming = Policies.policyWith(NAMING);

  @Test
  void aDomainHasItsOwnPatternAndTheOthersThatOfTheMesh() {
    CelGate gate = gate(MESH, SALES);

    assertThat(outcome(gate, "sales", "dp_orders")).isEqualTo(Outcome.PASS);
    assertThat(outcome(gate, "sales", "orders")).isEqualTo(Outcome.FAIL);
    assertThat(outcome(gate, "finance", "orders")).isEqualTo(Outcome.PASS);
    assertThat(outcome(gate, "finance", "dp_orders")).isEqualTo(Outcome.FAIL);
  }

  @Test
  void aJudgementNamesTheParamsByTheirDigest() {
    Judgement judgement = gate(MESH, SALES).judge(facts("sales", "dp_orders"));

    assertThat(judgement.policies())
        .containsExactly(
            new PolicyUsed(
                "test",
                "1.0.0",
                naming.sha256(),
                new ParamsUsed(
                    "naming-sales", "1.0.0", Sha256.hex(SALES.getBytes(StandardCharsets.UTF_8))),
                null));
  }

  @Test
  void whereParamsAreMissingTheRuleIsUnjudgedAndSaysWhich() {
    assertThat(why(gate(SALES), "finance"))
        .isEqualTo(
            "could not be judged: its params are missing: no params document with `rule: naming` is"
                + " in force for the domain `finance`");
    assertThat(gate(SALES).judge(facts("finance", "orders")).denies()).isTrue();
    assertThat(
            why(
                gate(
                    Policies.policyWith(
                        NAMING.replace("{ labels: { rule: naming } }", "{ name: house }")),
                    MESH),
                "sales"))
        .contains("no `params/house` is in force");
    assertThat(why(gate(params("naming", "global", "other: 1")), "sales"))
        .contains("its param `pattern` is missing in `params/naming`");
    assertThat(why(gate(params("naming", "global", "pattern: [a]")), "sales"))
        .contains("its param `pattern` is a list of string in `params/naming`, wanted is string");
    assertThat(why(gate(params("naming", "global", "pattern: \"((a\"")), "sales"))
        .contains("its params in `params/naming` cannot be used: the pattern is no RE2");
  }

  @Test
  void twoThatFitAlikeAreADoubtAndNoChoice() {
    assertThat(why(gate(MESH, params("other", "global", "pattern: x")), "sales"))
        .contains("its params are in doubt: `params/naming` and `params/other` are both in force");
  }

  @Test
  void nothingStandsInTheWayOfPublishingWhatIsMissing() {
    CompiledPolicy ofAll =
        Policies.policy(
            Policies.text(NAMING.replace("product.name.matches", "command.subject.matches"))
                .replace("[PublishProduct]", "[\"*\"]")
                .replaceAll("(?s)  cases:.*", ""));
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("command", Policies.map(Map.of("kind", "PublishParams", "subject", "params/naming")));
    facts.put("clock", Instant.EPOCH);

    assertThat(gate(ofAll).judge(Facts.freeze(facts)).rules()).isEmpty();
    assertThat(gate(ofAll).judge(facts("sales", "orders")).denies()).isTrue();
  }

  @Test
  void aWholeNumberIsADecimalAndAnEmptyListIsOfAnyType() {
    CompiledPolicy policy =
        Policies.policyWith(
            """
            params: { ratio: 0.5, names: [a] }
            paramsFrom: { name: naming }
            validations:
              - { name: name, expression: params.ratio + 0.5 > 1.4 && size(params.names) == 0 }
            """);

    assertThat(
            gate(policy, params("naming", "global", "{ ratio: 1, names: [] }"))
                .judge(facts("sales", "orders"))
                .findings())
        .isEmpty();
  }

  @Test
  void theDigestOfTheSetTellsItsParams() {
    PolicySet without = PolicySet.of(List.of(naming));
    PolicySet with = PolicySet.of(List.of(naming), List.of(document(MESH)));

    assertThat(with.digest()).isNotEqualTo(without.digest());
    assertThat(with.params()).extracting(ParamsInForce::name).containsExactly("naming");
  }

  @Test
  void whatIsWrongWithABindingIsTold() {
    assertThat(problems("paramsFrom: { labels: { rule: naming } }"))
        .containsExactly(
            "`paramsFrom` says where params come from, and `params` does not say which");
    assertThat(problems("params: { a: 1 }\nparamsFrom: { name: x, labels: { rule: naming } }"))
        .containsExactly("`paramsFrom` has a name and labels");
    assertThat(problems("params: { a: 1 }\nparamsFrom: { nam: x }"))
        .containsExactly("`paramsFrom` names no params document", "paramsFrom has no field `nam`");
  }

  private static List<String> problems(String spec) {
    return switch (Policies.compile(
        Policies.text(spec + "\nvalidations: [{ name: r, expression: \"true\" }]"))) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Rejected(var problems) -> problems.stream().map(Problem::message).toList();
    };
  }

  private CelGate gate(String... documents) {
    return gate(naming, documents);
  }

  private static CelGate gate(CompiledPolicy policy, String... documents) {
    return CelGate.of(
        PolicySet.of(List.of(policy), Arrays.stream(documents).map(ParamsTest::document).toList()));
  }

  private static ParamsInForce document(String text) {
    return ParamsInForce.of(
            Documents.read(text.getBytes(StandardCharsets.UTF_8), Format.YAML, "params").getFirst())
        .orElseThrow();
  }

  private static Outcome outcome(CelGate gate, String domain, String name) {
    return gate.judge(facts(domain, name)).rules().getFirst().outcome();
  }

  private static String why(CelGate gate, String domain) {
    Judgement judgement = gate.judge(facts(domain, "orders"));
    assertThat(judgement.rules().getFirst().outcome()).isEqualTo(Outcome.UNJUDGED);
    assertThat(judgement.policies().getFirst().params()).isNull();
    return judgement.findings().getFirst().message();
  }

  private static Facts facts(String domain, String name) {
    SortedMap<String, Object> product = Policies.orders();
    product.put("name", name);
    SortedMap<String, Object> facts = Policies.factMap(product);
    facts.put("domain", Policies.map(Map.of("name", domain, "registered", true)));
    return Facts.freeze(facts);
  }

  private static String params(String name, String scope, String values) {
    return """
    apiVersion: daybook/v1
    kind: PolicyParams
    metadata: { name: %s, version: 1.0.0, labels: { rule: naming } }
    spec:
      scope: %s
      values: %s
    """
        .formatted(name, scope, values.startsWith("{") ? values : "{ " + values + " }");
  }
}
