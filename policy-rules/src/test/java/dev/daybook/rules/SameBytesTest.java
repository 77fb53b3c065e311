package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.cel.runtime.CelRuntime;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Judgement;
import dev.daybook.seal.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same facts under the same policies come to the same bytes, whoever judges them. */
class SameBytesTest {

  private static final String RULES =
      """
      variables:
        - {name: ports, expression: "product.outputPorts.filter(p, p.type != 'sql')"}
        - {name: share, expression: "double(size(variables.ports)) / 3.0"}
      matchConditions:
        - {name: day, expression: "clock.getHours('Europe/Berlin') == 13"}
      validations:
        - name: ports
          expression: variables.ports.all(p, p.name == 'I'.lowerAscii())
          messageExpression: "string(variables.share) + ' of ' + 'TITLE'.lowerAscii() + string(clock)"
        - name: share
          expression: variables.share < 0.5 && clock.getHours() == 12
        - name: version
          expression: product.version.majorVersion() == 2
        - name: none
          expression: product.description.startsWith('x')
      """;

  @Test
  void inEveryLanguageAndTimeZoneOfTheMachine() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
      String first = bytes(judge(RULES, Policies.orders()));
      assertThat(first).contains("0.3333333333333333 of title2026-03-01T12:00:00Z");

      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(bytes(judge(RULES, Policies.orders()))).isEqualTo(first);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  /** A diff here is a decision: it makes every digest recorded before mean something else. */
  @Test
  void theDigestOfTheStepsIsWhatItWas() {
    assertThat(
            List.of(
                judge(RULES, Policies.orders()).traceSha256(),
                judge(rule("true"), Policies.orders()).traceSha256()))
        .containsExactly(
            "0993a3fcb4a46cf30a388879643fcbcd49170c53b1139ad1079138458b97a4d3",
            "15fb8db4a4f5e29f76210bd5ddcdd75acff6d1887da8037f3c3878c34b666bcf");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "product.name != 'x' | name | orderz",
        "size(product.tags) < 5 | tags | a list",
        "product.domain.matches('^s') | domain | salez",
        "has(product.description) ? true : true | description | something",
      })
  void anotherValueThatARuleLooksAtIsAnotherDigestThoughTheAnswerIsTheSame(
      String expression, String field, String value) {
    SortedMap<String, Object> other = Policies.orders();
    other.put(field, field.equals("tags") ? List.of(value) : value);
    SortedMap<String, Object> one = Policies.orders();
    one.putIfAbsent("tags", List.of());
    other.putIfAbsent("tags", List.of());
    Judgement before = judge(rule(expression), one);
    Judgement after = judge(rule(expression), other);

    assertThat(after.rules()).isEqualTo(before.rules());
    assertThat(after.traceSha256()).isNotEqualTo(before.traceSha256());
  }

  @Test
  void whatNoRuleLooksAtDoesNotMatter() {
    SortedMap<String, Object> other = Policies.orders();
    other.put("version", "3.0.0");
    assertThat(judge(rule("product.name != 'x'"), other).traceSha256())
        .isEqualTo(judge(rule("product.name != 'x'"), Policies.orders()).traceSha256());
  }

  @Test
  void whyARuleHasNoAnswerIsInIt() {
    assertThat(judge(rule("product.owner.id == 'x'"), Policies.orders()).traceSha256())
        .isNotEqualTo(
            judge(rule("product.storage.format == 'x'"), Policies.orders()).traceSha256());
  }

  @Test
  void theEngineNamesTheLibrariesThereAre() {
    assertThat(Policies.gate().engine())
        .isEqualTo(Engine.NAME)
        .matches("daybook-rules \\d+, cel-java [0-9.]+, re2j [0-9.]+, tzdb \\d{4}[a-z]+");
    assertThat(jar(CelRuntime.class)).endsWith("-" + Engine.CEL.replace("cel-java ", "") + ".jar");
    assertThat(jar(Pattern.class)).endsWith(Engine.PATTERNS.replace(' ', '-') + ".jar");
  }

  private static String jar(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static String rule(String expression) {
    return "validations:\n  - name: rule\n    expression: |\n" + expression.indent(6);
  }

  private static Judgement judge(String spec, SortedMap<String, Object> product) {
    SortedMap<String, Object> facts = Policies.factMap(product);
    facts.put("clock", Instant.parse("2026-03-01T12:00:00Z"));
    return Policies.gate(Policies.policyWith(spec)).judge(Facts.freeze(facts));
  }

  private static String bytes(Judgement judgement) {
    return new String(CanonicalJson.write(judgement), StandardCharsets.UTF_8);
  }
}
