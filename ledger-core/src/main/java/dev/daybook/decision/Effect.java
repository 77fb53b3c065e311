package dev.daybook.decision;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a rule that does not pass does to its command, in rising order. */
public enum Effect {
  /** Recorded, nobody is told. */
  AUDIT,
  /** The caller is told; the command stands. */
  WARN,
  /** The command is denied. */
  DENY;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
