package dev.daybook.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One expression of a policy as it was evaluated, with the value of every part.
 *
 * @param kind what it is of the policy
 * @param name the rule's full name; the variable's as expressions have it; the condition's
 * @param line where it stands in the policy's document, from 1
 * @param column from 1
 * @param expression as it is written
 * @param value what it came to, as text; absent if it has no value
 * @param why why it has none; absent if it has one
 * @param parts every part, the whole first, each before its own parts; without what is written out
 *     as a value and without facts as a whole
 * @param more how many parts there are beyond those
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ToldExpression(
    Kind kind,
    String name,
    int line,
    int column,
    String expression,
    @Nullable String value,
    @Nullable String why,
    List<Part> parts,
    int more) {

  public ToldExpression {
    parts = List.copyOf(parts);
  }

  /** What an expression is of its policy. */
  public enum Kind {
    CONDITION,
    VARIABLE,
    RULE;

    /** The lower-case word used in JSON. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A part of an expression. Inside a loop it is told of the turn the loop ended on.
   *
   * @param depth how deep it is nested, 0 for the whole
   * @param expression the part alone, as the library writes it, cut where it gets long
   * @param begin the UTF-16 unit of the expression that it begins with, from 0
   * @param end the one behind its last
   * @param value as text without what may name a person, cut where it gets long; absent if it has
   *     none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Part(
      int depth, String expression, int begin, int end, State state, @Nullable String value) {}

  /** What became of a part. */
  public enum State {
    /** It has a value. */
    EVALUATED,
    /** It is a fact that is not there. */
    MISSING,
    /** All it is made of has a value, and it has none. */
    FAILED,
    /** Something it is made of has no value. */
    NO_VALUE,
    /** Nothing of it was looked at: what came before had decided. */
    NOT_EVALUATED;

    /** The word used in JSON: {@code not_evaluated}. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
