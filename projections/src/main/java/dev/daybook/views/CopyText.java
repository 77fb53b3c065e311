package dev.daybook.views;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values in the text format of PostgreSQL's COPY.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html">COPY, text format</a>
 */
final class CopyText {

  private CopyText() {}

  static void append(StringBuilder line, @Nullable Object value) {
    switch (value) {
      case null -> line.append("\\N");
      case String text -> escape(line, text);
      case Long number -> line.append(number.longValue());
      case Integer number -> line.append(number.intValue());
      case Boolean flag -> line.append(flag ? 't' : 'f');
      case BigDecimal number -> line.append(number.toPlainString());
      case Instant moment -> line.append(moment);
      case LocalDate date -> line.append(date);
      case UUID id -> line.append(id);
      case Json json -> escape(line, json.text());
      case List<?> texts -> escape(line, literal(texts));
      default -> throw new IllegalStateException("no column holds a " + value.getClass());
    }
  }

  private static void escape(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\0' -> line.append('\uFFFD');
        default -> line.append(c);
      }
    }
  }

  /** A list as PostgreSQL's array literal: {@code {"a","b"}}. */
  private static String literal(List<?> texts) {
    List<String> quoted = new ArrayList<>(texts.size());
    for (Object text : texts) {
      quoted.add('"' + String.valueOf(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }
    return '{' + String.join(",", quoted) + '}';
  }
}
