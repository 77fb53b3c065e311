package dev.daybook.replay.evidence;

import java.io.IOException;
import java.io.Writer;

/** Writes HTML with values in it, each escaped. */
final class Html {

  private final Writer out;

  Html(Writer out) {
    this.out = out;
  }

  /**
   * Writes HTML.
   *
   * @param html with {@code %s} where a value stands
   */
  void put(String html, Object... values) throws IOException {
    Object[] escaped = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      escaped[i] = escaped(String.valueOf(values[i]));
    }
    out.write(html.formatted(escaped));
  }

  /** Writes HTML in which there is no value. */
  void raw(String html) throws IOException {
    out.write(html);
  }

  void flush() throws IOException {
    out.flush();
  }

  /** Text as HTML, between tags and in quoted attributes alike. */
  static String escaped(String text) {
    StringBuilder html = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }
}
