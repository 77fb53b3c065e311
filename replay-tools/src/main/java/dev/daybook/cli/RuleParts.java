package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;

/**
 * What every part of a rule came to, the whole first and below each part its own; then of the
 * conditions and variables. A part that stands there twice is told once.
 */
final class RuleParts {

  private static final String INDENT = " ".repeat(6);

  private RuleParts() {}

  /** Prints them; nothing where nothing was evaluated. */
  static void print(Talk talk, JsonNode told) {
    PrintWriter out = talk.data();
    for (JsonNode expression : told.path("expressions")) {
      // That a rule was asked at all says that its conditions held.
      if (kind(expression).equals("condition")
          && expression.path("value").asText().equals("true")) {
        continue;
      }
      out.println(
          INDENT
              + "%s at line %s of the policy%s"
                  .formatted(
                      kind(expression).equals("rule")
                          ? "the rule"
                          : kind(expression).equals("condition")
                              ? "the condition " + expression.path("name").asText()
                              : expression.path("name").asText(),
                      expression.path("line").asText(),
                      expression.hasNonNull("why")
                          ? " has no value: " + expression.path("why").asText()
                          : ""));
      Set<String> before = new HashSet<>();
      for (JsonNode part : expression.path("parts")) {
        String line = Table.text(part.path("expression")).replace("\n", " ") + "  " + came(part);
        if (before.add(line)) {
          out.println(INDENT + "  ".repeat(1 + part.path("depth").asInt()) + line);
        }
      }
      if (expression.path("more").asInt() > 0) {
        out.println(
            INDENT
                + "  and %s more, which are not told of an expression this large"
                    .formatted(expression.path("more").asText()));
      }
    }
  }

  private static String kind(JsonNode expression) {
    return expression.path("kind").asText();
  }

  private static String came(JsonNode part) {
    return switch (part.path("state").asText()) {
      case "evaluated" -> "is " + Table.text(part.path("value"));
      case "missing" -> "is missing";
      case "failed" -> "fails";
      case "no_value" -> "has no value";
      default -> "was not evaluated";
    };
  }
}
