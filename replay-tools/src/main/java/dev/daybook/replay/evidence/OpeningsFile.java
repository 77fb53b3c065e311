package dev.daybook.replay.evidence;

import dev.daybook.personal.envelope.Opening;
import dev.daybook.seal.CanonicalJson;
import dev.daybook.seal.StrictJson;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What opens the personal texts of one payload or metadata: a JSON object in its canonical form,
 * with the opening of each text, 32 bytes in unpadded base64url, under the text's JSON pointer.
 */
final class OpeningsFile {

  private OpeningsFile() {}

  /**
   * Writes one.
   *
   * @param openings by JSON pointer
   */
  static byte[] write(Map<String, byte[]> openings) {
    SortedMap<String, String> keys = new TreeMap<>();
    openings.forEach(
        (at, opening) ->
            keys.put(at, Base64.getUrlEncoder().withoutPadding().encodeToString(opening)));
    return CanonicalJson.write(keys);
  }

  /**
   * Reads one: openings by JSON pointer.
   *
   * @throws IllegalArgumentException when it is not written as {@link #write} writes it
   */
  static Map<String, byte[]> read(byte[] file) {
    Object json = StrictJson.parse(file);
    if (!(json instanceof Map<?, ?> object)
        || object.isEmpty()
        || !Arrays.equals(CanonicalJson.write(object), file)) {
      throw new IllegalArgumentException("it is no JSON object in its canonical form, or empty");
    }
    Map<String, byte[]> keys = new HashMap<>();
    object.forEach(
        (at, key) -> {
          byte[] bytes =
              key instanceof String text ? Base64.getUrlDecoder().decode(text) : new byte[0];
          if (bytes.length != Opening.LENGTH
              || !Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(key)) {
            throw new IllegalArgumentException(
                "`%s` has no opening of %d bytes in base64url".formatted(at, Opening.LENGTH));
          }
          keys.put(String.valueOf(at), bytes);
        });
    return keys;
  }
}
