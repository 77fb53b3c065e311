package dev.daybook.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

  private static final long SEED = 20_261_120;

  @Test
  void tenThousandDrawnDocumentsAreWrittenAsTheReferenceLibraryWritesThem() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 10_000; i++) {
      Map<String, Object> document = object(random, 4);

      byte[] written = CanonicalJson.write(document);

      assertThat(new String(written, StandardCharsets.UTF_8))
          .as("document %d of seed %d", i, SEED)
          .isEqualTo(new JsonCanonicalizer(written).getEncodedString());
    }
  }

  @Test
  void keysAreSortedByUtf16UnitAndNotByCodePoint() {
    // U+FB33 is below U+1F600, but its only unit is above the latter's first.
    assertThat(text(Map.of("\uFB33", 1, "\uD83D\uDE00", 2, "a", 3)))
        .isEqualTo("{\"a\":3,\"\uD83D\uDE00\":2,\"\uFB33\":1}");
  }

  @Test
  void whatARecordHoldsIsSortedTooAndWhatItComputesAmongIt() {
    assertThat(text(new Unsorted("3", "2"))).isEqualTo("{\"a\":\"23\",\"b\":\"2\",\"c\":\"3\"}");
  }

  private record Unsorted(String c, String b) {
    @JsonProperty("a")
    String both() {
      return b + c;
    }
  }

  @Test
  void controlCharactersAreEscapedInLowerCase() {
    assertThat(text("\b\t\n\f\r\u001f\u007f\"\\/\u2028"))
        .isEqualTo("\"\\b\\t\\n\\f\\r\\u001f\u007f\\\"\\\\/\u2028\"");
  }

  @Test
  void decimalsAreTexts() {
    assertThat(text(Map.of("target", new BigDecimal("0.9950"))))
        .isEqualTo("{\"target\":\"0.9950\"}");
    assertThat(text(new BigDecimal("1E+3"))).isEqualTo("\"1000\"");
  }

  @Test
  void doublesAreWrittenAsEcmascriptDoes() {
    assertThat(text(List.of(1.0, 1e21, 1e-7, 0.1, -0.0, Double.MIN_VALUE)))
        .isEqualTo("[1,1e+21,1e-7,0.1,0,5e-324]");
  }

  @Test
  void wholeNumbersNoDoubleHoldsAreRefused() {
    assertThat(text(9007199254740991L)).isEqualTo("9007199254740991");
    assertThatThrownBy(() -> CanonicalJson.write(Map.of("n", 9007199254740992L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9007199254740992");
    assertThatThrownBy(() -> CanonicalJson.write(List.of(-9007199254740993L)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void soAreWholeNumbersOfAnyLengthAndWhatIsNoNumber() {
    assertThat(text(List.of(BigInteger.valueOf(CanonicalJson.LARGEST_INTEGER), BigInteger.TEN)))
        .isEqualTo("[9007199254740991,10]");
    for (Object value :
        List.of(
            BigInteger.valueOf(CanonicalJson.LARGEST_INTEGER + 1),
            BigInteger.TEN.pow(30).negate(),
            Double.NaN,
            Double.NEGATIVE_INFINITY)) {
      assertThatThrownBy(() -> CanonicalJson.write(value))
          .as("%s", value)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void halfASurrogatePairIsRefused() {
    assertThatThrownBy(() -> CanonicalJson.write(Map.of("text", "a\uD83Db")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.write(Map.of("text", "a\uDE00")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.write(Map.of("\uD83D", "a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mapsByAnythingButTextAreRefused() {
    assertThatThrownBy(() -> CanonicalJson.write(new Holder(Map.of(1, "one"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keys");
  }

  private record Holder(Map<Integer, String> numbers) {}

  @Test
  void whatIsAbsentIsNotWritten() {
    assertThat(text(new Times(Instant.EPOCH, Duration.ofHours(4), null)))
        .isEqualTo("{\"at\":\"1970-01-01T00:00:00Z\",\"every\":\"PT4H\"}");
  }

  private record Times(
      Instant at, Duration every, @org.jspecify.annotations.Nullable String note) {}

  private static String text(Object value) {
    return new String(CanonicalJson.write(value), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> object(SplittableRandom random, int depth) {
    Map<String, Object> object = new HashMap<>();
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      object.put(string(random), value(random, depth));
    }
    return object;
  }

  private static Object value(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> string(random);
      case 1 -> random.nextLong(-9007199254740991L, 9007199254740992L);
      case 2 -> random.nextInt(-1000, 1000);
      case 3 -> random.nextBoolean();
      case 4 -> finite(random);
      case 5 -> object(random, depth - 1);
      default -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
    };
  }

  private static double finite(SplittableRandom random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : random.nextDouble();
  }

  private static String string(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int point =
          switch (random.nextInt(5)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> random.nextInt(0x80);
            case 2 -> random.nextInt(0x800);
            case 3 -> random.nextInt(0xE000, 0x10000);
            default -> random.nextInt(0x10000, 0x110000);
          };
      text.appendCodePoint(point);
    }
    return text.toString();
  }
}
