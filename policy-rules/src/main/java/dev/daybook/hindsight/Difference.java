package dev.daybook.hindsight;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One part of a decision that comes out otherwise.
 *
 * @param rule the full name of the rule it is of; absent where it is of the whole decision
 * @param what which part: {@code outcome}, {@code message}, {@code because.0.value}; {@code part}
 *     for a part of the rule's expression, which both sides then begin with
 * @param recorded as text; absent where nothing was
 * @param judged what it is now; absent where nothing is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(
    @Nullable String rule, String what, @Nullable String recorded, @Nullable String judged) {

  /** It in a line. */
  public String sentence() {
    return "%s%s: recorded %s, judged again %s"
        .formatted(rule == null ? "" : rule + " ", what, told(recorded), told(judged));
  }

  private static String told(@Nullable String value) {
    return value == null ? "nothing" : "`" + value + "`";
  }
}
