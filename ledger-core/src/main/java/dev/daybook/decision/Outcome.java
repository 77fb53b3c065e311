package dev.daybook.decision;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What one rule answers about one command. */
public enum Outcome {
  PASS,
  FAIL,
  /** A failing rule that a live waiver covers. */
  WAIVED,
  /** No answer: an evaluation error, a missing fact, a spent budget. Acts like {@link #FAIL}. */
  UNJUDGED;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
