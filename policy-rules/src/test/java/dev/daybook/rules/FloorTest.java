package dev.daybook.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.Problem;
import dev.daybook.document.ReadDocument;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.posture.Assessed;
import dev.daybook.rules.PolicyCompiler.Compilation;
import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a policy asks of all domains, the params of one domain can tighten and never loosen. */
class FloorTest {

  private static final String PORTS =
      """
      params: { ports: 1, types: [sql] }
      paramsFrom:
        labels: { rule: ports }
        floor: { ports: at_least, types: subset }
      validations:
        - { name: enough, expression: size(product.outputPorts) >= params.ports }
        - { name: known, expression: "product.outputPorts.all(p, p.type in params.types)" }
      """;

  private static final String MESH =
      params("ports", "global", "{ ports: 3, types: [sql, carrier-pigeon] }");

  private final CompiledPolicy policy = Policies.policyWith(PORTS);

  @Test
  void whereADomainsValuesAreLooserTheFloorCountsAndThatIsTold() {
    Judgement judgement = judge(MESH, sales("{ ports: 2, types: [sql, carrier-pigeon] }"));

    assertThat(judgement.rules().getFirst().outcome()).isEqualTo(Outcome.FAIL);
    assertThat(judgement.denies()).isTrue();
    assertThat(judgement.findings())
        .extracting(Finding::rule)
        .containsExactly("test/enough", "daybook/floor-conflict");
    assertThat(judgement.findings().getLast().message())
        .contains("`test/enough`", "`params/ports-sales`", "`params/ports`");
  }

  @Test
  void aJudgementNamesBothDocumentsItWasMadeWith() {
    assertThat(judge(MESH, sales("{ ports: 3, types: [sql] }")).policies())
        .singleElement()
        .satisfies(
            used -> {
              assertThat(requireNonNull(used.params()).name()).isEqualTo("ports-sales");
              assertThat(requireNonNull(used.floor()).name()).isEqualTo("ports");
              assertThat(requireNonNull(used.floor()).sha256())
                  .isEqualTo(Sha256.hex(MESH.getBytes(StandardCharsets.UTF_8)));
            });
    assertThat(judge(MESH).policies())
        .singleElement()
        .satisfies(
            used -> {
              assertThat(requireNonNull(used.params()).name()).isEqualTo("ports");
              assertThat(used.floor()).isNull();
            });
  }

  @Test
  void whatStandsIsAskedWithBothAndWhatOnlyTheFloorBreaksIsSaidToBeSo() {
    Assessed looser = assess(MESH, sales("{ ports: 2, types: [sql, carrier-pigeon] }"));
    assertThat(looser.rules())
        .containsEntry("test/enough", Outcome.FAIL)
        .containsEntry("test/known", Outcome.PASS);
    assertThat(looser.byFloor()).containsExactly("test/enough");
    assertThat(requireNonNull(looser.floor()).name()).isEqualTo("ports");

    Assessed broken = assess(MESH, sales("{ ports: 4, types: [sql, carrier-pigeon] }"));
    assertThat(broken.rules()).containsEntry("test/enough", Outcome.FAIL);
    assertThat(broken.byFloor()).isEmpty();
  }

  @Test
  void whereADomainsValuesAreStricterTheyCount() {
    Judgement judgement =
        judge(
            params("ports", "global", "{ ports: 1, types: [sql, carrier-pigeon] }"),
            sales("{ ports: 3, types: [sql] }"));

    assertThat(judgement.rules())
        .extracting(Judgement.RuleOutcome::outcome)
        .containsExactly(Outcome.FAIL, Outcome.FAIL);
    assertThat(judgement.findings())
        .extracting(Finding::rule)
        .containsExactlyInAnyOrder("test/enough", "test/known");
  }

  @Test
  void whatKeepsBothIsKeptAndWhatBreaksBothIsNoConflict() {
    assertThat(
            judge(
                    params("ports", "global", "{ ports: 1, types: [sql, carrier-pigeon] }"),
                    sales("{ ports: 2, types: [sql, carrier-pigeon] }"))
                .findings())
        .isEmpty();
    assertThat(judge(MESH, sales("{ ports: 4, types: [sql, carrier-pigeon] }")).findings())
        .extracting(Finding::rule)
        .containsExactly("test/enough");
  }

