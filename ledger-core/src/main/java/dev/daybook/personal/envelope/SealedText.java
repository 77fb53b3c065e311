package dev.daybook.personal.envelope;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a text stands sealed in an event's JSON: {@code sealed:v1:per_…,per_…:} and its {@link
 * Envelope} in unpadded base64url. A text that begins so by itself is written behind {@code
 * sealed:v1::}, without persons.
 */
public final class SealedText {

  /** What a sealed text begins with. */
  public static final String PREFIX = "sealed:v1:";

  /** What stands in place of a text nobody can open any more. */
  public static final String ERASED = "[erased]";

  private SealedText() {}

  /**
   * Seals a text.
   *
   * @param keys as {@link Envelope#ordered}
   */
  public static String seal(List<PersonKey> keys, String place, String text) {
    String ids = String.join(",", keys.stream().map(PersonKey::id).toList());
    byte[] envelope = Envelope.seal(keys, place, text.getBytes(StandardCharsets.UTF_8));
    return PREFIX + ids + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(envelope);
  }

  /** A text that is not sealed, though it begins as sealed ones do. */
  public static String literal(String text) {
    return PREFIX + ":" + text;
  }

  /**
   * A text as it stands sealed.
   *
   * @param persons ids of all it names; none where nothing is sealed
   * @param rest the envelope in base64url, or the text itself where nothing is sealed
   */
  record Parts(List<String> persons, String rest) {

    boolean isSealed() {
      return !persons.isEmpty();
    }

    byte[] envelope(String place) {
      return SealedText.envelope(rest, place);
    }
  }

  /**
   * @throws IllegalStateException when it is cut off
   */
  static Parts parts(String sealed, String place) {
    int colon = sealed.indexOf(':', PREFIX.length());
    if (colon < 0) {
      throw new IllegalStateException("what is sealed at %s is cut off".formatted(place));
    }
    String ids = sealed.substring(PREFIX.length(), colon);
    return new Parts(
        ids.isEmpty() ? List.of() : List.of(ids.split(",", -1)), sealed.substring(colon + 1));
  }

  /**
   * The text, or {@link #ERASED} where a key is gone.
   *
   * @throws IllegalStateException when it was changed, or stood in another place
   */
  public static String open(
      String sealed, String place, Function<String, Optional<PersonKey>> keys) {
    Parts parts = parts(sealed, place);
    if (!parts.isSealed()) {
      return parts.rest();
    }
    return keys(parts.persons(), keys)
        .map(found -> utf8(Envelope.open(found, place, parts.envelope(place))))
        .orElse(ERASED);
  }

  /** All of their keys; empty where one is gone. */
  public static Optional<List<PersonKey>> keys(
      List<String> ids, Function<String, Optional<PersonKey>> keys) {
    List<PersonKey> found = new ArrayList<>();
    for (String id : ids) {
      Optional<PersonKey> key = keys.apply(id);
      if (key.isEmpty()) {
        return Optional.empty();
      }
      found.add(key.get());
    }
    return Optional.of(found);
  }

  static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] envelope(String base64, String place) {
    try {
      return Base64.getUrlDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("what is sealed at %s is no base64url".formatted(place), e);
    }
  }
}
