package dev.daybook.replay.verify;

import dev.daybook.seal.LeafEntry;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a leaf statement in one pass over its bytes, as nearly all of them can be: in canonical
 * form there is one order of keys, no space, and, where texts need no escapes, one way to write
 * each value. What is otherwise is left to {@link Statement}, which is ten times slower and says
 * what is wrong; what is taken here means the same there.
 */
final class PlainStatement {

  private static final byte[] ACTOR = bytes("{\"actor\":\"");
  private static final byte[] EVENT = bytes(",\"event\":\"");
  private static final byte[] INDEX = bytes("\",\"index\":");
  private static final byte[] METADATA = bytes(",\"metadata\":{\"length\":");
  private static final byte[] SHA256 = bytes(",\"sha256\":\"");
  private static final byte[] ORIGIN = bytes("\"},\"origin\":\"");
  private static final byte[] PAYLOAD = bytes(",\"payload\":{\"length\":");
  private static final byte[] RECORDED_AT = bytes("\"},\"recordedAt\":\"");
  private static final byte[] REVISION = bytes("\",\"revision\":");
  private static final byte[] SEQUENCE = bytes(",\"sequence\":");
  private static final byte[] STREAM = bytes(",\"stream\":\"");
  private static final byte[] TYPE = bytes(",\"type\":\"");
  private static final byte[] END = bytes("}");

  /** Digits of a number that every reader takes for the same: below 2^53. */
  private static final int DIGITS = 15;

  /** Digits of the largest index, with which the longest statement is reckoned. */
  private static final int INDEX_DIGITS = 19;

  private static final int UUID_LENGTH = 36;
  private static final int DIGEST_LENGTH = 64;

  private final byte[] leaf;
  private int at;
  private boolean plain = true;

  private PlainStatement(byte[] leaf) {
    this.leaf = leaf;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What the leaf states; null where it is not as plain as that. */
  static @Nullable LeafEntry read(byte[] leaf) {
    return new PlainStatement(leaf).statement();
  }

  private @Nullable LeafEntry statement() {
    expect(ACTOR);
    String actor = text();
    expect(EVENT);
    UUID event = uuid();
    expect(INDEX);
    int before = at;
    long index = number(Long.MAX_VALUE);
    int longest = leaf.length - (at - before) + INDEX_DIGITS;
    expect(METADATA);
    LeafEntry.Content metadata = content();
    expect(ORIGIN);
    String origin = text();
    expect(PAYLOAD);
    LeafEntry.Content payload = content();
    expect(RECORDED_AT);
    Instant recordedAt = time();
    expect(REVISION);
    int revision = (int) number(Integer.MAX_VALUE);
    expect(SEQUENCE);
    long sequence = number(Long.MAX_VALUE);
    expect(STREAM);
    String stream = text();
    expect(TYPE);
    String type = text();
    expect(END);
    if (!plain || at != leaf.length || longest > LeafEntry.MAX_BYTES) {
      return null;
    }
    return new LeafEntry(
        origin,
        index,
        event,
        stream,
        sequence,
        type,
        revision,
        recordedAt,
        actor,
        payload,
        metadata);
  }

  private void expect(byte[] wanted) {
    int end = at + wanted.length;
    if (end > leaf.length || !Arrays.equals(leaf, at, end, wanted, 0, wanted.length)) {
      plain = false;
    }
    at = Math.min(end, leaf.length);
  }

  /** A text and the quote behind it. */
  private String text() {
    int from = at;
    boolean ascii = true;
    for (; at < leaf.length && leaf[at] != '"'; at++) {
      byte unit = leaf[at];
      ascii &= unit >= 0;
      if (unit == '\\' || (unit >= 0 && unit < ' ')) {
        plain = false;
      }
    }
    int length = at - from;
    at = Math.min(at + 1, leaf.length);
    if (ascii) {
      return new String(leaf, from, length, StandardCharsets.ISO_8859_1);
    }
    String text = new String(leaf, from, length, StandardCharsets.UTF_8);
    // What is no UTF-8 is decoded as something else, and comes back otherwise.
    plain &=
        Arrays.equals(
            text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(leaf, from, from + length));
    return text;
  }

  private long number(long largest) {
    int from = at;
    long number = 0;
    while (at < leaf.length && isDigit(leaf[at]) && at - from < DIGITS) {
      number = number * 10 + (leaf[at] - '0');
      at++;
    }
    boolean hasZeroInFront = at - from > 1 && leaf[from] == '0';
    plain &= at > from && !hasZeroInFront && number <= largest;
    return number;
  }

  private static boolean isDigit(byte unit) {
    return unit >= '0' && unit <= '9';
  }

  private static boolean isHex(byte unit) {
    return isDigit(unit) || (unit >= 'a' && unit <= 'f');
  }

  private UUID uuid() {
    String text = ascii(UUID_LENGTH);
    for (int i = 0; plain && i < UUID_LENGTH; i++) {
      byte unit = leaf[at - UUID_LENGTH + i];
      plain = (i == 8 || i == 13 || i == 18 || i == 23) ? unit == '-' : isHex(unit);
    }
    return plain ? UUID.fromString(text) : new UUID(0, 0);
  }

  /** So many bytes; fewer, and none of them plain, at the end. */
  private String ascii(int length) {
    int end = at + length;
    if (end > leaf.length) {
      plain = false;
      return "";
    }
    String text = new String(leaf, at, length, StandardCharsets.ISO_8859_1);
    at = end;
    return text;
  }

  private LeafEntry.Content content() {
    int length = (int) number(Integer.MAX_VALUE);
    expect(SHA256);
    String digest = ascii(DIGEST_LENGTH);
    for (int i = 0; plain && i < DIGEST_LENGTH; i++) {
      plain = isHex(leaf[at - DIGEST_LENGTH + i]);
    }
    return new LeafEntry.Content(length, digest);
  }

  /** {@code 2026-11-20T09:30:00.000125Z}. */
  private Instant time() {
    int year = part(4, '-');
    int month = part(2, '-');
    int day = part(2, 'T');
    int hour = part(2, ':');
    int minute = part(2, ':');
    int second = part(2, '.');
    int micros = part(6, 'Z');
    if (!plain) {
      return Instant.EPOCH;
    }
    try {
      return LocalDateTime.of(year, month, day, hour, minute, second, micros * 1_000)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException _) {
      plain = false;
      return Instant.EPOCH;
    }
  }

  /** A number of so many digits, and what stands behind it. */
  private int part(int digits, char behind) {
    if (at + digits >= leaf.length) {
      plain = false;
      return 0;
    }
    int number = 0;
    for (int i = 0; i < digits; i++) {
      byte unit = leaf[at + i];
      plain &= isDigit(unit);
      number = number * 10 + (unit - '0');
    }
    plain &= leaf[at + digits] == behind;
    at += digits + 1;
    return number;
  }
}
