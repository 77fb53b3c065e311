package dev.daybook.mesh;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How carefully data must be handled, in rising order. */
public enum Sensitivity {
  PUBLIC,
  INTERNAL,
  CONFIDENTIAL,
  RESTRICTED;

  /** The lower-case word used in JSON and facts: {@code confidential}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
