package dev.daybook.cli.review;

import org.jspecify.annotations.Nullable;

/**
 * A text as one cell of a table in GitHub-flavoured Markdown: of what somebody wrote into a
 * document nothing becomes HTML, a link with another text, an image, or another cell. What stands
 * between backticks stays code.
 *
 * @see <a href="https://github.github.com/gfm/#backslash-escapes">GFM, 6.1 and 6.3</a>
 */
public final class MarkdownCell {

  /** What begins something else than text, and is text behind a backslash. */
  private static final String BEGINNINGS = "\\`[";

  private MarkdownCell() {}

  /** The cell; empty for no text. */
  public static String of(@Nullable String text) {
    if (text == null) {
      return "";
    }
    StringBuilder cell = new StringBuilder();
    String[] parts = isPaired(text) ? text.strip().split("`", -1) : new String[] {text.strip()};
    for (int i = 0; i < parts.length; i++) {
      cell.append(i == 0 ? "" : "`").append(i % 2 == 1 ? parts[i] : escaped(parts[i]));
    }
    return cell.toString().replace("|", "\\|").replaceAll("\\s*\\R\\s*", "<br>");
  }

  /** Whether backticks come in pairs with something between them, so that each pair is code. */
  private static boolean isPaired(String text) {
    return text.matches("(?s)[^`]*(`[^`]+`[^`]+)*(`[^`]+`)?");
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '<') {
        escaped.append("&lt;");
      } else {
        escaped.append(BEGINNINGS.indexOf(each) < 0 ? "" : "\\").append(each);
      }
    }
    return escaped.toString();
  }
}
