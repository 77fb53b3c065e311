package dev.daybook.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Finding;
import dev.daybook.decision.Finding.Failing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which part of a rule is shown as the one that failed, as it is written there. */
class SmallestPartTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "product.name == 'x'; product.name == 'x'",
        "product.domain == 'sales' && product.name == 'x'; product.name == 'x'",
        "( product.domain == 'sales' ) && ( (product.name) == \"x\" ); (product.name) == \"x\"",
        "product.name == 'x' || product.name == 'y'; product.name == 'x' || product.name == 'y'",
        "!(product.name == 'orders'); !(product.name == 'orders')",
        "!(product.name == 'y' || product.name == 'orders'); product.name == 'orders'",
        "!!(product.domain == 'sales' && product.name == 'x'); product.name == 'x'",
        "product.outputPorts.all(p, p.name != '' && p.type != 'carrier-pigeon'); p.type !="
            + " 'carrier-pigeon'",
        "!product.outputPorts.exists(p, size(p.name) == 1 && p.type == 'sql'); size(p.name) == 1 &&"
            + " p.type == 'sql'",
        "!product.outputPorts.exists(p, p.name == 'x' || p.type == 'sql'); p.type == 'sql'",
        "true && product.outputPorts.exists(p, p.name == 'x'); product.outputPorts.exists(p, p.name"
            + " == 'x')",
        "true && has(product.description); has(product.description)",
        "true && size(product.outputPorts) > 2; size(product.outputPorts) > 2",
        "true && [1, 2].map(i, i * 2)[0] == 3; [1, 2].map(i, i * 2)[0] == 3",
        "has(product.name) ? product.domain != '' && product.name == 'x' : true; product.name == 'x'",
        "has(product.name) ? false : true; has(product.name) ? false : true",
        "true && product.name.matches(r'^\\d+$'); product.name.matches(r'^\\d+$')",
        "true && !product.name.startsWith('ord'); !product.name.startsWith('ord')",
      })
  void isAsSmallAsOneSideAloneDecides(String expression, String part) {
    assertThat(shown(failing(expression))).isEqualTo(part);
  }

  @Test
  void anExpressionOfSeveralLinesIsKeptAsItIsWritten() {
    Failing failing =
        failing(
            "// \ud83d\ude80 first\nproduct.domain == 'sales'\n  && product.name\n    == 'x'\n");

    assertThat(failing.expression())
        .isEqualTo(
            "// \ud83d\ude80 first\nproduct.domain == 'sales'\n  && product.name\n    == 'x'");
    assertThat(shown(failing)).isEqualTo("product.name\n    == 'x'");
  }

  @Test
  void anExpressionAsLongAsAnyIsLookedThrough() {
    String text = "x".repeat(4_000);
    assertThat(shown(failing("product.name == 'orders' && product.name == '" + text + "'")))
        .isEqualTo("product.name == '" + text + "'");
  }

  @Test
  void aRuleWithoutAnAnswerHasNone() {
    assertThat(finding("product.owner.id == 'x'").failing()).isNull();
  }

  private static String shown(Failing failing) {
    return failing.expression().substring(failing.begin(), failing.end());
  }

  private static Failing failing(String expression) {
    return requireNonNull(finding(expression).failing());
  }

  private static Finding finding(String expression) {
    return Policies.gate(Policies.rule(expression))
        .judge(Policies.facts(Policies.orders()))
        .findings()
        .getFirst();
  }
}
