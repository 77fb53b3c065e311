package dev.daybook.rules;

import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.Quantity;
import dev.daybook.mesh.Sensitivity;
import dev.daybook.mesh.TimeSpan;
import dev.daybook.mesh.Version;
import dev.daybook.rules.Functions.Unusable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a text of a document is read that means something: a version, a time span, a share, a
 * sensitivity. Each is read by what reads documents, so a policy and the ledger never differ on
 * what {@code 15m} is.
 *
 * @param what what such a text is, for messages
 * @param example what one looks like
 */
record Reading<T>(String what, String example, Function<String, Optional<T>> reader) {

  /** Longest text that is read, in UTF-16 units. */
  static final int MAX_TEXT = Quantity.MAX_TEXT;

  /** What reading one text costs of the budget for searching: no text it reads is long. */
  static final long COST = 2_000;

  static final Reading<Version> VERSION =
      new Reading<>(
          "version",
          "2.1.0",
          text -> Version.isValid(text) ? Optional.of(new Version(text)) : Optional.empty());

  /** {@code 4h}, {@code < 24 hours}: a side before it and words around it do not matter. */
  static final Reading<Duration> TIME_SPAN =
      new Reading<>(
          "time span",
          "4h or 90 days",
          text ->
              Quantity.parse(text)
                  .filter(quantity -> quantity.unit() == Unit.MILLISECONDS)
                  .flatMap(quantity -> TimeSpan.duration(quantity.number())));

  /** {@code 730}, of a unit that is told beside it; or a time span. */
  static final Reading<Quantity> AMOUNT =
      new Reading<>(
          "time span or number",
          "730 or 2y",
          text -> Quantity.parse(text).filter(quantity -> quantity.unit() != Unit.FRACTION));

  /** The unit of a bare number, {@code days}. */
  static final Reading<String> TIME_UNIT =
      new Reading<>(
          "unit of time", "h or days", text -> Optional.of(text).filter(TimeSpan::isUnit));

  /** {@code 99.5%} and {@code 0.995}; a bare number above 1 may be either, and is none. */
  static final Reading<Double> RATIO = new Reading<>("ratio", "99.5% or 0.995", Reading::ratio);

  /** Any quantity; a reading of its side. */
  static final Reading<Quantity> QUANTITY =
      new Reading<>("quantity", "< 24 hours or 99.5%", Quantity::parse);

  static final Reading<Sensitivity> SENSITIVITY =
      new Reading<>("sensitivity", "public, internal, confidential or restricted", Sensitivity::of);

  /** What a text means, paid for before it is looked at. */
  T of(String text) {
    return tried(text).orElseThrow(() -> new Unusable("this is no " + what));
  }

  /** Whether it means anything, paid for alike. */
  boolean fits(String text) {
    return tried(text).isPresent();
  }

  /** What is wrong with a text that is written out; empty where it can be read. */
  Optional<String> problem(String text) {
    return read(text).isPresent()
        ? Optional.empty()
        : Optional.of("`%s` is no %s".formatted(Rendered.cut(text, 60), what));
  }

  private Optional<T> tried(String text) {
    Guard.search(COST);
    return read(text);
  }

  private Optional<T> read(String text) {
    return text.length() > MAX_TEXT ? Optional.empty() : reader.apply(text);
  }

  private static Optional<Double> ratio(String text) {
    return Quantity.parse(text)
        .filter(
            quantity ->
                switch (quantity.unit()) {
                  case FRACTION -> true;
                  case COUNT ->
                      quantity.number().signum() >= 0
                          && quantity.number().compareTo(BigDecimal.ONE) <= 0;
                  case MILLISECONDS -> false;
                })
        .map(quantity -> quantity.number().doubleValue());
  }
}
