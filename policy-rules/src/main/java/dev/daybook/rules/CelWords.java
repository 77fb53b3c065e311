package dev.daybook.rules;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the library says of an expression, in our words: its own are those of its grammar's tokens
 * and of its functions' inner names.
 */
final class CelWords {

  private static final Pattern HERE =
      Pattern.compile("(?:mismatched|extraneous) input '(.*?)'(?: expecting .*)?", Pattern.DOTALL);
  private static final Pattern MISSING = Pattern.compile("missing (.*?) at '(.*)'", Pattern.DOTALL);
  private static final Pattern UNKNOWN =
      Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);
  private static final Pattern NOWHERE =
      Pattern.compile("no viable alternative at input '(.*)'", Pattern.DOTALL);
  private static final Pattern TYPES =
      Pattern.compile(
          "found no matching overload for '(.*?)' applied to '\\((.*?)\\)'.*", Pattern.DOTALL);

  private static final String END = "<EOF>";

  /** Operators by the names the library has for them. */
  private static final Map<String, String> OPERATORS =
      Map.of(
          "@in", "in",
          "@not_strictly_false", "&&",
          "_?_:_", "? :",
          "_[_]", "[ ]",
          "!_", "!",
          "-_", "-");

  private CelWords() {}

  static String of(String message) {
    Matcher matcher = HERE.matcher(message);
    if (matcher.matches()) {
      return matcher.group(1).equals(END)
          ? "the expression ends too early"
          : "`%s` cannot stand here".formatted(matcher.group(1));
    }
    matcher = MISSING.matcher(message);
    if (matcher.matches()) {
      String wanted = matcher.group(1).replace("'", "");
      return matcher.group(2).equals(END)
          ? "`%s` is missing at the end".formatted(wanted)
          : "`%s` is missing before `%s`".formatted(wanted, matcher.group(2));
    }
    matcher = UNKNOWN.matcher(message);
    if (matcher.matches()) {
      return "`%s` is no part of CEL".formatted(matcher.group(1));
    }
    matcher = NOWHERE.matcher(message);
    if (matcher.matches()) {
      return "it cannot be read from `%s` on".formatted(matcher.group(1));
    }
    matcher = TYPES.matcher(message);
    if (matcher.matches()) {
      return "`%s` does not take %s".formatted(function(matcher.group(1)), types(matcher.group(2)));
    }
    return message;
  }

  private static String function(String name) {
    return OPERATORS.getOrDefault(name, name.replaceAll("^_(.+)_$", "$1"));
  }

  /** {@code string, list(%A0)} becomes {@code string and list}. */
  private static String types(String types) {
    if (types.isBlank()) {
      return "nothing";
    }
    return Arrays.stream(types.replaceAll("\\(%[^()]*\\)", "").split(", (?![^(]*\\))"))
        .map(type -> type.contains("%") ? "something" : type.strip())
        .collect(Collectors.joining(" and "));
  }
}
