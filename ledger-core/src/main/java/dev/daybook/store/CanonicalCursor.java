package dev.daybook.store;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Walks over canonical JSON (RFC 8785): no white space, keys sorted, one way to write each text and
 * number. Where the bytes are anything else, it stops with {@link Unexpected}.
 */
final class CanonicalCursor {

  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  /** Most digits of a whole number read here; a long holds every number of so many. */
  private static final int DIGITS = 18;

  private static final int NANO_DIGITS = 9;
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] json;
  private int at;

  CanonicalCursor(byte[] json) {
    this.json = json;
  }

  /** The bytes are not what was expected; whoever reads them otherwise finds out what they are. */
  static final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unexpected() {
      super("not as expected", null, false, false);
    }
  }

  /** Goes past {@code wanted} if it comes next. */
  boolean take(byte[] wanted) {
    int end = at + wanted.length;
    if (end > json.length || !Arrays.equals(json, at, end, wanted, 0, wanted.length)) {
      return false;
    }
    at = end;
    return true;
  }

  /** Goes past {@code wanted} if it comes next. */
  boolean take(char wanted) {
    if (at == json.length || json[at] != wanted) {
      return false;
    }
    at++;
    return true;
  }

  void expect(char wanted) {
    if (!take(wanted)) {
      throw new Unexpected();
    }
  }

  void expectEnd() {
    if (at != json.length) {
      throw new Unexpected();
    }
  }

  boolean flag() {
    if (take(TRUE)) {
      return true;
    }
    if (take(FALSE)) {
      return false;
    }
    throw new Unexpected();
  }

  long whole() {
    boolean negative = take('-');
    int start = at;
    long number = 0;
    while (at < json.length && json[at] >= '0' && json[at] <= '9' && at - start <= DIGITS) {
      number = number * 10 + json[at++] - '0';
    }
    boolean padded = at - start > 1 && json[start] == '0';
    if (at == start || at - start > DIGITS || padded) {
      throw new Unexpected();
    }
    return negative ? -number : number;
  }

  String text() {
    expect('"');
    int start = at;
    boolean ascii = true;
    while (at < json.length) {
      byte next = json[at++];
      if (next == '"') {
        return plain(start, at - 1, ascii);
      }
      if (next == '\\') {
        return escaped(start, at - 1);
      }
      if (next < ' ') {
        requireNoControl(next);
        ascii = false;
      }
    }
    throw new Unexpected();
  }

  /** Bytes of characters beyond ASCII are negative. */
  private static void requireNoControl(byte next) {
    if (next >= 0 && next < ' ') {
      throw new Unexpected();
    }
  }

  private String plain(int from, int to, boolean ascii) {
    if (ascii) {
      return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
    }
    String text = new String(json, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      throw new Unexpected(); // as written, or no UTF-8
    }
    return text;
  }

  private String escaped(int start, int firstEscape) {
    StringBuilder text = new StringBuilder();
    int from = start;
    at = firstEscape;
    while (at < json.length) {
      byte next = json[at++];
      if (next == '"') {
        return text.append(plain(from, at - 1, false)).toString();
      }
      if (next == '\\') {
        text.append(plain(from, at - 1, false)).append(escape());
        from = at;
      }
      requireNoControl(next);
    }
    throw new Unexpected();
  }

  private char escape() {
    if (at == json.length) {
      throw new Unexpected();
    }
    return switch (json[at++]) {
      case '"' -> '"';
      case '\\' -> '\\';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) ((hex() << 12) | (hex() << 8) | (hex() << 4) | hex());
      default -> throw new Unexpected();
    };
  }

  private int hex() {
    int digit = at < json.length ? Character.digit(json[at++], 16) : -1;
    if (digit < 0) {
      throw new Unexpected();
    }
    return digit;
  }

  /** A moment as {@link Instant#toString} writes it, in years of four digits. */
  Instant moment() {
    expect('"');
    int year = number(4);
    expect('-');
    int month = number(2);
    expect('-');
    int day = number(2);
    expect('T');
    int hour = number(2);
    expect(':');
    int minute = number(2);
    expect(':');
    int second = number(2);
    int nanos = take('.') ? nanos() : 0;
    expect('Z');
    expect('"');
    if (hour > 23 || minute > 59 || second > 59) {
      throw new Unexpected();
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
    } catch (DateTimeException _) {
      throw new Unexpected();
    }
  }

  private int number(int digits) {
    int number = 0;
    for (int i = 0; i < digits; i++) {
      number = number * 10 + digit();
    }
    return number;
  }

  private int nanos() {
    int nanos = digit();
    for (int i = 1; i < NANO_DIGITS; i++) {
      boolean more = at < json.length && json[at] >= '0' && json[at] <= '9';
      nanos = nanos * 10 + (more ? digit() : 0);
    }
    return nanos;
  }

  private int digit() {
    if (at == json.length || json[at] < '0' || json[at] > '9') {
      throw new Unexpected();
    }
    return json[at++] - '0';
  }
}
