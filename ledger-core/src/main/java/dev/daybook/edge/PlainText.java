package dev.daybook.edge;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a text that is kept or looked for may hold: it has an end, and no character that PostgreSQL
 * or a terminal takes for a command.
 *
 * @see <a href="https://www.unicode.org/reports/tr36/">Unicode security considerations, 2.4</a>
 */
public final class PlainText {

  /** Longest text that people write for people, such as a reason, in UTF-16 units. */
  public static final int LONGEST = 2_000;

  /** Control characters that stand between words and lines. */
  static final String SPACES = "\n\r\t";

  private PlainText() {}

  /**
   * What is wrong with a text that people write for people, where something is: {@code has 2,001
   * characters}.
   */
  public static Optional<String> problem(String text, int longest) {
    return problem(text, longest, SPACES);
  }

  /**
   * The same for any text.
   *
   * @param allowed the control characters it may have
   */
  static Optional<String> problem(String text, int longest, String allowed) {
    if (text.length() > longest) {
      return Optional.of("has %,d characters".formatted(text.length()));
    }
    OptionalInt control = text.chars().filter(c -> steers(c) && allowed.indexOf(c) < 0).findFirst();
    return control.isEmpty()
        ? Optional.empty()
        : Optional.of("contains the control character U+%04X".formatted(control.getAsInt()));
  }

  /** Controls, and marks that turn the direction of what is written around them. */
  private static boolean steers(int character) {
    return Character.isISOControl(character)
        || (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }
}
