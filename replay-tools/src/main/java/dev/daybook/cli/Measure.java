package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A measured value the way people write it: {@code 3h} and {@code 99.7%}. */
final class Measure {

  private static final long[] MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
  private static final String[] UNITS = {"d", "h", "m", "s", "ms"};

  private Measure() {}

  static String text(JsonNode value, JsonNode unit) {
    if (!value.isNumber()) {
      return "-";
    }
    return switch (unit.asText()) {
      case "milliseconds" -> duration(value.decimalValue());
      case "fraction" ->
          value.decimalValue().movePointRight(2).stripTrailingZeros().toPlainString() + "%";
      default -> value.decimalValue().stripTrailingZeros().toPlainString();
    };
  }

  /** In the greatest unit that leaves no more than two digits behind the point. */
  private static String duration(BigDecimal millis) {
    for (int i = 0; i < MILLIS.length - 1; i++) {
      BigDecimal unit = BigDecimal.valueOf(MILLIS[i]);
      if (millis.compareTo(unit) >= 0) {
        return millis.divide(unit, 2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString()
            + UNITS[i];
      }
    }
    return millis.stripTrailingZeros().toPlainString() + "ms";
  }
}
