package dev.daybook.cli.review;

import java.util.stream.IntStream;
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
    String[] parts = text.strip().split("`", -1);
    if (!arePaired(parts)) {
      parts = new String[] {text.strip()};
    }
    StringBuilder cell = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      cell.append(i == 0 ? "" : "`").append(i % 2 == 1 ? parts[i] : escaped(parts[i]));
    }
    return cell.toString().replace("|", "\\|").replaceAll("\\s*\\R\\s*", "<br>");
  }

  /** Whether the backticks between the parts come in pairs, none beside another: each is code. */
  private static boolean arePaired(String[] parts) {
    return parts.length % 2 == 1
        && IntStream.range(1, parts.length - 1).noneMatch(i -> parts[i].isEmpty());
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
