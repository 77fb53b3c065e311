package dev.daybook.rules;

import dev.daybook.seal.Sha256;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One SHA-256 over every step that judging one command took: for each condition, rule and variable,
 * in the order they were evaluated, its name, then each sub-expression's id with its value, then
 * why it has no value if it has none. Who judges the same facts again and gets the same digest took
 * the same steps.
 *
 * <p>Lists and maps count by their size alone: what is in them is from the facts and params, which
 * have digests of their own, or was a step itself. Of a text its length counts, and its first
 * {@link Bounds#TEXT} UTF-16 units. So a step costs a few bytes whatever it looks at.
 */
final class TraceDigest {

  private static final int BUFFER = 4_096;

  /** What one step takes at most: a tag, an id, a length and the text. */
  private static final int LARGEST = 16 + 2 * Bounds.TEXT;

  private static final byte BEGIN = 1;
  private static final byte END = 2;
  private static final byte NONE = 3;
  private static final byte TRUTH = 4;
  private static final byte WHOLE = 5;
  private static final byte DECIMAL = 6;
  private static final byte TEXT = 7;
  private static final byte LIST = 8;
  private static final byte MAP = 9;
  private static final byte TIME = 10;
  private static final byte SPAN = 11;
  private static final byte OTHER = 12;

  private final MessageDigest sha = Sha256.begun();
  private final @Nullable StepsKept kept;
  private final byte[] buffer = new byte[BUFFER];
  private int at;

  /** Of steps nobody asks for. */
  TraceDigest() {
    this(null);
  }

  /**
   * @param kept takes the bytes that are hashed; absent where nobody asks for them
   */
  TraceDigest(@Nullable StepsKept kept) {
    this.kept = kept;
  }

  /** The evaluation of something with this name begins; what it is made of may begin inside it. */
  void begin(String name) {
    room();
    put(BEGIN);
    text(name);
  }

  /** Who keeps the steps, absent where nobody does. */
  @Nullable StepsKept kept() {
    return kept;
  }

  /** The value of one sub-expression. */
  void step(int id, Object value) {
    room();
    put(id);
    switch (value) {
      case Boolean truth -> {
        put(TRUTH);
        put((byte) (truth ? 1 : 0));
      }
      case String text -> {
        put(TEXT);
        text(text);
      }
      case Long number -> {
        put(WHOLE);
        put(number.longValue());
      }
      case Double number -> {
        put(DECIMAL);
        put(Double.doubleToLongBits(number));
      }
      case Collection<?> list -> {
        put(LIST);
        put(list.size());
      }
      case Map<?, ?> map -> {
        put(MAP);
        put(map.size());
      }
      case Instant time -> {
        put(TIME);
        put(time.getEpochSecond());
        put(time.getNano());
      }
      case Duration span -> {
        put(SPAN);
        put(span.getSeconds());
        put(span.getNano());
      }
      default -> put(OTHER);
    }
  }

  /** What began last has come to this. */
  void end(Expression.Answer answer) {
    room();
    switch (answer) {
      case Expression.Answer.Value _ -> put(END);
      case Expression.Answer.None(String why, boolean _) -> {
        put(NONE);
        text(why);
      }
    }
  }

  /** Lower-case hex; nothing may follow. */
  String hex() {
    flush();
    return HexFormat.of().formatHex(sha.digest());
  }

  private void room() {
    if (at > BUFFER - LARGEST) {
      flush();
    }
  }

  private void flush() {
    sha.update(buffer, 0, at);
    if (kept != null) {
      kept.write(buffer, at);
    }
    at = 0;
  }

  private void text(String text) {
    put(text.length());
    int end = Math.min(text.length(), Bounds.TEXT);
    for (int i = 0; i < end; i++) {
      char unit = text.charAt(i);
      put((byte) (unit >> 8));
      put((byte) unit);
    }
  }

  private void put(byte one) {
    buffer[at++] = one;
  }

  private void put(int four) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      put((byte) (four >> shift));
    }
  }

  private void put(long eight) {
    put((int) (eight >> 32));
    put((int) eight);
  }
}
