package dev.daybook.cli.review;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a remark does, in falling order of weight. */
public enum Level {
  /** Stands in the way. */
  DENY,
  /** Is told, and stands in nobody's way. */
  WARN,
  /** Is recorded only. */
  AUDIT;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
