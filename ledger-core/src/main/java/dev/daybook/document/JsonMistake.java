package dev.daybook.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a text is not JSON, in our words: the library's speak of its parser's features and classes.
 *
 * @param message what was seen
 * @param fix what to write instead, where that can be told
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public record JsonMistake(String message, @Nullable String fix) {

  private static final Pattern CLOSES =
      Pattern.compile("Unexpected close marker '(.)': expected '(.)'.*");
  private static final Pattern CHARACTER = Pattern.compile("Unexpected character \\('(.)' .*");
  private static final Pattern CONTROL =
      Pattern.compile("Illegal .*\\(CTRL-CHAR, code (\\d+)\\).*");
  private static final Pattern WORD =
      Pattern.compile("(?:Unrecognized|Non-standard) token '(.*?)'.*");
  private static final Pattern ESCAPE = Pattern.compile("Unrecognized character escape '?(.).*");
  private static final Pattern NUMBER =
      Pattern.compile("Invalid numeric value.*|.*in numeric value.*|Number value length.*");

  private static final Map<String, String> INSTEAD =
      Map.of(
          "'", "write names and texts in double quotes",
          "/", "remove the comment: JSON has none",
          "#", "remove the comment: JSON has none",
          "}", "remove the comma before it, or write what is missing",
          "]", "remove the comma before it, or write what is missing");

  /** What the exception means. */
  public static JsonMistake of(JsonProcessingException e) {
    String said = e.getOriginalMessage().lines().findFirst().orElse("");
    if (said.startsWith("Unexpected end-of-input")) {
      return new JsonMistake("it ends too early" + unclosed(said), null);
    }
    if (NUMBER.matcher(said).matches()) {
      return new JsonMistake("the number is not written as JSON has it", "such as 7, -0.5 or 2e3");
    }
    Matcher matcher = CLOSES.matcher(said);
    if (matcher.matches()) {
      return new JsonMistake(
          "`%s` stands where `%s` was wanted".formatted(matcher.group(1), matcher.group(2)), null);
    }
    matcher = CHARACTER.matcher(said);
    if (matcher.matches()) {
      return new JsonMistake(
          "`%s` cannot stand here".formatted(matcher.group(1)), INSTEAD.get(matcher.group(1)));
    }
    matcher = CONTROL.matcher(said);
    if (matcher.matches()) {
      String escape = "\\u%04x".formatted(Integer.parseInt(matcher.group(1)));
      return new JsonMistake(
          "the control character %s stands here as it is".formatted(escape),
          "in a text, write `%s`".formatted(escape));
    }
    matcher = WORD.matcher(said);
    if (matcher.matches()) {
      return new JsonMistake(
          "`%s` is no value of JSON".formatted(matcher.group(1)),
          "a text stands in double quotes; other words are true, false and null");
    }
    matcher = ESCAPE.matcher(said);
    if (matcher.matches()) {
      return new JsonMistake(
          "`\\%s` is no escape".formatted(matcher.group(1)), "write a backslash as `\\\\`");
    }
    return new JsonMistake("it cannot be read from here on", null);
  }

  private static String unclosed(String said) {
    if (said.contains("close marker for Object")) {
      return ": an object is not closed";
    }
    if (said.contains("close marker for Array")) {
      return ": a list is not closed";
    }
    return said.contains("closing quote") ? ": a text is not closed" : "";
  }
}
