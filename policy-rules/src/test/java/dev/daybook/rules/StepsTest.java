package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Facts;
import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What judging went through, as bytes of which the digest was recorded. */
class StepsTest {

  @Test
  void theirDigestIsTheOneThatWasRecorded() {
    String many = "[1, 2, 3].all(n, product.outputPorts.all(p, p.name != 'x' || n < 3))";
    CelGate gate = Policies.gate(Policies.rule(many + " && product.name == 'x'"));
    Facts facts = Policies.facts(Policies.orders());
    DecisionRecorded decision = RetrialTest.decision(gate, facts);

    Steps steps = Steps.of(gate, decision, facts).orElseThrow();

    assertThat(Sha256.hex(steps.bytes())).isEqualTo(decision.traceSha256());
    assertThat(new String(steps.bytes(), StandardCharsets.UTF_16BE)).isNotEmpty();
    assertThat(steps.namesPersons()).isFalse();
  }

  @Test
  void stepsOfMoreThanABufferAreKeptWhole() {
    String loop =
        "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, a * b != product.name.size()";
    CelGate gate = Policies.gate(Policies.rule(loop + " || true))"));
    Facts facts = Policies.facts(Policies.orders());
    DecisionRecorded decision = RetrialTest.decision(gate, facts);

    Steps steps = Steps.of(gate, decision, facts).orElseThrow();

    assertThat(steps.bytes()).hasSizeGreaterThan(8_192);
    assertThat(Sha256.hex(steps.bytes())).isEqualTo(decision.traceSha256());
  }

  @Test
  void whereJudgingTakesOtherStepsThereAreNone() {
    CelGate gate = Policies.gate(Policies.rule("product.name == 'x'"));
    Facts facts = Policies.facts(Policies.orders());
    DecisionRecorded decision = RetrialTest.decision(gate, facts);
    CelGate other = Policies.gate(Policies.rule("product.name == 'y'"));

    assertThat(Steps.of(other, decision, facts)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "has(product.owner); false",
        "product.owner.mail == ''; true",
        "product.owner.mail.lowerAscii() == ''; true",
        "size(product.owner.mail) > 1000; true",
        "product.owner.kind == ''; true", // whatever it says, it is read from a person
        "product.description == ''; true", // in which the mail stands
        "product.name == ''; false",
        "product.domain == 'mail'; false", // the owner's kind names nobody
      })
  void whetherATextOfThemNamesAPersonIsTold(String expression, boolean names) {
    SortedMap<String, Object> product = Policies.orders();
    product.put(
        "owner",
        Policies.map(Map.of("id", "ada@example.org", "kind", "MAIL", "mail", "ada@example.org")));
    product.put("description", "Ask ADA@example.org");
    CelGate gate = Policies.gate(Policies.rule(expression));
    Facts facts = Policies.facts(product);

    Steps steps = Steps.of(gate, RetrialTest.decision(gate, facts), facts).orElseThrow();

    assertThat(steps.namesPersons()).isEqualTo(names);
  }

  @Test
  void whatTheirNumbersMeanStandsInThePolicy() {
    CompiledPolicy policy =
        Policies.policyWith(
            """
            matchConditions:
              - {name: sold, expression: "product.domain == 'sales'"}
            variables:
              - {name: ports, expression: "size(product.outputPorts)"}
            validations:
              - {name: rule, expression: "variables.ports > 2"}
            """);
    CelGate gate = Policies.gate(policy);
    Facts facts = Policies.facts(Policies.orders());

    Map<String, byte[]> parts = Steps.parts(gate, RetrialTest.decision(gate, facts), Set.of());

    assertThat(parts).containsOnlyKeys(policy.sha256());
    assertThat(new String(parts.get(policy.sha256()), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"sold\":{\"expression\":\"product.domain == 'sales'\",\"parts\":[[1,0,7],[2,0,14],[3,0,25]]},"
                + "\"test/rule\":{\"expression\":\"variables.ports > 2\",\"parts\":[[2,0,15],[3,0,19]]},"
                + "\"variables.ports\":{\"expression\":\"size(product.outputPorts)\","
                + "\"parts\":[[1,0,25],[2,5,12],[3,5,24]]}}");
  }
}
