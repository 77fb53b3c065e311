package dev.daybook.rules;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;

/** Which values of a param are no looser than the floor's. */
public enum Bound {
  /** A number that is as large or larger. */
  AT_LEAST("at least"),
  /** A number that is as small or smaller. */
  AT_MOST("at most"),
  /** A list with nothing in it that is not in the floor's. */
  SUBSET("nothing beside"),
  /** A list that has all of the floor's. */
  SUPERSET("all of"),
  /** No telling from the values: only judging with both tells. */
  BOTH("");

  private final String wanted;

  Bound(String wanted) {
    this.wanted = wanted;
  }

  /** The word in documents: {@code at_least}. */
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a value has to be, in words. */
  String wanted(Object floor) {
    return wanted + " " + Rendered.text(Params.type(floor), floor);
  }

  /** Whether a value keeps the floor; empty where the two cannot be compared. */
  Optional<Boolean> keeps(Object value, Object floor) {
    return switch (this) {
      case AT_LEAST, AT_MOST ->
          value instanceof Number number && floor instanceof Number limit
              ? Optional.of(
                  this == AT_LEAST
                      ? number.doubleValue() >= limit.doubleValue()
                      : number.doubleValue() <= limit.doubleValue())
              : Optional.empty();
      case SUBSET, SUPERSET ->
          value instanceof Collection<?> some && floor instanceof Collection<?> all
              ? Optional.of(
                  this == SUBSET
                      ? new HashSet<Object>(all).containsAll(some)
                      : new HashSet<Object>(some).containsAll(all))
              : Optional.empty();
      case BOTH -> Optional.empty();
    };
  }
}
