package dev.daybook.document;

import dev.daybook.mesh.Nearest;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objective.Comparison;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns what documents promise into objectives. The name tells what is counted: freshness is a span
 * of time, completeness a share; a name nobody knows is counted as its target is written. The side
 * the target does not name is the obvious one: spans at most, shares and counts at least, except
 * where the name counts what is wrong.
 */
final class Objectives {

  private static final Set<String> SPANS =
      Set.of(
          "freshness",
          "latency",
          "timeliness",
          "delay",
          "lag",
          "age",
          "frequency",
          "response-time",
          "query-p95",
          "query-p99",
          "recovery-time",
          "time-to-detect",
          "time-to-notify",
          "time-to-repair");

  private static final Set<String> SHARES =
      Set.of(
          "completeness",
          "accuracy",
          "availability",
          "uptime",
          "validity",
          "uniqueness",
          "consistency",
          "conformity",
          "coverage",
          "quality",
          "error-rate",
          "null-percentage");

  private static final Set<String> WRONGS =
      Set.of("error", "null", "missing", "invalid", "duplicate");

  private final Map<String, Slot> seen = new HashMap<>();

  /** How an objective's name is written: {@code row_count} and {@code rowCount} as row-count. */
  static String name(String written) {
    return Scalars.slug(written);
  }

  /** Whether the name alone tells what is counted. */
  static boolean isUsual(String name) {
    return SPANS.contains(name) || SHARES.contains(name);
  }

  /** An objective; empty where a problem was reported instead. */
  Optional<Objective> read(
      String written, Slot target, @Nullable String measurement, @Nullable String description) {
    return target.node() instanceof Node.Scalar scalar
        ? read(written, target, scalar.text().strip(), measurement, description)
        : missing(target);
  }

  private static Optional<Objective> missing(Slot target) {
    if (target.isPresent()) {
      target.wrongType("a target such as 4h or 99.5%", null);
    } else {
      target.need();
    }
    return Optional.empty();
  }

  /**
   * @param text the target's text, which a format may have put together from value and unit
   */
  Optional<Objective> read(
      String written,
      Slot target,
      String text,
      @Nullable String measurement,
      @Nullable String description) {
    String name = name(written);
    if (name.isEmpty() || name.length() > 80 || !name.matches("[a-z0-9][a-z0-9._-]*")) {
      target.problem(
          "`%s` cannot name an objective".formatted(written),
          "1 to 80 letters, digits and hyphens",
          null);
      return Optional.empty();
    }
    if (seen.size() > Limits.MAX_OBJECTIVES) {
      return Optional.empty();
    }
    Slot first = seen.putIfAbsent(name, target);
    if (first != null) {
      target.problem(
          "the objective `%s` stands twice, first on line %d".formatted(name, first.place().line()),
          "each objective once",
          null);
      return Optional.empty();
    }
    if (seen.size() > Limits.MAX_OBJECTIVES) {
      target.problem(
          "this is objective %d of the document".formatted(seen.size()),
          "at most %d objectives".formatted(Limits.MAX_OBJECTIVES),
          "promise what readers rely on, and leave the rest to checks");
      return Optional.empty();
    }
    Optional<Quantity> parsed = Quantity.parse(text);
    if (parsed.isEmpty()) {
      target.problem(
          "`%s` is no target".formatted(text),
          wanted(name),
          SPANS.contains(name) ? "write `m` for minutes, `h` for hours, `d` for days" : null);
      return Optional.empty();
    }
    Quantity quantity = parsed.get();
    BigDecimal number = quantity.number();
    Unit unit = quantity.unit();
    if (SPANS.contains(name) && unit != Unit.MILLISECONDS) {
      target.problem(
          "`%s` is a span of time; seen `%s`".formatted(name, text),
          wanted(name),
          unit == Unit.COUNT ? "add a unit, such as `%sm` or `%sh`".formatted(text, text) : null);
      return Optional.empty();
    }
    if (SHARES.contains(name)) {
      if (unit == Unit.MILLISECONDS) {
        target.problem("`%s` is a share; seen `%s`".formatted(name, text), wanted(name), null);
        return Optional.empty();
      }
      unit = Unit.FRACTION;
    }
    if (unit == Unit.FRACTION && (number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0)) {
      target.problem(
          "`%s` is no share from 0 to 1".formatted(text), wanted(name), perCentHint(text, number));
      return Optional.empty();
    }
    remarkOnName(name, target);
    Comparison comparison = quantity.comparison();
    return Optional.of(
        new Objective(
            name,
            text,
            comparison == null ? obvious(name, unit) : comparison,
            number,
            unit,
            measurement,
            description));
  }

  private static void remarkOnName(String name, Slot target) {
    if (!isUsual(name)) {
      Set<String> usual = new TreeSet<>(SPANS);
      usual.addAll(SHARES);
      Nearest.to(name, usual)
          .ifPresent(
              near ->
                  target.note(
                      "the objective `%s` is taken as written; did you mean `%s`?"
                          .formatted(name, near)));
    }
  }

  private static Comparison obvious(String name, Unit unit) {
    boolean wrong = List.of(name.split("-", -1)).stream().anyMatch(WRONGS::contains);
    return switch (unit) {
      case MILLISECONDS -> Comparison.AT_MOST;
      case FRACTION, COUNT -> wrong ? Comparison.AT_MOST : Comparison.AT_LEAST;
    };
  }

  private static String wanted(String name) {
    if (SPANS.contains(name)) {
      return "a span such as 15m, 4h or 2 days";
    }
    return SHARES.contains(name)
        ? "a share such as 99.5% or 0.995"
        : "a span (4h), a share (99.5%) or a number";
  }

  /** {@code 99.9} where a share is wanted was most likely meant in per cent. */
  static @Nullable String perCentHint(String text, BigDecimal number) {
    if (number.compareTo(BigDecimal.ONE) > 0 && number.compareTo(BigDecimal.valueOf(100)) <= 0) {
      BigDecimal fraction = number.movePointLeft(2).stripTrailingZeros();
      return "write `%s%%` or `%s`"
          .formatted(
              number.toPlainString(),
              (fraction.scale() < 0 ? fraction.setScale(0, RoundingMode.UNNECESSARY) : fraction)
                  .toPlainString());
    }
    return text.contains("%") ? "a share is at most 100%" : null;
  }
}
