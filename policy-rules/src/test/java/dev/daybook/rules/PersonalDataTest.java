package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.types.SimpleType;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Finding.Because;
import dev.daybook.decision.Outcome;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Findings are recorded for good, so they name no person. */
class PersonalDataTest {

  private static final String MAIL = "ada@example.org";

  @Test
  void aFailingRuleShowsThatAnOwnerIsThereButNotWho() {
    Finding finding = failing("product.owner.mail == '' || product.owner.id.lowerAscii() == ''");

    assertThat(finding.because())
        .contains(
            new Because("product.owner.mail", "(personal)"),
            new Because("product.owner.id", "(personal)"));
    assertThat(finding.toString()).doesNotContain(MAIL);
  }

  @Test
  void aWholeProductIsShownWithoutItsPersons() {
    Finding finding = failing("[product].all(p, p.name == '')");

    assertThat(finding.because())
        .contains(new Because("p.name == \"\"", "false"), new Because("p.name", "\"orders\""));
    assertThat(finding.toString()).contains("owner: (personal)").doesNotContain(MAIL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[dyn(product)].all(p, p.owner.mail == '')",
        "[product.owner].all(owner, owner.id == '')"
      })
  void whatALoopPassesOverIsAsPersonalAsWhatItLoopsOver(String rule) {
    assertThat(failing(rule).toString()).contains("(personal)").doesNotContain(MAIL);
  }

  @Test
  void aVariableMadeOfAPersonIsPersonalToo() {
    CompiledPolicy policy =
        Policies.policyWith(
            """
            variables:
              - name: who
                expression: product.owner.mail
              - name: known
                expression: has(product.owner)
            validations:
              - name: rule
                expression: variables.known && variables.who == ''
            """);

    Finding finding = Policies.gate(policy).judge(Policies.facts(owned())).findings().getFirst();

    assertThat(finding.because()).contains(new Because("variables.who", "(personal)"));
    assertThat(finding.toString()).doesNotContain(MAIL);
  }

  @Test
  void aMessageMadeOfAPersonDoesNotCompile() {
    Compilation compilation =
        Policies.compile(
            Policies.text(
                """
                variables:
                  - name: who
                    expression: product.owner.mail
                validations:
                  - name: rule
                    expression: product.name == ''
                    messageExpression: "'ask ' + product.owner.mail"
                  - name: other
                    expression: product.name == ''
                    messageExpression: "'ask ' + variables.who"
                """));

    assertThat(compilation).isInstanceOf(Compilation.Rejected.class);
    assertThat(((Compilation.Rejected) compilation).problems())
        .extracting(problem -> problem.place() + " " + problem.message())
        .containsExactly(
            "17:27 the message would tell personal data, and messages are recorded for good",
            "20:27 the message would tell personal data, and messages are recorded for good");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dyn(product).owner.mail",
        "[dyn(product), 1][0].owner.mail",
        "{'p': product, 'q': 1}['p'].owner.mail",
        "[dyn(product)].map(p, p.owner.mail).join('')",
        "[product.owner].map(o, o.mail).join('')",
        "variables.hidden.owner.mail",
        "(has(product.name) ? dyn(product) : dyn(1)).owner.mail"
      })
  void noTrickGetsAPersonIntoAMessageOrAnExplanation(String trick) {
    String variables =
        """
        variables:
          - {name: hidden, expression: dyn(product)}
        validations:
        """;
    Compilation message =
        Policies.compile(
            Policies.text(
                variables
                    + "  - {name: rule, expression: \"product.name == ''\", messageExpression: \"%s\"}\n"
                        .formatted(trick)));
    CompiledPolicy rule =
        Policies.policyWith(
            variables
                + "  - {name: rule, expression: \"%s == ''\", message: m}\n".formatted(trick));
    List<Finding> findings = Policies.gate(rule).judge(Policies.facts(owned())).findings();

    assertThat(message).isInstanceOf(Compilation.Rejected.class);
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().outcome()).isEqualTo(Outcome.FAIL);
    assertThat(findings.toString()).doesNotContain(MAIL);
  }

  @Test
  void aMessageStillTellsWhetherAPersonIsThereAndWhatIsTrueOfOne() {
    CompiledPolicy policy =
        Policies.policyWith(
            """
            variables:
              - name: mailed
                expression: product.owner.mail.contains('@')
            validations:
              - name: rule
                expression: product.name == ''
                messageExpression: |
                  (has(product.owner) ? 'owned' : 'not owned') + (variables.mailed ? ', by mail' : '')
            """);

    assertThat(Policies.gate(policy).judge(Policies.facts(owned())).findings())
        .extracting(Finding::message)
        .containsExactly("owned, by mail");
  }

  @Test
  void whatGotPastTheCompilerWouldStillFindNoPerson() {
    CompiledPolicy checked =
        Policies.policyWith("validations: [{name: rule, expression: \"product.name == ''\"}]");
    CompiledPolicy.Rule rule = checked.rules().getFirst();
    Environment.Compiled leak =
        Environment.of(FactTypes.all(), Map.of())
            .compile("'ask ' + dyn(product).owner.mail + ' of ' + product.name", SimpleType.STRING);
    CompiledPolicy leaking =
        new CompiledPolicy(
            checked.document(),
            checked.sha256(),
            checked.bytes(),
            List.of(),
            Map.of(),
            List.of(
                new CompiledPolicy.Rule(
                    rule.name(),
                    rule.validation(),
                    rule.expression(),
                    Map.of(MessageReader.ALL, ((Environment.Compiled.Right) leak).expression()))));

    assertThat(Policies.gate(leaking).judge(Policies.facts(owned())).findings())
        .extracting(Finding::message)
        .containsExactly("ask (personal) of orders");
  }

  private static Finding failing(String expression) {
    List<Finding> findings =
        Policies.gate(Policies.rule(expression)).judge(Policies.facts(owned())).findings();
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  private static SortedMap<String, Object> owned() {
    SortedMap<String, Object> product = Policies.orders();
    product.put("owner", Policies.map(Map.of("id", MAIL, "kind", "MAIL", "mail", MAIL)));
    return product;
  }
}
