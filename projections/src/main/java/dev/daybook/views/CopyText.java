package dev.daybook.views;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of PostgreSQL's COPY, in UTF-8, as they will be sent.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html">COPY, text format</a>
 */
final class CopyText {

  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ABSENT = {'\\', 'N'};

  private byte[] bytes = new byte[1 << 12];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  /** How many of {@link #bytes()} there are, from the first. */
  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  CopyText tab() {
    return put('\t');
  }

  CopyText endLine() {
    return put('\n');
  }

  CopyText value(@Nullable Object value) {
    switch (value) {
      case null -> raw(ABSENT);
      case String text -> escaped(text);
      case Long number -> whole(number);
      case Integer number -> whole(number);
      case Boolean flag -> put(flag ? 't' : 'f');
      case BigDecimal number -> plain(number.toPlainString());
      case Instant moment -> moment(moment);
      case LocalDate date -> plain(date.toString());
      case UUID id -> plain(id.toString());
      case Json json -> escaped(json.text());
      case List<?> texts -> escaped(literal(texts));
      default -> throw new IllegalStateException("no column holds a " + value.getClass());
    }
    return this;
  }

  private void escaped(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    reserve(utf8.length * 3); // a NUL becomes three bytes, nothing becomes more
    for (byte b : utf8) {
      switch (b) {
        case '\\' -> escape('\\');
        case '\t' -> escape('t');
        case '\n' -> escape('n');
        case '\r' -> escape('r');
        case '\0' -> raw(REPLACEMENT);
        default -> bytes[length++] = b;
      }
    }
  }

  private void escape(char letter) {
    bytes[length++] = '\\';
    bytes[length++] = (byte) letter;
  }

  /** As {@link Instant#toString} in years of four digits, which took a third of a row's time. */
  private void moment(Instant moment) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(moment.getEpochSecond(), moment.getNano(), ZoneOffset.UTC);
    if (time.getYear() < 1 || time.getYear() > 9999) {
      plain(moment.toString());
      return;
    }
    reserve(32);
    digits(time.getYear(), 4);
    put('-');
    digits(time.getMonthValue(), 2);
    put('-');
    digits(time.getDayOfMonth(), 2);
    put('T');
    digits(time.getHour(), 2);
    put(':');
    digits(time.getMinute(), 2);
    put(':');
    digits(time.getSecond(), 2);
    put('.');
    digits(time.getNano(), 9);
    put('Z');
  }

  private void whole(long number) {
    if (number < 0) {
      plain(Long.toString(number));
      return;
    }
    int count = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      count++;
    }
    reserve(count);
    digits(number, count);
  }

  private void digits(long number, int count) {
    long rest = number;
    for (int i = count - 1; i >= 0; i--) {
      bytes[length + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
  }

  @SuppressWarnings("deprecation") // digits, letters and signs only: the low bytes are the text
  private void plain(String ascii) {
    reserve(ascii.length());
    ascii.getBytes(0, ascii.length(), bytes, length);
    length += ascii.length();
  }

  private void raw(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private CopyText put(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
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
