package dev.daybook.personal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How a text stands sealed in an event's JSON: {@code sealed:v1:per_…,per_…:} and its {@link
 * Envelope} in unpadded base64url. A text that begins so by itself is written behind {@code
 * sealed:v1::}, without persons.
 */
final class SealedText {

  static final String PREFIX = "sealed:v1:";

  /** What stands in place of a text nobody can open any more. */
  static final String ERASED = "[erased]";

  private SealedText() {}

  static String seal(List<PersonKey> keys, String place, String text) {
    String ids = String.join(",", keys.stream().map(PersonKey::id).toList());
    byte[] envelope = Envelope.seal(keys, place, text.getBytes(StandardCharsets.UTF_8));
    return PREFIX + ids + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(envelope);
  }

  static String literal(String text) {
    return PREFIX + ":" + text;
  }

  /**
   * The text, or {@link #ERASED} where a key is gone.
   *
   * @throws IllegalStateException when it was changed, or stood in another place
   */
  static String open(String sealed, String place, PersonKeys keys) {
    int colon = sealed.indexOf(':', PREFIX.length());
    if (colon < 0) {
      throw new IllegalStateException("what is sealed at %s is cut off".formatted(place));
    }
    if (colon == PREFIX.length()) {
      return sealed.substring(colon + 1);
    }
    return keys(sealed.substring(PREFIX.length(), colon).split(",", -1), keys)
        .map(
            found ->
                new String(
                    Envelope.open(found, place, envelope(sealed.substring(colon + 1), place)),
                    StandardCharsets.UTF_8))
        .orElse(ERASED);
  }

  /** All of their keys; empty where one is gone. */
  static Optional<List<PersonKey>> keys(String[] ids, PersonKeys keys) {
    List<PersonKey> found = new ArrayList<>();
    for (String id : ids) {
      Optional<PersonKey> key = keys.byId(id);
      if (key.isEmpty()) {
        return Optional.empty();
      }
      found.add(key.get());
    }
    return Optional.of(found);
  }

  private static byte[] envelope(String base64, String place) {
    try {
      return Base64.getUrlDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("what is sealed at %s is no base64url".formatted(place), e);
    }
  }
}
