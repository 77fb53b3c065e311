package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Finding;
import dev.daybook.decision.Outcome;
import dev.daybook.document.Problem;
import dev.daybook.rules.PolicyCompiler.Compilation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values that hold themselves twice, level upon level: forty short lines make a list that nobody
 * can walk to its end. Their length throughout is what they cost.
 */
@Timeout(20)
class SharedValuesTest {

  private static final String CREATED =
      "the budget of 1048576 created characters and elements was spent";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "variables.a40 == variables.b40",
        "variables.a40 != variables.b40",
        "variables.a40 in [variables.b40]",
        "size(variables.a40) == 3",
        "variables.a40 + variables.b40 == []"
      })
  void listsOfListsAreAsLongAsTheyAreToWalk(String rule) {
    assertThat(unjudged(doubling("[variables.%1$s, variables.%1$s]"), rule)).endsWith(CREATED);
  }

  @Test
  void mapsOfMapsAreToo() {
    assertThat(
            unjudged(
                doubling("{'l': variables.%1$s, 'r': variables.%1$s}"),
                "variables.a40 == variables.b40"))
        .endsWith(CREATED);
  }

  @Test
  void addingListsCostsWhatIsInsideThem() {
    assertThat(
            unjudged(
                doubling("variables.%1$s + variables.%1$s").replace("[1,2]", "[[1,2]]"),
                "variables.a40 == variables.b40"))
        .endsWith(CREATED);
  }

  @Test
  void aLoopThatComparesWhatIsJustShortEnoughSpendsItsBudget() {
    String rule = "command.subject != '' && variables.l.all(i, variables.a16 == variables.b16)";

    assertThat(
            unjudged(
                "    - {name: l, expression: \"[%s]\"}\n"
                        .formatted(
                            IntStream.range(0, 1_000)
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(",")))
                    + doubling("[variables.%1$s, variables.%1$s]"),
                rule))
        .endsWith("the budget of 50000000 for searching and comparing was spent");
  }

  @Test
  void aValueNestedDeeperThanAnythingMayWalkIsRefused() {
    String nested =
        IntStream.rangeClosed(1, 3)
            .mapToObj(
                i ->
                    "    - {name: n%d, expression: \"%svariables.n%d%s\"}\n"
                        .formatted(i, "[".repeat(40), i - 1, "]".repeat(40)))
            .collect(Collectors.joining("", "    - {name: n0, expression: \"[1]\"}\n", ""));

    assertThat(unjudged(nested, "variables.n3 == []"))
        .endsWith("the budget of 100 levels in one value was spent");
  }

  @Test
  void variablesMadeOfEachOtherGoOnlySoDeep() {
    assertThat(findings(chain(90), "variables.n90 == 91")).isEmpty();
    assertThat(((Compilation.Rejected) Policies.compile(text(chain(199), "true"))).problems())
        .extracting(Problem::message)
        .first()
        .asString()
        .isEqualTo(
            "the expression and the variables it is made of are 301 levels deep, at most 300 are"
                + " allowed");
  }

  private static String chain(int variables) {
    return IntStream.rangeClosed(1, variables)
        .mapToObj(i -> "    - {name: n%d, expression: \"1 + variables.n%d\"}\n".formatted(i, i - 1))
        .collect(Collectors.joining("", "    - {name: n0, expression: \"1\"}\n", ""));
  }

  @Test
  void aMisspeltFieldBehindManyIndexesIsToldAtOnce() {
    assertThat(
            ((Compilation.Rejected)
                    Policies.compile(
                        text(
                            "    - {name: l, expression: \"1\"}\n",
                            "product.fields" + "[0].fields".repeat(20) + "[0].nme == ''")))
                .problems())
        .extracting(Problem::message)
        .first()
        .asString()
        .contains("has no field `nme`");
  }

  @Test
  void aFailingRuleShowsTheBeginningOfALongValue() {
    List<Finding> findings =
        findings(doubling("[variables.%1$s, variables.%1$s]"), "variables.a16 == [variables.b15]");

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().outcome()).isEqualTo(Outcome.FAIL);
    assertThat(findings.getFirst().because())
        .isNotEmpty()
        .allMatch(because -> because.value().length() <= Bounds.TEXT)
        .anyMatch(because -> because.value().length() == Bounds.TEXT);
  }

  @Test
  void aCaseIsStoppedLikeACommand() {
    Compilation compilation =
        Policies.compile(
            text(doubling("[variables.%1$s, variables.%1$s]"), "variables.a40 == variables.b40")
                + "  cases: [{name: c, facts: {}, expect: pass}]\n");

    assertThat(((Compilation.Rejected) compilation).problems())
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .startsWith("case `c`: `rule` answers unjudged, expected is pass")
        .endsWith(CREATED);
  }

  /** a0 and b0, and forty levels upon them. */
  private static String doubling(String expression) {
    return IntStream.rangeClosed(1, 40)
        .boxed()
        .flatMap(
            i ->
                List.of("a", "b").stream()
                    .map(
                        list ->
                            "    - {name: %s%d, expression: \"%s\"}\n"
                                .formatted(list, i, expression.formatted(list + (i - 1)))))
        .collect(
            Collectors.joining(
                "",
                "    - {name: a0, expression: \"[1,2]\"}\n    - {name: b0, expression: \"[1,2]\"}\n",
                ""));
  }

  private static String unjudged(String variables, String rule) {
    List<Finding> findings = findings(variables, rule);
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().outcome()).isEqualTo(Outcome.UNJUDGED);
    return findings.getFirst().message();
  }

  private static List<Finding> findings(String variables, String rule) {
    return Policies.gate(Policies.policy(text(variables, rule)))
        .within(Duration.ofMinutes(5))
        .judge(Policies.facts(Policies.orders()))
        .findings();
  }

  private static String text(String variables, String rule) {
    return Policies.text("")
        + "  variables:\n"
        + variables
        + "  validations: [{name: rule, expression: \"%s\", message: m}]\n".formatted(rule);
  }
}
