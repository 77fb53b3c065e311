package dev.daybook.seal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/**
 * What the ledger states about one entry, and what its seal hashes: one JSON object in the form of
 * RFC 8785, at most {@value #MAX_BYTES} bytes. Payload and metadata are in it by digest and length
 * only, so that proofs carry no personal data.
 *
 * <p>A statement is made in two steps, because the position and the time are known last, inside the
 * appender, where every microsecond is shared by all callers: {@link Draft} is everything else,
 * already in bytes; {@link Draft#at} fits in the rest.
 *
 * @param origin the ledger's name, as its checkpoints carry it
 * @param index the leaf's index in the tree: position − 1
 * @param recordedAt UTC, to the microsecond
 * @param actor surrogate id of who caused it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>
 */
public record LeafEntry(
    String origin,
    long index,
    UUID event,
    String stream,
    long sequence,
    String type,
    int revision,
    Instant recordedAt,
    String actor,
    Content payload,
    Content metadata) {

  /** Longest statement, in bytes. */
  public static final int MAX_BYTES = 4096;

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** A time before its digits. */
  private static final byte[] TIME =
      "0000-00-00T00:00:00.000000Z".getBytes(StandardCharsets.ISO_8859_1);

  public LeafEntry {
    recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Bytes kept beside the tree.
   *
   * @param length in bytes
   * @param sha256 lower-case hex
   */
  public record Content(int length, String sha256) {
    public static Content of(byte[] bytes) {
      return new Content(bytes.length, Sha256.hex(bytes));
    }
  }

  /** The statement in canonical JSON. */
  public byte[] json() {
    return draft().at(index, time(recordedAt));
  }

  private Draft draft() {
    return Draft.of(origin, event, stream, sequence, type, revision, actor, payload, metadata);
  }

  /** How a leaf writes a time: {@code 2026-11-20T09:30:00.000125Z}, always six decimals. */
  public static String time(Instant instant) {
    ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
    if (time.getYear() < 0 || time.getYear() > 9_999) {
      return MICROSECONDS.format(time);
    }
    // Ten times as fast as the formatter, which verifying a ledger would wait for.
    byte[] text = TIME.clone();
    digits(text, 0, 4, time.getYear());
    digits(text, 5, 2, time.getMonthValue());
    digits(text, 8, 2, time.getDayOfMonth());
    digits(text, 11, 2, time.getHour());
    digits(text, 14, 2, time.getMinute());
    digits(text, 17, 2, time.getSecond());
    digits(text, 20, 6, time.getNano() / 1_000);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void digits(byte[] text, int at, int count, int number) {
    int left = number;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }

  /** A statement that lacks only its index and time. */
  public static final class Draft {
    private final byte[] head;
    private final byte[] middle;
    private final byte[] tail;

    private Draft(String head, String middle, String tail) {
      this.head = head.getBytes(StandardCharsets.UTF_8);
      this.middle = middle.getBytes(StandardCharsets.UTF_8);
      this.tail = tail.getBytes(StandardCharsets.UTF_8);
      // 19 digits of index, 27 characters of time
      int longest = this.head.length + 19 + this.middle.length + 27 + this.tail.length;
      if (longest > MAX_BYTES) {
        throw new IllegalArgumentException(
            "a leaf statement has at most %d bytes; this one would have %d: shorten the stream's name"
                .formatted(MAX_BYTES, longest));
      }
    }

    /** Keys in the order RFC 8785 wants: by UTF-16 unit. */
    public static Draft of(
        String origin,
        UUID event,
        String stream,
        long sequence,
        String type,
        int revision,
        String actor,
        Content payload,
        Content metadata) {
      return new Draft(
          "{\"actor\":" + text(actor) + ",\"event\":\"" + event + "\",\"index\":",
          ",\"metadata\":"
              + content(metadata)
              + ",\"origin\":"
              + text(origin)
              + ",\"payload\":"
              + content(payload)
              + ",\"recordedAt\":\"",
          "\",\"revision\":"
              + revision
              + ",\"sequence\":"
              + sequence
              + ",\"stream\":"
              + text(stream)
              + ",\"type\":"
              + text(type)
              + "}");
    }

    private static String content(Content content) {
      return "{\"length\":" + content.length() + ",\"sha256\":\"" + content.sha256() + "\"}";
    }

    /** Names of streams and types are nearly always plain: then the text stands as it is. */
    private static String text(String value) {
      for (int i = 0; i < value.length(); i++) {
        char unit = value.charAt(i);
        if (unit < ' ' || unit > '~' || unit == '"' || unit == '\\') {
          return escaped(value);
        }
      }
      return "\"" + value + "\"";
    }

    private static String escaped(String value) {
      return new String(CanonicalJson.write(value), StandardCharsets.UTF_8);
    }

    /**
     * The statement's bytes.
     *
     * @param time as {@link LeafEntry#time} writes it
     */
    public byte[] at(long index, String time) {
      byte[] number = Long.toString(index).getBytes(StandardCharsets.ISO_8859_1);
      byte[] stamp = time.getBytes(StandardCharsets.ISO_8859_1);
      byte[] leaf =
          new byte[head.length + number.length + middle.length + stamp.length + tail.length];
      int at = 0;
      for (byte[] part : new byte[][] {head, number, middle, stamp, tail}) {
        System.arraycopy(part, 0, leaf, at, part.length);
        at += part.length;
      }
      return leaf;
    }
  }
}