  @Test
  void publishingLooserValuesIsRefusedWhereTheyStand() {
    assertThat(problems(sales("{ ports: 2, types: [sql, graphql] }")))
        .extracting(Problem::pointer, Problem::line, Problem::seen, Problem::wanted)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/spec/values/ports", 6, "2", "at least 3"),
            org.assertj.core.groups.Tuple.tuple(
                "/spec/values/types",
                6,
                "[\"sql\", \"graphql\"]",
                "nothing beside [\"sql\", \"carrier-pigeon\"]"));
  }

  @Test
  void whatIsNoLooserIsPublished() {
    assertThat(problems(sales("{ ports: 3, types: [sql] }"))).isEmpty();
    assertThat(problems(params("ports-2", "global", "{ ports: 1, types: [graphql] }"))).isEmpty();
    assertThat(
            problems(
                sales("{ ports: 1, types: [graphql] }").replace("rule: ports", "rule: others")))
        .isEmpty();
  }

  @Test
  void eachBoundTellsWhatIsLooserOrThatItCannot() {
    assertThat(Bound.AT_LEAST.keeps(0.95, 0.9)).contains(true);
    assertThat(Bound.AT_LEAST.keeps(0L, 0.9)).contains(false);
    assertThat(Bound.AT_MOST.keeps(30L, 31L)).contains(true);
    assertThat(Bound.AT_MOST.keeps(32L, 31L)).contains(false);
    assertThat(Bound.SUBSET.keeps(List.of("a"), List.of("a", "b"))).contains(true);
    assertThat(Bound.SUBSET.keeps(List.of("c"), List.of("a", "b"))).contains(false);
    assertThat(Bound.SUPERSET.keeps(List.of("a", "b"), List.of("a"))).contains(true);
    assertThat(Bound.SUPERSET.keeps(List.of("b"), List.of("a"))).contains(false);
    assertThat(Bound.BOTH.keeps("^x$", "^y$")).isEmpty();
    assertThat(Bound.AT_MOST.keeps("x", 1L)).isEmpty();
  }

  @Test
  void withoutAFloorADomainsValuesTakeThePlaceOfTheOthers() {
    CompiledPolicy without =
        Policies.policyWith(PORTS.replace("  floor: { ports: at_least, types: subset }\n", ""));
    String sales = sales("{ ports: 2, types: [sql, carrier-pigeon] }");

    assertThat(judge(without, MESH, sales).findings()).isEmpty();
    assertThat(Floor.problems(read(sales), set(without, MESH))).isEmpty();
  }

  @Test
  void aFloorIsOfParamsThereAreAndOfDocumentsByLabel() {
    assertThat(
            wrong(
                PORTS.replace(
                    "{ ports: at_least, types: subset }", "{ prots: at_most, types: lower }")))
        .contains("there is no param `prots`", "`lower` is no bound");
    assertThat(wrong(PORTS.replace("labels: { rule: ports }", "name: ports")))
        .containsExactly("`floor` stands beside `name`");
  }

  private static List<String> wrong(String spec) {
    return switch (Policies.compile(Policies.text(spec))) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Rejected(var problems) -> problems.stream().map(Problem::message).toList();
    };
  }

  private List<Problem> problems(String document) {
    return Floor.problems(read(document), set(policy, MESH));
  }

  private Assessed assess(String... documents) {
    return requireNonNull(
        CelGate.of(set(policy, documents))
            .assess(Policies.facts(Policies.orders()))
            .policies()
            .get("test"));
  }

  private Judgement judge(String... documents) {
    return judge(policy, documents);
  }

  private static Judgement judge(CompiledPolicy policy, String... documents) {
    return CelGate.of(set(policy, documents)).judge(Policies.facts(Policies.orders()));
  }

  private static PolicySet set(CompiledPolicy policy, String... documents) {
    return PolicySet.of(
        List.of(policy),
        Arrays.stream(documents)
            .map(FloorTest::read)
            .map(ParamsInForce::of)
            .flatMap(Optional::stream)
            .toList());
  }

  private static Readable read(String text) {
    ReadDocument read =
        Documents.read(text.getBytes(StandardCharsets.UTF_8), Format.YAML, "params").getFirst();
    return (Readable) read;
  }

  private static String sales(String values) {
    return params("ports-sales", "{ domains: [sales] }", values);
  }

  private static String params(String name, String scope, String values) {
    return """
    apiVersion: daybook/v1
    kind: PolicyParams
    metadata: { name: %s, version: 1.0.0, labels: { rule: ports } }
    spec:
      scope: %s
      values: %s
    """
        .formatted(name, scope, values);
  }
}
