package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Facts;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Problem;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, time spans, ratios and sensitivities, as rules read them out of texts. */
class TextFunctionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'1.10.0'.compareVersion('1.9.0') == 1",
        "'2.0.0-rc.1'.compareVersion('2.0.0') == -1",
        "'v2'.compareVersion('2.0') == 0",
        "'v2.4.1'.majorVersion() == 2 && 'v2.4.1'.minorVersion() == 4",
        "'1.2'.isVersion() && !'soon'.isVersion()",
        "'15m'.timeSpan() == duration('15m') && '15min'.timeSpan() == '15m'.timeSpan()",
        "'7y'.timeSpan() == '2555 days'.timeSpan()",
        "'730'.timeSpan('days') == '2y'.timeSpan() && '2y'.timeSpan('days') == '2y'.timeSpan()",
        "'< 24 hours'.timeSpan() == '1d'.timeSpan()",
        "'Updated within 15 minutes'.timeSpan() == '15m'.timeSpan()",
        "clock + '90 days'.timeSpan() > clock",
        "'0.25 s'.timeSpan() == duration('250ms')",
        "'4h'.isTimeSpan() && !'99.5%'.isTimeSpan() && !'730'.isTimeSpan()",
        "'99.5%'.ratio() == 0.995 && '0.995'.ratio() == 0.995 && '< 1%'.ratio() == 0.01",
        "'98%'.isRatio() && '1'.isRatio() && !'98'.isRatio() && !'4h'.isRatio()",
        "'< 1%'.comparison() == 'less_than' && 'within 4h'.comparison() == 'at_most'",
        "'4h'.comparison() == ''",
        "'restricted'.isAtLeastAsSensitiveAs('confidential')",
        "'Internal'.isAtLeastAsSensitiveAs('internal')",
        "!'public'.isAtLeastAsSensitiveAs('internal')",
      })
  void areReadAsDocumentsWriteThem(String expression) {
    assertThat(outcome(Policies.rule(expression))).as(expression).isEqualTo(Outcome.PASS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "product.name.compareVersion('1') == 0 | this is no version",
        "product.name.minorVersion() == 0 | this is no version",
        "product.name.timeSpan() > '1h'.timeSpan() | this is no time span",
        "product.name.timeSpan('days') > '1h'.timeSpan() | this is no time span or number",
        "string(9999999).timeSpan('years') > '1h'.timeSpan() | this is no time span",
        "string(-1).timeSpan('years') > '1h'.timeSpan() | this is no time span",
        "'1'.timeSpan(product.name) > '1h'.timeSpan() | this is no unit of time",
        "product.name.ratio() > 0.5 | this is no ratio",
        "product.name.comparison() == '' | this is no quantity",
        "product.name.isAtLeastAsSensitiveAs('public') | this is no sensitivity",
      })
  void aFactThatCannotBeReadLeavesTheRuleUnjudged(String expression, String why) {
    Judgement judgement = judge(Policies.rule(expression));

    assertThat(judgement.rules().getFirst().outcome()).isEqualTo(Outcome.UNJUDGED);
    assertThat(judgement.findings().getFirst().message()).endsWith("` fails: " + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'soon'.compareVersion('1.0') > 0        | 14:9 `soon` is no version; write one like 2.1.0",
        "'1.0'.compareVersion('x') > 0           | 14:30 `x` is no version; write one like 2.1.0",
        "product.name.timeSpan() > '4 hors'.timeSpan() | 14:35 `4 hors` is no time span; write one"
            + " like 4h or 90 days",
        "'730'.timeSpan() > '1d'.timeSpan()      | 14:9 `730` is no time span; write one like 4h or"
            + " 90 days",
        "'730'.timeSpan('dayz') > '1d'.timeSpan() | 14:24 `dayz` is no unit of time; write one like"
            + " h or days",
        "'99.5'.ratio() > 0.9                    | 14:9 `99.5` is no ratio; write one like 99.5% or"
            + " 0.995",
        "product.name.isAtLeastAsSensitiveAs('secret') | 14:45 `secret` is no sensitivity; write one"
            + " like public, internal, confidential or restricted",
      })
  void whatIsWrittenOutAndCannotBeReadDoesNotCompile(String expression, String told) {
    assertThat(problems(Policies.text(rule(expression)))).containsExactly(told);
  }

  @Test
  void aParamThatCannotBeReadDoesNotCompileEither() {
    assertThat(
            problems(
                Policies.text(
                    "params: { least: 4 hors }\n"
                        + rule("'5h'.timeSpan() > params.least.timeSpan()"))))
        .containsExactly("15:33 `4 hors` is no time span; write one like 4h or 90 days");
  }

  @Test
  void aTextLongerThanAnythingThatIsReadIsNone() {
    SortedMap<String, Object> product = Policies.orders();
    CompiledPolicy policy = Policies.rule("product.version.isVersion()");
    product.put("version", "1.0-" + "0".repeat(Reading.MAX_TEXT - 4));
    assertThat(judge(policy, product).findings()).isEmpty();
    product.put("version", "1.0-" + "0".repeat(Reading.MAX_TEXT - 3));
    assertThat(judge(policy, product).findings()).hasSize(1);
  }

  @Test
  void readingATextIsPaidForBeforeItBegins() {
    int calls = (int) (Bounds.RULE.searched() / Reading.COST);
    SortedMap<String, Object> product = Policies.orders();
    CompiledPolicy policy =
        Policies.rule(
            "product.tags.all(t, t.isVersion()%s)".formatted(" && t.isVersion()".repeat(9)));
    product.put("tags", Collections.nCopies(calls / 10, "1.0"));
    assertThat(judge(policy, product).findings()).isEmpty();
    product.put("tags", Collections.nCopies(calls / 10 + 1, "1.0"));
    assertThat(judge(policy, product).findings().getFirst().message())
        .isEqualTo(
            "could not be judged: the budget of 50000000 for searching and comparing was spent");
  }

  private static Outcome outcome(CompiledPolicy policy) {
    return judge(policy).rules().getFirst().outcome();
  }

  private static Judgement judge(CompiledPolicy policy) {
    return judge(policy, Policies.orders());
  }

  private static Judgement judge(CompiledPolicy policy, SortedMap<String, Object> product) {
    Facts facts = Policies.facts(product);
    return CelGate.of(PolicySet.of(List.of(policy))).within(Duration.ofMinutes(1)).judge(facts);
  }

  private static String rule(String expression) {
    return "validations:\n  - name: rule\n    expression: |\n" + expression.indent(6);
  }

  private static List<String> problems(String text) {
    return switch (Policies.compile(text)) {
      case Compilation.Compiled _ -> List.of();
      case Compilation.Rejected(List<Problem> problems) ->
          problems.stream()
              .map(problem -> problem.place() + " " + problem.message() + "; " + problem.fix())
              .toList();
    };
  }
}
