package dev.daybook.mesh;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One promise about a product or contract, such as freshness of at most four hours.
 *
 * @param name what is promised, lower-case with hyphens: {@code freshness}, {@code completeness},
 *     {@code availability}, {@code query-p95}
 * @param text the target exactly as the document wrote it, {@code 4h} or {@code 99.5%}
 * @param comparison whether a measured value must stay at or below, or at or above the target
 * @param target the target as a number in {@code unit}
 * @param unit {@code MILLISECONDS} for durations, {@code FRACTION} (0 to 1) for ratios, {@code
 *     COUNT} for plain numbers
 * @param measurement how it is measured, as the document says, {@code last_updated_timestamp}
 */
public record Objective(
    String name,
    @AsWritten String text,
    Comparison comparison,
    BigDecimal target,
    Unit unit,
    @Nullable String measurement,
    @Nullable String description) {

  /** Which side of the target is good. */
  public enum Comparison {
    AT_MOST,
    LESS_THAN,
    AT_LEAST,
    MORE_THAN;

    /** The lower-case word used in JSON and facts: {@code at_most}. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public boolean holds(BigDecimal value, BigDecimal target) {
      int order = value.compareTo(target);
      return switch (this) {
        case AT_MOST -> order <= 0;
        case LESS_THAN -> order < 0;
        case AT_LEAST -> order >= 0;
        case MORE_THAN -> order > 0;
      };
    }
  }

  /** What a target is counted in. */
  public enum Unit {
    MILLISECONDS,
    FRACTION,
    COUNT;

    /** The lower-case word used in JSON and facts: {@code milliseconds}. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
