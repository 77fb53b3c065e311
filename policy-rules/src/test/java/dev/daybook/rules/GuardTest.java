package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.decision.Facts;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Gate.DeadlineExceeded;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Problem;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Policies that go too far: each is stopped by a bound with a name, and acts like one that fails.
 * The bounds on the way, beside what is on the list of {@link AttackListTest}.
 */
@Timeout(10)
class GuardTest {

  private static final String STEPS = "could not be judged: the budget of 100000 steps was spent";
  private static final String CREATED =
      "could not be judged: the budget of 1048576 created characters and elements was spent";
  private static final String SEARCHED =
      "could not be judged: the budget of 50000000 for searching and comparing was spent";

  @Test
  void whatIsSpentCannotBeSwallowed() {
    assertThat(
            unjudged("dyn(command).many.all(a, dyn(command).many.all(b, a + b >= 0)) || true")
                .message())
        .isEqualTo(STEPS);
    assertThat(findings("true || dyn(command).many.all(a, a >= 0)")).isEmpty();
  }

  @Test
  void oneLoopOverEverythingADocumentCanHoldIsFine() {
    assertThat(findings("dyn(command).many.all(a, a >= 0)")).isEmpty();
  }

  @Test
  void aTextThatDoublesSpendsItsSize() {
    String doubled = "[dyn(command).text]" + ".map(t, t + t)".repeat(30) + ".size() == 1";

    assertThat(unjudged(doubled).message()).isEqualTo(CREATED);
  }

  @Test
  void aListThatDoublesSpendsItsSize() {
    String doubled = "[dyn(command).many]" + ".map(l, l + l)".repeat(20) + ".size() == 1";

    assertThat(unjudged(doubled).message()).isEqualTo(CREATED);
  }

  @Test
  void joiningSpendsItsSize() {
    assertThat(unjudged("dyn(command).many.map(a, dyn(command).text).join('') == ''").message())
        .isEqualTo(CREATED);
  }

  @Test
  void aVariableHasABudgetOfItsOwnAndItsRulesSayWhichOneWasSpent() {
    CompiledPolicy policy =
        Policies.policyWith(
            """
            variables:
              - name: bomb
                expression: dyn(command).many.map(a, dyn(command).many.map(b, a + b))
            validations:
              - name: rule
                expression: size(variables.bomb) > 0
              - name: harmless
                expression: product.name == 'orders'
            """);

    List<Finding> findings = Policies.gate(policy).judge(facts()).findings();

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().message())
        .isEqualTo(
            "could not be judged: `variables.bomb` has no value: the budget of 100000 steps was"
                + " spent");
  }

  @Test
  void searchingForALongTextInALongerOneIsNotBegun() {
    assertThat(unjudged("dyn(command).long.contains(dyn(command).long)").message())
        .isEqualTo(SEARCHED);
  }

  @Test
  void matchingALongTextAgainstALargePatternIsNotBegun() {
    assertThat(unjudged("dyn(command).long.matches('^(a{1,28}b?){1,28}c$')").message())
        .isEqualTo(SEARCHED);
  }

  @Test
  void theWallClockEndsWhatTheBudgetsLetThroughAndNothingIsAnAnswer() {
    CelGate gate =
        Policies.gate(Policies.rule("dyn(command).many.all(a, a >= 0) || true"))
            .within(Duration.ZERO);

    assertThatThrownBy(() -> gate.judge(facts()))
        .isInstanceOf(DeadlineExceeded.class)
        .hasMessage("judging took longer than 0 ms; nothing was recorded, try again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(unclosed", "(?<look>a)(?=b)"})
  void aPatternThatIsNoneDoesNotCompile(String pattern) {
    assertThat(problem("product.name.matches(r\"" + pattern + "\")").message())
        .startsWith("the pattern");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[a-z]{3}-[0-9]{8}$",
        "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        "^CUS-[A-Z0-9]{8}$"
      })
  void anOrdinaryPatternCompiles(String pattern) {
    assertThat(Patterns.problem(pattern)).isEmpty();
  }

  @Test
  void aPatternIsOnlySoLong() {
    assertThat(Patterns.problem("a".repeat(Bounds.PATTERN))).isEmpty();
    assertThat(Patterns.problem("a".repeat(Bounds.PATTERN + 1)))
        .hasValue("the pattern has 501 characters, at most 500 are allowed");
  }

  @Test
  void aPatternThatIsComputedDoesNotCompile() {
    assertThat(problem("product.name.matches(product.domain)").message())
        .startsWith("matches() takes a pattern written out here or in spec.params");
  }

  @Test
  void thereIsNoNow() {
    assertThat(problems("clock < now()"))
        .anySatisfy(
            problem -> assertThat(problem.message()).startsWith("`now` is left out of policies"));
  }

  @Test
  void anExpressionIsBoundedInLengthNestingAndNodes() {
    assertThat(problem("product.name == '" + "a".repeat(5_000) + "'").message())
        .contains("exceeds");
    assertThat(problem("(".repeat(200) + "true" + ")".repeat(200)).message()).contains("recursion");
    assertThat(problem("1" + "+1".repeat(1_500) + " == 2").message()).isNotBlank();
  }

  private static Problem problem(String expression) {
    return problems(expression).getFirst();
  }

  private static List<Problem> problems(String expression) {
    return switch (Policies.compile(
        Policies.text(
            "validations:\n  - name: rule\n    expression: |\n" + expression.indent(6)))) {
      case Compilation.Compiled _ -> throw new AssertionError("compiles: " + expression);
      case Compilation.Rejected(var problems) -> problems;
    };
  }

  private static Finding unjudged(String expression) {
    List<Finding> findings = findings(expression);
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().outcome()).isEqualTo(Outcome.UNJUDGED);
    return findings.getFirst();
  }

  private static List<Finding> findings(String expression) {
    return Policies.gate(Policies.rule(expression)).judge(facts()).findings();
  }

  private static Facts facts() {
    SortedMap<String, Object> values = Policies.factMap(Policies.orders());
    SortedMap<String, Object> command = Policies.map(Policies.command());
    List<Object> many = new ArrayList<>();
    LongStream.range(0, 3_000).forEach(many::add);
    command.put("many", many);
    command.put("text", "x".repeat(1_000));
    command.put("long", "a".repeat(200_000));
    values.put("command", command);
    return Facts.freeze(values);
  }
}
