package dev.daybook.waiver;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a waiver takes the teeth of: a whole policy, {@code pii-masking}, or one of its rules,
 * {@code pii-masking/masked}.
 */
public record Waived(String policy, @Nullable String rule) {

  private static final String NAME = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*";
  private static final Pattern FORM = Pattern.compile(NAME + "(?:/" + NAME + ")?");

  /** Where Daybook's own rules belong, which nobody can waive. */
  private static final String BUILT_IN = "daybook";

  /** Longest text, in UTF-16 units. */
  private static final int LONGEST = 200;

  /** Reads {@code policy} or {@code policy/rule}. */
  @JsonCreator
  public static Waived parse(String text) {
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a waiver is of a policy or of one of its rules, written pii-masking or"
              + " pii-masking/masked; seen `%s`"
                  .formatted(text.substring(0, Math.min(LONGEST, text.length()))));
    }
    int slash = text.indexOf('/');
    return slash < 0
        ? new Waived(text, null)
        : new Waived(text.substring(0, slash), text.substring(slash + 1));
  }

  boolean isBuiltIn() {
    return policy.equals(BUILT_IN);
  }

  /**
   * Whether it is about this rule.
   *
   * @param name the rule's full name, {@code policy/rule}
   */
  public boolean covers(String name) {
    return rule == null ? name.startsWith(policy + "/") : name.equals(toString());
  }

  @Override
  @JsonValue
  public String toString() {
    return rule == null ? policy : policy + "/" + rule;
  }
}
