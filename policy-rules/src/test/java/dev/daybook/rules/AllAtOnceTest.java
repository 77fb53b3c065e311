package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.Problem;
import dev.daybook.document.ReadDocument.Unreadable;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A policy's mistakes are told in one answer, whatever layer finds them. */
class AllAtOnceTest {

  private static final String EACH_LAYER =
      """
      apiVersion: daybook/v1
      kind: Policy
      metadata: { name: outputs, version: 1.0.0, version: 1.0.1 }
      spec:
        enforcement: dny
        mach: {}
        match: { commands: [PublishProduct] }
        variables:
          - { name: ports, expression: product.outptPorts }
        validations:
          - { name: has-port, expression: size(variables.ports) > 0 }
          - { name: has-name, expression: product.nme != '' }
          - { name: described, expression: has(product.description), message: say what it is }
        cases:
          - { name: outcome, facts: { product: { description: d } }, expect: { described: fail, has-port: pass } }
          - { name: shape, facts: { product: { descripton: d } }, expect: { describd: pass } }
      """;

  private static final List<String> TOLD =
      List.of(
          "3:44 `version` is written twice",
          "5:16 `dny` is no enforcement",
          "6:3 spec has no field `mach`",
          "9:41 `product` has no field `outptPorts`",
          "12:44 `product` has no field `nme`",
          "15:",
          "16:",
          "16:");

  @Test
  void oneDocumentWithAMistakeOfEachLayerTellsThemAll() {
    assertTold(
        ((Compilation.Rejected) Policies.compile(EACH_LAYER.replace(", version: 1.0.1", "")))
            .problems(),
        TOLD.subList(1, TOLD.size()));
  }

  @Test
  void soDoesADocumentThatCannotEvenBeReadAsAPolicyAndStandsBehindAnother() {
    String source = "# a comment\n---\n" + EACH_LAYER;
    Unreadable document =
        (Unreadable)
            Documents.read(source.getBytes(StandardCharsets.UTF_8), Format.YAML, "test").getLast();

    assertTold(
        PolicyProblems.of(document),
        TOLD.stream()
            .map(
                told -> {
                  int colon = told.indexOf(':');
                  return Integer.parseInt(told.substring(0, colon)) + 2 + told.substring(colon);
                })
            .toList());
  }

  @Test
  void aDocumentThatIsNoPolicyKeepsItsOwnProblems() {
    Unreadable document =
        (Unreadable)
            Documents.read(
                    "apiVersion: daybook/v1\nkind: Domain\nmetadata: {}\n"
                        .getBytes(StandardCharsets.UTF_8),
                    Format.YAML,
                    "test")
                .getFirst();

    assertThat(PolicyProblems.of(document)).isEqualTo(document.problems());
  }

  @Test
  void aRuleMadeOfAMistakeIsNotAskedByCases() {
    assertThat(
            ((Compilation.Rejected)
                    Policies.compile(
                        Policies.text(
                            """
                            variables:
                              - { name: wrong, expression: product.nme }
                              - { name: made, expression: variables.wrong }
                            validations:
                              - { name: rule, expression: variables.made == '' }
                            cases:
                              - { name: c, facts: {}, expect: pass }
                            """)))
                .problems())
        .extracting(Problem::message)
        .containsExactly("`product` has no field `nme`");
  }

  @Test
  void whereItIsNotKnownWhenThePolicyAppliesNoCaseIsAsked() {
    assertThat(
            ((Compilation.Rejected)
                    Policies.compile(
                        Policies.text(
                                """
                                validations:
                                  - { name: rule, expression: has(product.owner) }
                                cases:
                                  - { name: c, facts: {}, expect: pass }
                                """)
                            .replace("PublishProduct", "PublishPrduct")))
                .problems())
        .extracting(Problem::message)
        .containsExactly("there is no command `PublishPrduct`");
  }

  private static void assertTold(List<Problem> problems, List<String> told) {
    assertThat(problems).hasSameSizeAs(told);
    for (int i = 0; i < told.size(); i++) {
      assertThat(problems.get(i).toString()).startsWith(told.get(i));
    }
  }
}
