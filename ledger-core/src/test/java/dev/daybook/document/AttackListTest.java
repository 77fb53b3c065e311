package dev.daybook.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.decision.Facts;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The attack list, as far as documents and the facts made of them are attacked: each is refused,
 * names the bound that stopped it, and takes neither more than 512 MB nor ten seconds. The rest of
 * the list is what policies are attacked with, in {@code dev.daybook.rules.AttackListTest}.
 */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AttackListTest {

  @BeforeAll
  static void thereAreNoMoreThan512Megabytes() {
    assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(512L << 20);
  }

  @Test
  void thirtyAliasesOfEachOtherAreRefusedBeforeTheyMeanAnything() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append(
          "a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
    }
    assertThat(bomb).hasSizeLessThan(1_500);

    List<Problem> problems = parse(bomb.toString());

    assertThat(problems.getFirst().toString())
        .isEqualTo("1:5 YAML anchors are refused; remove `&a0`");
    assertThat(problems.get(2).toString())
        .isEqualTo("2:10 YAML aliases are refused; write out what `&a0` stands for");
    assertThat(problems).hasSize(Problems.MAX + 1);
    assertThat(problems.getLast().message()).isEqualTo("46 more problems are not listed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "{\"a\": "})
  void aDocumentNestedTwentyThousandDeepIsNotWalkedToItsEnd(String opening) {
    assertThat(parse(opening.repeat(20_000)).getFirst().message())
        .isEqualTo("this is more than 64 levels deep");
  }

  @Test
  void factsNestedTwentyThousandDeepAreNotFrozen() {
    Object deep = "bottom";
    for (int i = 0; i < 20_000; i++) {
      deep = List.of(deep);
    }
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("product", deep);

    assertThatThrownBy(() -> Facts.freeze(facts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nesting depth (1001) exceeds the maximum allowed (1000");
  }

  @Test
  void aNullAmongTheFactsIsToldWithItsPlace() {
    SortedMap<String, Object> product = new TreeMap<>();
    product.put("owner", null);
    SortedMap<String, Object> inMap = new TreeMap<>();
    inMap.put("product", product);
    SortedMap<String, Object> inList = new TreeMap<>();
    inList.put("tags", Arrays.asList("a", null));

    assertThatThrownBy(() -> Facts.freeze(inMap))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`product.owner` is null among the facts; what is absent is left out");
    assertThatThrownBy(() -> Facts.freeze(inList))
        .hasMessage("`tags.1` is null among the facts; what is absent is left out");
    assertThat(Facts.freeze(Collections.emptySortedMap()).values()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'a: 9007199254740992', 1:4 `9007199254740992` is larger than every JSON reader keeps",
    "'a: -99999999999999999999', 1:4 `-99999999999999999999` is larger than every JSON reader"
        + " keeps",
    "'a: 1e999', 1:4 `1e999` is more than a number can hold",
    "'{\"a\": 9007199254740993}', 1:7 `9007199254740993` is larger than every JSON reader keeps",
  })
  void aNumberThatReadersWouldSeeAsAnotherIsRefused(String document, String told) {
    assertThat(parse(document)).first().asString().startsWith(told);
  }

  @ParameterizedTest
  @ValueSource(longs = {(1L << 53), -(1L << 53), Long.MAX_VALUE})
  void soItIsAmongTheFacts(long number) {
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("rows", number);

    assertThatThrownBy(() -> Facts.freeze(facts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "whole numbers go up to 9007199254740991 either way; seen %d".formatted(number));
  }

  private static List<Problem> parse(String text) {
    Format format = text.startsWith("{\"") ? Format.JSON : Format.YAML;
    return Documents.parse(Reads.bytes(text), format, "test").getFirst().problems();
  }
}
