package dev.daybook.mesh;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

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

  /** The one a word stands for, case aside; empty where it is none of them. */
  public static Optional<Sensitivity> of(String word) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    for (Sensitivity each : values()) {
      if (each.word().equals(lower)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
