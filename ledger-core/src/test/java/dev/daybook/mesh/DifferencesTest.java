package dev.daybook.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest {

  record Part(String name, BigDecimal size) {}

  record Whole(Version version, List<Part> parts, Map<String, String> labels, List<String> tags) {}

  private static final Whole WHOLE = whole("1.0", Map.of("a/b", "1", "c~d", "2"), List.of("x"));

  private static Whole whole(String size, Map<String, String> labels, List<String> tags) {
    return new Whole(
        new Version("1.0.0"),
        List.of(new Part("first", new BigDecimal(size)), new Part("second", BigDecimal.TEN)),
        labels,
        tags);
  }

  @Test
  void equalRecordsDoNotDiffer() {
    assertThat(Differences.between(WHOLE, whole("1.0", WHOLE.labels(), List.of("x")))).isEmpty();
  }

  @Test
  void numbersAreComparedByValue() {
    assertThat(Differences.between(WHOLE, whole("1.00", WHOLE.labels(), WHOLE.tags()))).isEmpty();
    assertThat(Differences.between(WHOLE, whole("1.1", WHOLE.labels(), WHOLE.tags())))
        .containsExactly("/parts/0/size");
  }

  @Test
  void keysAreEscapedAsPointersWant() {
    assertThat(Differences.between(WHOLE, whole("1.0", Map.of("a/b", "9"), WHOLE.tags())))
        .containsExactly("/labels/a~1b", "/labels/c~0d");
  }

  @Test
  void anElementMoreOrLessIsADifferenceAtItsPlace() {
    assertThat(Differences.between(WHOLE, whole("1.0", WHOLE.labels(), List.of("x", "y"))))
        .containsExactly("/tags/1");
    assertThat(Differences.between(WHOLE, whole("1.0", WHOLE.labels(), List.of())))
        .containsExactly("/tags/0");
  }

  @Test
  void aVersionIsOnePlace() {
    Whole other = new Whole(new Version("2.0.0"), WHOLE.parts(), WHOLE.labels(), WHOLE.tags());

    assertThat(Differences.between(WHOLE, other)).containsExactly("/version");
  }

  @Test
  void twoSpellingsOfAVersionAreOne() {
    Whole other = new Whole(new Version("v1.0"), WHOLE.parts(), WHOLE.labels(), WHOLE.tags());

    assertThat(Differences.between(WHOLE, other)).isEmpty();
  }

  record Promise(@AsWritten String target, @AsWritten(unit = "d") String retention) {}

  @ParameterizedTest
  @CsvSource({
    "4h, 4 hours",
    "4h, within 240 min",
    "99%, 0.99",
    "99.50 %, 99.5%",
    "< 24 hours, < 1d",
    "0.990, 0.99",
  })
  void twoSpellingsOfAQuantityAreOne(String before, String after) {
    assertThat(Differences.between(new Promise(before, "7y"), new Promise(after, "2555 days")))
        .isEmpty();
    assertThat(Differences.between(new Promise(before, "730"), new Promise(after, "2y"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4h, 5h",
    "99%, 99",
    "p95 < 500 ms, p99 < 500 ms",
    "99% of rows, 99%",
    "15m after midnight, 15m after noon",
    "gold, silver",
  })
  void anotherQuantityAndOtherWordsAreADifference(String before, String after) {
    assertThat(Differences.between(new Promise(before, "7y"), new Promise(after, "36h")))
        .containsExactly("/target", "/retention");
  }

  @Test
  void theListOfDifferencesIsBounded() {
    List<String> many = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();

    assertThat(Differences.between(WHOLE, whole("1.0", WHOLE.labels(), many)))
        .hasSize(Differences.MAX);
  }
}
