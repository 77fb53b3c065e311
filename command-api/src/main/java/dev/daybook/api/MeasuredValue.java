package dev.daybook.api;

import dev.daybook.mesh.Quantity;
import java.math.BigDecimal;

/**
 * Reads a measured value: a number in the objective's own unit, or a text with its unit, {@code
 * 99.2%} for the fraction 0.992 and {@code 3h} for 10,800,000 milliseconds.
 */
final class MeasuredValue {

  private MeasuredValue() {}

  static BigDecimal parse(String text) {
    return Quantity.parse(text)
        .filter(quantity -> quantity.comparison() == null)
        .map(Quantity::number)
        .orElseThrow(
            () -> new IllegalArgumentException("`%s` is no measured value".formatted(text)));
  }
}
