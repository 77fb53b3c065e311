package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Facts;
import dev.daybook.decision.Outcome;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code docs/guides/adding-a-policy.md} shows works. */
class GuidePageTest {

  private final List<String> blocks =
      Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
          .matcher(Files.readString(Path.of("../docs/guides/adding-a-policy.md")))
          .results()
          .map(block -> block.group(1))
          .toList();

  GuidePageTest() throws IOException {}

  @Test
  void theFirstPolicyAndItsCasesCompile() {
    assertThat(Policies.compile(blocks.get(0) + blocks.get(1)))
        .isInstanceOf(Compilation.Compiled.class);
  }

  @Test
  void anUnregisteredDomainIsDenied() {
    CompiledPolicy policy = Policies.policyWith(blocks.get(2).indent(-2));
    var facts = Policies.factMap(Policies.orders());
    assertThat(outcome(policy, facts)).isEqualTo(Outcome.PASS);

    facts.put("domain", Policies.map(Map.of("name", "sales", "registered", false)));
    assertThat(outcome(policy, facts)).isEqualTo(Outcome.FAIL);
  }

  @ParameterizedTest
  @CsvSource({"2026-05-31, PASS", "2026-05-29, FAIL"})
  void aSunsetIsNinetyDaysAway(String sunset, Outcome expected) {
    CompiledPolicy policy =
        Policies.policy(
            Policies.text(blocks.get(3).indent(-2)).replace("PublishProduct", "DeprecateProduct"));
    var facts = Policies.factMap(Policies.orders());
    facts.put(
        "command",
        Policies.map(
            Map.of(
                "kind", "DeprecateProduct", "subject", "product/sales.orders", "sunset", sunset)));

    assertThat(outcome(policy, facts)).isEqualTo(expected);
  }

  private static Outcome outcome(CompiledPolicy policy, SortedMap<String, Object> facts) {
    return Policies.gate(policy).judge(Facts.freeze(facts)).rules().getFirst().outcome();
  }
}
