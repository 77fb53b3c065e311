package dev.daybook.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.mesh.Objective.Comparison;
import dev.daybook.mesh.Objective.Unit;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "99.5%, , 0.995, FRACTION",
    "100 %, , 1, FRACTION",
    "0.995, , 0.995, COUNT",
    "< 1%, LESS_THAN, 0.01, FRACTION",
    "98% verified e-mails, , 0.98, FRACTION",
    "> 1000, MORE_THAN, 1000, COUNT",
    ">=1000, AT_LEAST, 1000, COUNT",
    "-5, , -5, COUNT",
    "4h, , 14400000, MILLISECONDS",
    "< 24 hours, LESS_THAN, 86400000, MILLISECONDS",
    "≤ 15min, AT_MOST, 900000, MILLISECONDS",
    "Updated within 15 minutes, AT_MOST, 900000, MILLISECONDS",
    "within 15 min of source, AT_MOST, 900000, MILLISECONDS",
    "p95 < 500 ms, LESS_THAN, 500, MILLISECONDS",
    "no more than 2 days, AT_MOST, 172800000, MILLISECONDS",
    "at least 99%, AT_LEAST, 0.99, FRACTION",
    "= 3, , 3, COUNT",
  })
  void numberUnitAndSideAreTold(
      String text,
      @org.jspecify.annotations.Nullable Comparison side,
      BigDecimal number,
      Unit unit) {
    assertThat(Quantity.parse(text)).contains(new Quantity(text, side, number, unit));
  }

  @ParameterizedTest
  @CsvSource({
    "7200, s, 7200000, MILLISECONDS",
    "1.5, Hours, 5400000, MILLISECONDS",
    "250, ms, 250, MILLISECONDS",
    "99.2, percent, 0.992, FRACTION",
    "99.2, %, 0.992, FRACTION",
    "0.992, fraction, 0.992, FRACTION",
    "0.992, ratio, 0.992, FRACTION",
    "1250, rows, 1250, COUNT",
    "1250, count, 1250, COUNT",
    "1250, number, 1250, COUNT",
  })
  void aUnitMayStandBesideItsNumber(BigDecimal number, String unit, BigDecimal in, Unit what) {
    Quantity quantity = Quantity.of(number, unit).orElseThrow();

    assertThat(quantity.number()).isEqualByComparingTo(in);
    assertThat(quantity.unit()).isEqualTo(what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "per cent", "euro"})
  void nothingIsCountedInWhatIsNoUnit(String unit) {
    assertThat(Quantity.of(BigDecimal.ONE, unit)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.9920, FRACTION, 99.2%",
    "1, FRACTION, 100%",
    "0, FRACTION, 0%",
    "14400000, MILLISECONDS, 4h",
    "5400000, MILLISECONDS, 1.5h",
    "540000, MILLISECONDS, 9m",
    "172800000, MILLISECONDS, 2d",
    "10799999, MILLISECONDS, 10799999ms",
    "0.992, MILLISECONDS, 0.992ms",
    "-1, MILLISECONDS, -1ms",
    "1000, COUNT, 1000",
  })
  void aNumberIsWrittenAsPeopleDoAndLosesNoDigit(BigDecimal number, Unit unit, String text) {
    assertThat(Quantity.written(number, unit)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "same business day", "%", "< ", "1,000", "99.5%%", "NaN", "1e3"})
  void whatIsNoQuantityIsNone(String text) {
    assertThat(Quantity.parse(text)).isEmpty();
  }
}
