package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.values.NullValue;
import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Problem;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The attack list, as far as policies are the weapon: each ends in a refusal that names the bound
 * which stopped it, and takes neither more than 512 MB nor ten seconds. What documents are attacked
 * with is in {@code dev.daybook.document.AttackListTest}.
 */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AttackListTest {

  @BeforeAll
  static void thereAreNoMoreThan512Megabytes() {
    assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(512L << 20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cel.bind(x, 'aa', cel.bind(y, x + x, y + y)) == '' | `cel` is left out of policies: nested"
            + " binds multiply",
        "product.name.replace('a', 'aaaaaaaa') == '' | `replace` is left out of policies: it can"
            + " grow a text without bound",
        "lists.range(100000000).size() == 0 | `lists` is left out of policies: it can create a list"
            + " of any length",
        "'%s'.format([product.name]) == '' | `format` is left out of policies: it can grow a text"
            + " without bound",
      })
  void aFunctionWithoutABoundDoesNotCompile(String expression, String message) {
    assertThat(problems(expression)).first().asString().contains(message);
  }

  @Test
  void loopsOverThreeThousandInsideEachOtherSpendTheirSteps() {
    assertThat(
            unjudged(
                "dyn(command).many.all(a, dyn(command).many.all(b,"
                    + " dyn(command).many.all(c, a + b + c >= 0)))"))
        .isEqualTo("could not be judged: the budget of 100000 steps was spent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{999}){999}){999}",
        "(a{100}){100}",
        "\\Q[\\E((a{999}){999}){999}",
        "([a-z]{1,50}-?){50,}",
      })
  void countedRepeatsInsideEachOtherDoNotCompile(String pattern) {
    assertThat(problems("product.name.matches(r\"" + pattern + "\")"))
        .first()
        .asString()
        .containsAnyOf("at most 2000 are allowed", "the pattern quotes with \\Q");
  }

  @ParameterizedTest
  @ValueSource(strings = {"params: {deep: %s}", "cases: [{name: c, facts: {command: %s}}]"})
  void aPolicyNestedTwentyThousandDeepIsNotWalkedToItsEnd(String place) {
    String deep = "[".repeat(20_000) + "]".repeat(20_000);

    assertThat(rejected(place.formatted(deep) + "\nvalidations: [{name: r, expression: 'true'}]\n"))
        .first()
        .asString()
        .contains("this is more than 64 levels deep");
  }

  /** Nothing is computed before it is judged, or compiling would be where the bomb goes off. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[\"xxxxxxxx\"]' | '.map(t, t + t)' | 30 | 1048576 created characters and elements",
        "'[[0,1,2,3]]' | '.map(l, l + l)' | 28 | 1048576 created characters and elements",
        "'[0,1,2,3,4,5,6,7,8,9].all(a, ' | '[0,1,2,3,4,5,6,7,8,9].all(a, ' | 7 | 100000 steps",
      })
  void constantsThatWouldBeFoldedForEverSpendABudget(
      String begin, String more, int times, String budget) {
    String bomb =
        more.startsWith(".")
            ? begin + more.repeat(times) + ".size() == 0"
            : begin + more.repeat(times) + "a >= 0" + ")".repeat(times + 1);

    assertThat(unjudged(bomb))
        .isEqualTo("could not be judged: the budget of %s was spent".formatted(budget));
    assertThat(
            rejected(
                "validations: [{name: rule, expression: '%s'}]\ncases: [{name: c, facts: {}, expect: pass}]\n"
                    .formatted(bomb.replace("'", "''"))))
        .first()
        .asString()
        .contains("the budget of %s was spent".formatted(budget));
  }

  @Test
  void aNestedRuleIsNoRule() {
    assertThat(
            rejected(
                """
                validations:
                  - name: outer
                    expression: "true"
                    rule:
                      match:
                        - condition: product.name == 'never'
                          output: "false"
                """))
        .first()
        .asString()
        .contains("a validation has no field `rule`");
  }

  @Test
  void aRuleThatYieldsNothingFailsAndDoesNotFallThrough() {
    SortedMap<String, Object> values = Policies.factMap(Policies.orders());
    SortedMap<String, Object> command = Policies.map(Policies.command());
    command.put("nothing", NullValue.NULL_VALUE);
    command.put("word", "yes");
    values.put("command", command);
    Facts facts = Facts.freeze(values);

    for (String expression :
        List.of(
            "dyn(command).nothing",
            "dyn(command).word",
            "dyn(1)",
            "dyn([])",
            "product.name == 'never' ? dyn(true) : dyn(null)",
            "dyn([true].filter(x, !x))")) {
      Judgement judgement = Policies.gate(Policies.rule(expression)).judge(facts);

      assertThat(judgement.rules().getFirst().outcome()).as(expression).isEqualTo(Outcome.FAIL);
      assertThat(judgement.denies()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "~", ""})
  void aNullInACaseIsAMissingFact(String written) {
    assertThat(
            rejected(
                """
                validations: [{name: rule, expression: "product.owner.id == 'x'"}]
                cases: [{name: c, facts: {product: {name: orders, owner: %s}}, expect: pass}]
                """
                    .formatted(written)))
        .first()
        .asString()
        .contains("the fact `product.owner` is missing");
  }

  @Test
  void aNumberOfAPolicyThatReadersWouldSeeAsAnotherIsRefused() {
    assertThat(
            rejected(
                "params: {most: 9007199254740993}\nvalidations: [{name: r, expression: 'true'}]\n"))
        .first()
        .asString()
        .contains("`9007199254740993` is larger than every JSON reader keeps");
  }

  @ParameterizedTest
  @ValueSource(longs = {(1L << 53), -(1L << 53), Long.MAX_VALUE, Long.MIN_VALUE})
  void soItIsInAnExpressionWhereItWouldEqualADecimalThatIsAnother(long number) {
    assertThat(problems("dyn(double(size(product.tags))) == dyn(%d)".formatted(number)))
        .first()
        .asString()
        .contains(
            "`%d` is larger than a decimal can tell from its neighbours; whole numbers go up to"
                .formatted(number));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dyn(1) == dyn(1.0) | PASS",
        "dyn(1.0) in [dyn(1)] | PASS",
        "dyn(1) != dyn(1.5) | PASS",
        "dyn(9007199254740991) == dyn(9007199254740991.0) | PASS",
        "dyn(9007199254740991) == dyn(9007199254740990.0) | FAIL",
        "dyn(9007199254740991) > dyn(9007199254740990.0) | PASS",
        "dyn('1') == dyn(1) | FAIL",
      })
  void aWholeNumberIsADecimalOnlyWhereTheyAreTheSameNumber(String expression, Outcome outcome) {
    assertThat(outcome(expression)).isEqualTo(outcome);
  }

  @Test
  void aDivisionByZeroBehindAnOrMattersOnlyWhereTheOtherSideIsNotTrue() {
    assertThat(outcome("1 / (size(product.outputPorts) - 2) == 1 || product.name == 'orders'"))
        .isEqualTo(Outcome.PASS);
    assertThat(unjudged("1 / (size(product.outputPorts) - 2) == 1 || product.name == 'x'"))
        .isEqualTo(
            "could not be judged: `1 / (size(product.outputPorts) - 2)` fails: it divides by zero");
  }

  private static List<Problem> problems(String expression) {
    return rejected("validations:\n  - name: rule\n    expression: |\n" + expression.indent(6));
  }

  private static List<Problem> rejected(String spec) {
    return switch (Policies.compile(Policies.text(spec))) {
      case Compilation.Compiled _ -> throw new AssertionError("compiles: " + spec);
      case Compilation.Rejected(var problems) -> problems;
    };
  }

  private static String unjudged(String expression) {
    List<Finding> findings = judged(expression).findings();
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().outcome()).isEqualTo(Outcome.UNJUDGED);
    return findings.getFirst().message();
  }

  private static Outcome outcome(String expression) {
    return judged(expression).rules().getFirst().outcome();
  }

  private static Judgement judged(String expression) {
    SortedMap<String, Object> values = Policies.factMap(Policies.orders());
    SortedMap<String, Object> command = Policies.map(Policies.command());
    List<Object> many = new ArrayList<>();
    LongStream.range(0, 3_000).forEach(many::add);
    command.put("many", many);
    values.put("command", command);
    return Policies.gate(Policies.rule(expression)).judge(Facts.freeze(values));
  }
}
