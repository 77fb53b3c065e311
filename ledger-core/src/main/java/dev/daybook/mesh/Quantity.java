package dev.daybook.mesh;

import dev.daybook.mesh.Objective.Comparison;
import dev.daybook.mesh.Objective.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number with what it counts, as people write it in targets: {@code 4h}, {@code 99.5%}, {@code <
 * 24 hours}, {@code > 1000}, {@code Updated within 15 minutes}. Per cent become fractions: {@code
 * 99.9%} is 0.999, never 99.9.
 *
 * @param text as written
 * @param comparison what the text says of sides, {@code <} or {@code within}; absent where it says
 *     nothing
 * @param number the number in {@code unit}
 */
public record Quantity(String text, @Nullable Comparison comparison, BigDecimal number, Unit unit) {

  /** Longest text that is looked at, in UTF-16 units. */
  public static final int MAX_TEXT = 200;

  private static final Pattern SIDE =
      Pattern.compile(
          "(?:[\\p{L}][\\p{L}\\p{N}_-]*\\s+)*?"
              + "(<=|>=|≤|≥|<|>|=|(?i:less than|under|below|within|at most|no more than|not more"
              + " than|up to|more than|greater than|above|over|at least|no less than|not less"
              + " than)\\b)\\s*(.*)",
          Pattern.DOTALL);

  private static final Pattern RATIO = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,15})?)\\s*%(.*)");

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(?:\\.\\d{1,15})?");

  private static final Pattern SPAN_OF =
      Pattern.compile("(.*?)\\s+(?:of|from|after|since|behind)\\s+.*", Pattern.CASE_INSENSITIVE);

  private static final Pattern WORDS = Pattern.compile("(?:\\s+[\\p{L}\\p{N}_-]+)*");

  public static Optional<Quantity> parse(String text) {
    String rest = text.strip();
    if (rest.isEmpty() || rest.length() > MAX_TEXT) {
      return Optional.empty();
    }
    Comparison comparison = null;
    Matcher side = SIDE.matcher(rest);
    if (side.matches()) {
      comparison = comparison(side.group(1).toLowerCase(Locale.ROOT));
      rest = side.group(2).strip();
    }
    if (NUMBER.matcher(rest).matches()) {
      return Optional.of(new Quantity(text, comparison, new BigDecimal(rest), Unit.COUNT));
    }
    Matcher ratio = RATIO.matcher(rest);
    if (ratio.matches() && WORDS.matcher(ratio.group(2)).matches()) {
      return Optional.of(
          new Quantity(text, comparison, fraction(new BigDecimal(ratio.group(1))), Unit.FRACTION));
    }
    Matcher spanOf = SPAN_OF.matcher(rest);
    String span = spanOf.matches() ? spanOf.group(1) : rest;
    Comparison known = comparison;
    return TimeSpan.parse(span)
        .map(time -> new Quantity(text, known, time.millis(), Unit.MILLISECONDS));
  }

  /**
   * A number with its unit beside it, as machines write it: {@code 7200} and {@code s}, {@code
   * 99.2} and {@code percent}, {@code 0.992} and {@code fraction}, {@code 1250} and {@code rows}.
   * Empty where the unit is none.
   */
  public static Optional<Quantity> of(BigDecimal number, String unit) {
    String text = number + " " + unit;
    return switch (unit.strip().toLowerCase(Locale.ROOT)) {
      case "count", "number", "rows" -> Optional.of(new Quantity(text, null, number, Unit.COUNT));
      case "fraction", "ratio" -> Optional.of(new Quantity(text, null, number, Unit.FRACTION));
      case "percent", "%" -> Optional.of(new Quantity(text, null, fraction(number), Unit.FRACTION));
      default ->
          TimeSpan.millis(number, unit.strip())
              .map(millis -> new Quantity(text, null, millis, Unit.MILLISECONDS));
    };
  }

  /**
   * A number the way people write it, no digit lost: {@code 99.5%}, {@code 90m}, {@code 1000}.
   * Spans are told in the greatest unit they fill that leaves at most two digits behind the point.
   */
  public static String written(BigDecimal number, Unit unit) {
    return switch (unit) {
      case MILLISECONDS -> TimeSpan.written(number);
      case FRACTION -> plain(number.movePointRight(2)) + "%";
      case COUNT -> plain(number);
    };
  }

  /**
   * The quantity alone, in one spelling for all: the same for {@code 4h}, {@code 240 min} and
   * {@code within 4 hours}, and for {@code 99%} and {@code 0.99}. Empty where the text says more
   * than a quantity and its side.
   *
   * @param unit what a number without a unit counts; empty for nothing in particular
   */
  static Optional<String> canonical(String text, String unit) {
    String rest = text.strip();
    if (rest.length() > MAX_TEXT) {
      return Optional.empty();
    }
    Matcher side = SIDE.matcher(rest);
    if (side.matches() && side.start(1) == 0) {
      rest = side.group(2).strip();
    }
    if (NUMBER.matcher(rest).matches()) {
      String number = plain(new BigDecimal(rest));
      return unit.isEmpty() ? Optional.of(number) : span(rest + unit);
    }
    Matcher ratio = RATIO.matcher(rest);
    if (ratio.matches()) {
      return ratio.group(2).isBlank()
          ? Optional.of(plain(fraction(new BigDecimal(ratio.group(1)))))
          : Optional.empty();
    }
    return span(rest);
  }

  private static Optional<String> span(String text) {
    return TimeSpan.parse(text).map(time -> plain(time.millis()) + " ms");
  }

  static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** {@code 99.5} per cent as the fraction 0.995. */
  public static BigDecimal fraction(BigDecimal perCent) {
    BigDecimal fraction = perCent.movePointLeft(2).stripTrailingZeros();
    return fraction.scale() < 0 ? fraction.setScale(0, RoundingMode.UNNECESSARY) : fraction;
  }

  private static @Nullable Comparison comparison(String side) {
    return switch (side) {
      case "<", "less than", "under", "below" -> Comparison.LESS_THAN;
      case "<=", "≤", "within", "at most", "no more than", "not more than", "up to" ->
          Comparison.AT_MOST;
      case ">", "more than", "greater than", "above", "over" -> Comparison.MORE_THAN;
      case ">=", "≥", "at least", "no less than", "not less than" -> Comparison.AT_LEAST;
      default -> null;
    };
  }
}
