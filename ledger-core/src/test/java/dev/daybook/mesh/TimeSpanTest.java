package dev.daybook.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {

  @ParameterizedTest
  @CsvSource({
    "4h, PT4H, 14400000",
    "15m, PT15M, 900000",
    "15min, PT15M, 900000",
    "15 minutes, PT15M, 900000",
    "1 hour, PT1H, 3600000",
    "1h 30m, PT1H30M, 5400000",
    "1.5h, PT1H30M, 5400000",
    "1 hour and 5 minutes, PT1H5M, 3900000",
    "500ms, PT0.5S, 500",
    "90 days, P90D, 7776000000",
    "2w, P14D, 1209600000",
    "7y, P7Y, 220752000000",
    "6mo, P6M, 15552000000",
    "1d 12h, P1DT12H, 129600000",
    "0.5y, PT4380H, 15768000000",
    "PT15M, PT15M, 900000",
    "P1Y2M3DT4H5M6.5S, P1Y2M3DT4H5M6.5S, 36993906500",
    "P2W, P14D, 1209600000",
    "0s, PT0S, 0",
  })
  void everyFormOfTheMeshIsUnderstood(String text, String iso, BigDecimal millis) {
    assertThat(TimeSpan.parse(text)).contains(new TimeSpan(text, iso, millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4",
        "h",
        "4 foo",
        "4h foo",
        "15M",
        "-4h",
        "4h-",
        "forever",
        "P",
        "PT",
        "P1Y2",
        "1e9h",
        "99999999999y",
        "same business day",
        "4:30",
        "4,5h"
      })
  void whatIsNoSpanIsNone(String text) {
    assertThat(TimeSpan.parse(text)).isEmpty();
  }

  @Test
  void aYearCounts365DaysSoThatSevenAre2555() {
    assertThat(TimeSpan.parse("7y").orElseThrow().days()).isEqualTo(2555);
    assertThat(TimeSpan.parse("2 years").orElseThrow().days())
        .isEqualTo(TimeSpan.days("730", 730).days());
    assertThat(TimeSpan.parse("47h").orElseThrow().days()).isEqualTo(1);
  }
}
