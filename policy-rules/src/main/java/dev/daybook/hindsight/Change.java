package dev.daybook.hindsight;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a draft changes about one command; {@link Counts} says what each means. */
public enum Change {
  NEWLY_DENIED,
  NEWLY_ALLOWED,
  UNJUDGED,
  CHANGED,
  NEWLY_WARNED,
  NO_LONGER_WARNED,
  SAME;

  /** The word used in JSON: {@code newly_denied}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
