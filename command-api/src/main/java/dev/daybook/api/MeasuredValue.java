package dev.daybook.api;

import dev.daybook.edge.Shape;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.Quantity;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a measured value, which says itself what it is: a text with its unit, {@code 99.2%} or
 * {@code 3h}; or a number with its unit beside it, {@code 7200} and {@code s}. A number without
 * either is a plain number, whatever it is measured against: tools tell a share as 0.992 or as
 * 99.2, and an age in seconds or in milliseconds, so that a guess would be wrong by a factor of a
 * hundred or a thousand.
 */
final class MeasuredValue {

  /** JSON's numbers, somewhat longer than a value may be. */
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,40}(?:\\.\\d{1,40})?(?:[eE][+-]?\\d{1,3})?");

  private static final String VALUE = "a number, or a text with its unit such as 99.2% or 3h";

  private static final String UNIT =
      "fraction, percent, count, or a unit of time such as ms, s, minutes or hours";

  private MeasuredValue() {}

  /** What {@code value} and {@code unit} say; null where a problem was noted instead. */
  static @Nullable Quantity of(Shape shape) {
    Quantity value = shape.value("value", VALUE, MeasuredValue::parse);
    Quantity counted = shape.valueOrAbsent("unit", UNIT, unit -> in(unit, value));
    return counted == null ? value : counted;
  }

  private static Quantity parse(String text) {
    if (NUMBER.matcher(text).matches()) {
      return new Quantity(text, null, new BigDecimal(text), Unit.COUNT);
    }
    return Quantity.parse(text)
        .filter(quantity -> quantity.comparison() == null)
        .orElseThrow(
            () -> new IllegalArgumentException("`%s` is no measured value".formatted(text)));
  }

  private static Quantity in(String unit, @Nullable Quantity value) {
    if (value != null && value.unit() != Unit.COUNT) {
      throw new IllegalArgumentException(
          "the value `%s` has its unit already".formatted(value.text()));
    }
    return Quantity.of(value == null ? BigDecimal.ONE : value.number(), unit)
        .orElseThrow(
            () -> new IllegalArgumentException("nothing is counted in `%s`".formatted(unit)));
  }
}
