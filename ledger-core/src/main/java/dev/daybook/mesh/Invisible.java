package dev.daybook.mesh;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Characters that nobody sees, or that move what others see: spaces of no width, marks that turn
 * the direction of writing, controls. Two names that differ by one look the same, so no name has
 * any.
 *
 * @see <a href="https://www.unicode.org/reports/tr36/">Unicode security considerations, 2</a>
 */
public final class Invisible {

  private Invisible() {}

  /** The first of them in a text, as {@code U+202E}; empty where there is none. */
  public static Optional<String> in(String text) {
    OptionalInt first = text.codePoints().filter(Invisible::is).findFirst();
    return first.isEmpty() ? Optional.empty() : Optional.of("U+%04X".formatted(first.getAsInt()));
  }

  private static boolean is(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> isBlank(character);
    };
  }

  /** Letters and marks that are drawn as nothing: fillers, joiners, selectors of variants. */
  private static boolean isBlank(int character) {
    return character == 0x034F
        || character == 0x115F
        || character == 0x1160
        || character == 0x2800
        || character == 0x3164
        || character == 0xFFA0
        || (character >= 0xFE00 && character <= 0xFE0F)
        || (character >= 0xE0100 && character <= 0xE01EF);
  }
}
