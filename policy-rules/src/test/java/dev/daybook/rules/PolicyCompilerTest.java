package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.Problem;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyCompilerTest {

  @Test
  void allErrorsComeAtOnceWithPlaceAndSuggestion() {
    List<Problem> problems =
        problems(
            """
            apiVersion: daybook/v1
            kind: Policy
            metadata:
              name: outputs
              version: 1.0.0
            spec:
              enforcement: deny
              match:
                commands: [PublishProduct]
              params:
                types: [sql]
              variables:
                - name: ports
                  expression: product.outptPorts
              validations:
                - name: has-port
                  expression: product.outputPorts.exists(p, p.tpe in params.tipes)
                - name: has-name
                  expression: |
                    produkt.name != '' &&
                      product.nmae != ''
                - name: count
                  expression: size(variables.port)
                - name: name
                  expression: product.name
                - name: parts
                  expression: product.fields.withParts().all(f, f.nmae != '')
            """);

    assertThat(problems)
        .extracting(problem -> problem.place() + " " + problem.message() + "; " + problem.fix())
        .containsExactly(
            "14:26 `product` has no field `outptPorts`; did you mean `outputPorts`?",
            "17:50 `p` has no field `tpe`; did you mean `type`?",
            "17:58 `params` has no `tipes`; did you mean `types`? (spec.params)",
            "20:9 there is no fact `produkt`; did you mean `product`?",
            "21:18 `product` has no field `nmae`; did you mean `name`?",
            "23:24 `variables` has no `port`; did you mean `ports`? (spec.variables)",
            "25:19 the expression answers string, wanted is bool; compare it with something, or"
                + " test it with has()",
            "27:54 `f` has no field `nmae`; did you mean `name`?");
  }

  @Test
  void everythingThatIsNoFieldOrNoWordOfAPolicyIsRefusedAtOnce() {
    assertThat(
            problems(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata:
                  name: Not A Name
                  version: soon
                  onwer: me
                spec:
                  enforcment: deny
                  enforcement: strict
                  scope: { domains: [all, sales] }
                  match: { commands: [PublshProduct], subject: [x] }
                  variables:
                    - { name: a-b, expression: "1" }
                  validations:
                    - { name: rule, expression: "true", severity: fatal, field: spec.owner }
                    - { name: rule, expression: "true", enforcement: deny }
                    - { expression: "true" }
                  cases:
                    - { name: c, expect: { rul: pass } }
                """))
        .extracting(problem -> problem.place() + " " + problem.message() + "; " + problem.fix())
        .containsExactly(
            "4:9 `Not A Name` is no name; write it like product-naming",
            "5:12 `soon` is no version; count up from 1.0.0",
            "6:3 metadata has no field `onwer`; did you mean `owner`?",
            "8:3 spec has no field `enforcment`; did you mean `enforcement`?",
            "9:16 `strict` is no enforcement; known are deny, warn, audit, required, recommended,"
                + " optional",
            "10:22 `all` stands beside single domains; leave out one or the other",
            "11:23 there is no command `PublshProduct`; did you mean `PublishProduct`?",
            "11:39 match has no field `subject`; did you mean `subjects`?",
            "13:15 `a-b` cannot name a variable; write it like personalFields",
            "15:51 `fatal` is no severity; known are error, warning, info",
            "15:65 `spec.owner` is no JSON pointer; write it like /spec/description",
            "16:15 `rule` names a validation twice; give one another name",
            "17:7 a validation has no `name`; add `name: has-owner`",
            "19:7 the case has neither `document` nor `facts`; add `facts: {product: {name: orders,"
                + " domain: sales}}`",
            "19:28 no validation is named `rul`; did you mean `rule`?");
  }

  @Test
  void aFieldNobodyKnowsIsRefusedInEveryPart() {
    assertThat(
            problems(
                """
                apiVersion: daybook/v1
                kind: Policy
                metadata: {name: test, version: 1.0.0}
                spec:
                  enforcement: deny
                  scope: {domains: [sales], domain: sales}
                  match: {commands: [PublishProduct]}
                  matchConditions: [{name: c, expression: "true", x: 1}]
                  variables: [{name: v, expression: "1", x: 1}]
                  validations: [{name: rule, expression: "true", severety: error}]
                  cases: [{name: c, facts: {}, expect: pass, expects: fail}]
                """))
        .extracting(Problem::pointer)
        .containsExactly(
            "/spec/scope/domain",
            "/spec/matchConditions/0/x",
            "/spec/variables/0/x",
            "/spec/validations/0/severety",
            "/spec/cases/0/expects");
  }

  @Test
  void aMatchThatCannotMatchIsTold() {
    assertThat(
            problems(
                Policies.text("scope: globl\nvalidations: [{name: r, expression: \"true\"}]")
                    .replace(
                        "commands: [PublishProduct]",
                        "{ commands: [PublishProduct], subjects: [prodct/x, sales.*, \"*.x\"],"
                            + " labels: { a: [], b: {}, c: 1 } }")
                    .replace("match:\n    {", "match: {")))
        .extracting(problem -> problem.place() + " " + problem.message() + "; " + problem.fix())
        .containsExactly(
            "9:51 `prodct` is no kind of subject; did you mean `product`?",
            "9:61 `sales.*` matches no subject: their names begin with their kind; write"
                + " `product/sales.*`, or `*sales.*`",
            "9:88 the label `a` has no pattern to match; write `a: \"*\"` for any text",
            "9:95 the label `b` has no pattern to match; write `b: \"*\"` for any text",
            "10:10 `globl` is no scope; did you mean `global`?");
  }

  @Test
  void aValidationCanBeSofterThanItsPolicyAndNeverHarder() {
    assertThat(
            problems(
                Policies.text("validations: [{name: r, expression: \"true\", enforcement: deny}]")
                    .replace("enforcement: deny\n  match", "enforcement: warn\n  match")))
        .extracting(Problem::message)
        .containsExactly("a validation with `deny` is harder than its policy");
  }

  @Test
  void aliasesAndDuplicateKeysAreRefusedBeforeAnythingElse() {
    assertThat(problems("a: &x [1]\nb: *x\na: 2\n")).hasSizeGreaterThan(1);
  }

  private static List<Problem> problems(String text) {
    return switch (Policies.compile(text)) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Rejected(var problems) -> problems;
    };
  }
}
