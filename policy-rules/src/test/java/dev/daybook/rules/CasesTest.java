package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.Problem;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A policy's cases are its tests: one that comes out otherwise keeps the policy from compiling. */
class CasesTest {

  @Test
  void aCaseSaysTheLineageOrHasThatOfItsDocumentInAMeshNothingIsKnownOf() {
    assertThat(
            Policies.compile(
                Policies.text(
                    """
                    validations:
                      - name: known
                        expression: lineage.upstream.all(u, u.registered && !(has(u.pii) && u.pii))
                    cases:
                      - name: said
                        facts: {lineage: {upstream: [{dataset: sales.orders, registered: true}]}}
                        expect: pass
                      - name: said with personal data
                        facts: {lineage: {upstream: [{dataset: a, registered: true, pii: true}]}}
                        expect: fail
                      - name: not said
                        facts: {product: {name: orders}}
                        expect: pass
                      - name: of a document
                        document:
                          apiVersion: datamesh/v1
                          kind: DataProduct
                          metadata: {name: x, domain: sales, version: 1.0.0}
                          spec: {inputPorts: [{name: in, source: sales.orders}]}
                        expect: fail
                    """)))
        .isInstanceOf(PolicyCompiler.Compilation.Compiled.class);
  }

  @Test
  void aCaseThatComesOutOtherwiseIsAProblemAtItsExpectation() {
    assertThat(
            problems(
                """
                validations:
                  - name: gold
                    expression: product.classification.tier == 'gold'
                    message: only gold
                cases:
                  - name: silver
                    facts: { product: { classification: { tier: silver } } }
                    expect: { gold: pass }
                  - name: no tier
                    facts: { product: {} }
                    expect: fail
                """))
        .extracting(Problem::toString)
        .containsExactly(
            "18:23 case `silver`: `gold` answers fail, expected is pass: only gold; correct the"
                + " rule or the case",
            "21:15 case `no tier`: `gold` answers unjudged, expected is fail: could not be judged:"
                + " the fact `product.classification.tier` is missing; correct the rule or the"
                + " case");
  }

  @Test
  void aCaseIsJudgedWithItsOwnValuesOfParamsWhereItHasSome() {
    String spec =
        """
        params: { tiers: [gold], most: 1 }
        validations:
          - name: tier
            expression: product.classification.tier in params.tiers && params.most < 2
        cases:
          - name: with the policy's
            facts: { product: { classification: { tier: silver } } }
            expect: fail
          - name: with others
            facts: { product: { classification: { tier: silver } } }
            params: { tiers: [gold, silver] }
            expect: pass
        """;

    assertThat(problems(spec)).isEmpty();
    assertThat(problems(spec.replace("tiers: [gold, silver]", "tires: [gold], most: many")))
        .extracting(Problem::message)
        .containsExactly(
            "there is no param `tires`",
            "the param `most` is string here, and int in the policy",
            "case `with others`: `tier` answers fail, expected is pass:"
                + " `product.classification.tier in params.tiers && params.most < 2` does not hold");
  }

  @Test
  void aCaseOfADocumentIsJudgedLikeTheDocument() {
    String spec =
        """
        validations:
          - name: masked
            expression: product.fields.all(f, !has(f.pii) || has(f.masking))
        cases:
          - name: inline
            document:
              apiVersion: datamesh.io/v1
              kind: DataProduct
              metadata: { name: orders, domain: sales, version: 1.0.0 }
              spec:
                schema: { fields: [{ name: mail, type: string, constraints: { pii: true, null: false } }] }
            expect: { masked: fail }
          - name: as a text
            document: |
              apiVersion: datamesh.io/v1
              kind: DataProduct
              metadata: { name: orders, domain: sales, version: 1.0.0 }
              spec: { owner: orders-team }
            expect: pass
        """;

    assertThat(problems(spec)).isEmpty();
    assertThat(problems(spec.replace("version: 1.0.0 }\n      spec: {", "}\n      spec: {")))
        .extracting(problem -> problem.place() + " " + problem.pointer())
        .containsExactly("27:19 /spec/cases/1/document/metadata/version");
  }

  @Test
  void aMisspeltFactCannotMakeACasePass() {
    assertThat(
            problems(
                """
                validations:
                  - name: rule
                    expression: product.fields.all(f, f.name != 'ssn')
                cases:
                  - name: misspelt
                    facts:
                      product: { feilds: [{ name: ssn }], governance: { retentionDays: long } }
                      prodct: {}
                    expect: pass
                """))
        .extracting(Problem::toString)
        .containsExactly(
            "17:20 `ProductSpec` has no field `feilds`; did you mean `fields`?",
            "17:74 this fact is a text; write it as int",
            "18:9 `facts` has no field `prodct`; did you mean `product`?");
  }

  @Test
  void aCaseCanExpectThatThePolicyDoesNotApply() {
    assertThat(
            problems(
                """
                matchConditions:
                  - name: gold
                    expression: has(product.classification.tier) && product.classification.tier == 'gold'
                validations:
                  - name: rule
                    expression: has(product.owner)
                cases:
                  - name: not gold
                    facts: { product: {} }
                    expect: skipped
                """))
        .isEmpty();
  }

  @Test
  void aCaseCanSetTheClockAndTheState() {
    assertThat(
            problems(
                """
                validations:
                  - name: rule
                    expression: clock < timestamp('2026-06-01T00:00:00Z') && state.life == 'live'
                cases:
                  - name: before
                    facts: { clock: 2026-05-31T23:59:59Z, state: { life: live } }
                    expect: pass
                  - name: after
                    facts: { clock: 2026-06-01T00:00:00Z, state: { life: live } }
                    expect: fail
                """))
        .isEmpty();
  }

  private static List<Problem> problems(String spec) {
    return switch (Policies.compile(Policies.text(spec))) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Rejected(var problems) -> problems;
    };
  }
}
