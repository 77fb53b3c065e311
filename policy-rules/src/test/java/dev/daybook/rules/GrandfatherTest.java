package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Facts;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Judgement.RuleOutcome;
import dev.daybook.document.Problem;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/**
 * What was there before a policy can be left alone: wholly, where it stays as it is, or for a time.
 */
class GrandfatherTest {

  private static final String RULES =
      """
      variables:
        - { name: ports, expression: product.outputPorts }
      validations:
        - { name: name, expression: product.name == 'x' }
        - { name: ports, expression: size(variables.ports) == 0 }
        - { name: whole, expression: dyn(product).name == 'x' }
        - { name: who, expression: command.subject == 'x' }
      """;

  @Test
  void aPolicyForTheNewAsksNothingOfWhatIsThere() {
    CelGate gate = gate("{ appliesTo: new }");

    assertThat(asked(gate, false)).containsExactly("name", "ports", "whole", "who");
    assertThat(asked(gate, true, "/name")).isEmpty();
    assertThat(gate.judge(facts(true, "2026-06-01T00:00:00Z", "/name")).policies()).isEmpty();
  }

  @Test
  void aPolicyForTheChangedAsksTheRulesThatReadWhatChanges() {
    CelGate gate = gate("{ appliesTo: changed }");

    assertThat(asked(gate, false)).containsExactly("name", "ports", "whole", "who");
    assertThat(asked(gate, true, "/name")).containsExactly("name", "whole", "who");
    assertThat(asked(gate, true, "/outputPorts/1/type")).containsExactly("ports", "whole", "who");
    assertThat(asked(gate, true, "/description", "/version")).containsExactly("whole", "who");
  }

  @Test
  void aPolicyForEverythingFromADaySparesWhatIsThereUntilThen() {
    CelGate gate = gate("{ appliesTo: everything, from: 2026-06-01 }");

    assertThat(asked(gate, false)).hasSize(4);
    assertThat(gate.judge(facts(true, "2026-05-31T23:59:59Z", "/name")).rules()).isEmpty();
    assertThat(gate.judge(facts(true, "2026-06-01T00:00:00Z", "/name")).rules()).hasSize(4);
  }

  @Test
  void aCaseIsOnANewSubjectUnlessItSaysAState() {
    assertThat(
            problems(
                "{ appliesTo: new }",
                """
                cases:
                  - { name: new, facts: { product: { name: y } }, expect: { name: fail } }
                  - name: old
                    facts: { product: { name: y }, state: { version: 1.0.0, life: live } }
                    expect: skipped
                """))
        .isEmpty();
  }

  @Test
  void whatIsWrongIsTold() {
    assertThat(problems("{ appliesTo: nwe }", ""))
        .containsExactly("`nwe` is no grandfathering; did you mean `new`?");
    assertThat(problems("{ appliesTo: everything }", ""))
        .containsExactly("nothing says from when it applies to everything; add `from: 2026-06-01`");
    assertThat(problems("{ appliesTo: new, from: 2026-06-01 }", ""))
        .containsExactly(
            "`from` has no meaning here; leave it out, or write `appliesTo: everything`");
    assertThat(problems("{ appliesTo: everything, from: soon }", ""))
        .containsExactly("`soon` is no day; write year, month and day: 2026-06-01");
    assertThat(problems("{ from: 2026-06-01 }", ""))
        .containsExactly("grandfather has no `appliesTo`; add `appliesTo: new`");
  }

  private static List<String> asked(CelGate gate, boolean there, String... changed) {
    Judgement judgement = gate.judge(facts(there, "2026-03-01T12:00:00Z", changed));
    return judgement.rules().stream()
        .map(RuleOutcome::rule)
        .map(rule -> rule.substring("test/".length()))
        .toList();
  }

  private static CelGate gate(String grandfather) {
    return Policies.gate(Policies.policyWith("grandfather: " + grandfather + "\n" + RULES));
  }

  private static Facts facts(boolean there, String clock, String... changed) {
    SortedMap<String, Object> facts = Policies.factMap(Policies.orders());
    facts.put("clock", Instant.parse(clock));
    if (there) {
      SortedMap<String, Object> command = Policies.map(Policies.command());
      command.put("changed", List.of(changed));
      facts.put("command", command);
      facts.put("state", Policies.map(Map.of("version", "1.0.0", "life", "live")));
    }
    return Facts.freeze(facts);
  }

  private static List<String> problems(String grandfather, String cases) {
    return switch (Policies.compile(
        Policies.text("grandfather: " + grandfather + "\n" + RULES + cases))) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Rejected(var problems) ->
          problems.stream().map(GrandfatherTest::told).toList();
    };
  }

  private static String told(Problem problem) {
    return problem.message() + "; " + problem.fix();
  }
}
