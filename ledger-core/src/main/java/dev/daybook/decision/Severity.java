package dev.daybook.decision;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How bad a finding is, in falling order. Only sorts: {@link Effect} alone decides. */
public enum Severity {
  ERROR,
  WARNING,
  INFO;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
