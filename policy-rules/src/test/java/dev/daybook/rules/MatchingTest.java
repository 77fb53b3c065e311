package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Facts;
import dev.daybook.rules.PolicyDocument.Match;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {

  @Test
  void aGlobalPolicyIsForEveryDomain() {
    Matching global =
        new Matching(new Match(List.of("PublishProduct"), List.of(), new TreeMap<>()), List.of());

    assertThat(global.matches(facts("PublishProduct", "product/sales.orders", "sales"))).isTrue();
    assertThat(global.matches(facts("PublishProduct", "product/finance.costs", "finance")))
        .isTrue();
    assertThat(global.matches(facts("RetireProduct", "product/sales.orders", "sales"))).isFalse();
  }

  @Test
  void aDomainsPolicyIsForThatDomainAloneWhateverItsSpelling() {
    Matching sales =
        new Matching(new Match(List.of("*"), List.of(), new TreeMap<>()), List.of("sales"));

    assertThat(sales.matches(facts("PublishProduct", "product/Sales.orders", "Sales"))).isTrue();
    assertThat(sales.matches(facts("PublishProduct", "product/finance.costs", "finance")))
        .isFalse();
    assertThat(sales.matches(facts("RegisterTeam", "team/sales", null))).isFalse();
  }

  @Test
  void subjectsNarrowAPolicyDown() {
    Matching some =
        new Matching(
            new Match(List.of("*"), List.of("product/sales.*"), new TreeMap<>()), List.of());

    assertThat(some.matches(facts("RetireProduct", "product/sales.orders", "sales"))).isTrue();
    assertThat(some.matches(facts("RetireProduct", "product/salesforce.orders", "salesforce")))
        .isFalse();
  }

  @Test
  void labelsNarrowAPolicyDownByPointerOrByWhatPeopleCallThem() {
    assertThat(labelled(Map.of("cost-centre", List.of("47*")))).isTrue();
    assertThat(labelled(Map.of("/metadata/labels/cost-centre", List.of("4711")))).isTrue();
    assertThat(labelled(Map.of("cost-centre", List.of("0815", "4711")))).isTrue();
    assertThat(labelled(Map.of("stage", List.of("beta")))).isTrue();
    assertThat(labelled(Map.of("cost-centre", List.of("471")))).isFalse();
    assertThat(labelled(Map.of("centre", List.of("*")))).isFalse();
    assertThat(labelled(Map.of("cost-centre", List.of("*"), "region", List.of("*")))).isFalse();
  }

  @Test
  void aCommandWithoutADocumentHasNoLabels() {
    Matching some =
        new Matching(
            new Match(List.of("*"), List.of(), new TreeMap<>(Map.of("a", List.of("*")))),
            List.of());

    assertThat(some.matches(facts("RetireProduct", "product/sales.orders", "sales"))).isFalse();
  }

  private static boolean labelled(Map<String, List<String>> labels) {
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put(
        "command",
        new TreeMap<>(Map.of("kind", "PublishProduct", "subject", "product/sales.orders")));
    facts.put(
        "product",
        new TreeMap<>(
            Map.of(
                "labels",
                new TreeMap<>(
                    Map.of(
                        "/metadata/labels/cost-centre",
                        "4711",
                        "/metadata/labels/stage",
                        "Beta")))));
    return new Matching(new Match(List.of("*"), List.of(), new TreeMap<>(labels)), List.of())
        .matches(Facts.freeze(facts));
  }

  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "a*c, abc, true",
    "a*c, ac, true",
    "a*c, ab, false",
    "*b*, abc, true",
    "a*b*c, aXbYbZc, true",
    "abc, abcd, false",
    "a**c, abc, true",
  })
  void aStarStandsForAnyCharacters(String pattern, String text, boolean matches) {
    assertThat(Matching.glob(pattern, text)).isEqualTo(matches);
  }

  private static Facts facts(
      String command, String subject, @org.jspecify.annotations.Nullable String domain) {
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("command", new TreeMap<>(Map.of("kind", command, "subject", subject)));
    if (domain != null) {
      facts.put("domain", new TreeMap<>(Map.of("name", domain)));
    }
    return Facts.freeze(facts);
  }
}
