package dev.daybook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Facts;
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
    Matching global = new Matching(List.of("PublishProduct"), List.of(), List.of());

    assertThat(global.matches(facts("PublishProduct", "product/sales.orders", "sales"))).isTrue();
    assertThat(global.matches(facts("PublishProduct", "product/finance.costs", "finance")))
        .isTrue();
    assertThat(global.matches(facts("RetireProduct", "product/sales.orders", "sales"))).isFalse();
  }

  @Test
  void aDomainsPolicyIsForThatDomainAloneWhateverItsSpelling() {
    Matching sales = new Matching(List.of("*"), List.of(), List.of("sales"));

    assertThat(sales.matches(facts("PublishProduct", "product/Sales.orders", "Sales"))).isTrue();
    assertThat(sales.matches(facts("PublishProduct", "product/finance.costs", "finance")))
        .isFalse();
    assertThat(sales.matches(facts("RegisterTeam", "team/sales", null))).isFalse();
  }

  @Test
  void subjectsNarrowAPolicyDown() {
    Matching some = new Matching(List.of("*"), List.of("product/sales.*"), List.of());

    assertThat(some.matches(facts("RetireProduct", "product/sales.orders", "sales"))).isTrue();
    assertThat(some.matches(facts("RetireProduct", "product/salesforce.orders", "salesforce")))
        .isFalse();
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
