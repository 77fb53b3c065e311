package dev.daybook.replay.verify;

import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.StrictJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads leaf statements in the one form they have: whatever else reads alike is refused. */
public final class Statement {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private Statement() {}

  /**
   * What a leaf states.
   *
   * @param position where it stands, to say so
   */
  public static LeafEntry read(byte[] leaf, long position) throws Wrong {
    @Nullable LeafEntry plain = PlainStatement.read(leaf);
    return plain == null ? readAny(leaf, position) : plain;
  }

  /** Reads a leaf in the way that says what is wrong with it. */
  static LeafEntry readAny(byte[] leaf, long position) throws Wrong {
    LeafEntry statement;
    byte[] form;
    try {
      statement = statement(StrictJson.parse(leaf));
      form = statement.json();
    } catch (StrictJson.Refused | IllegalArgumentException | DateTimeException e) {
      throw new Wrong(
          new Place.Entry(position), "its leaf is no leaf statement: %s".formatted(e.getMessage()));
    }
    if (!Arrays.equals(form, leaf)) {
      throw new Wrong(
          new Place.Entry(position),
          "its leaf is not written in the one form a leaf statement has (RFC 8785)");
    }
    return statement;
  }

  private static LeafEntry statement(@Nullable Object json) {
    return new LeafEntry(
        text(json, "origin"),
        number(json, "index"),
        UUID.fromString(text(json, "event")),
        text(json, "stream"),
        number(json, "sequence"),
        text(json, "type"),
        Math.toIntExact(number(json, "revision")),
        Instant.parse(text(json, "recordedAt")),
        text(json, "actor"),
        content(json, "payload"),
        content(json, "metadata"));
  }

  private static LeafEntry.Content content(@Nullable Object json, String key) {
    Object content = member(json, key);
    return new LeafEntry.Content(Math.toIntExact(number(content, "length")), digest(content));
  }

  private static String digest(@Nullable Object content) {
    String digest = text(content, "sha256");
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "`%s` is no SHA-256: wanted 64 digits, 0 to 9 and a to f".formatted(digest));
    }
    return digest;
  }

  /** A text of an object, metadata's actor for one. */
  public static String text(@Nullable Object json, String key) {
    if (member(json, key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("`%s` is no text".formatted(key));
  }

  private static long number(@Nullable Object json, String key) {
    if (member(json, key) instanceof Long number && number >= 0 && isInRange(key, number)) {
      return number;
    }
    throw new IllegalArgumentException("`%s` is no such number".formatted(key));
  }

  private static boolean isInRange(String key, long number) {
    return switch (key) {
      case "index", "sequence" -> true;
      default -> number <= Integer.MAX_VALUE;
    };
  }

  private static @Nullable Object member(@Nullable Object json, String key) {
    if (json instanceof Map<?, ?> object) {
      return object.get(key);
    }
    throw new IllegalArgumentException("it is no JSON object");
  }
}
