package dev.daybook.personal.envelope;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What opens one sealed text, and no other: it can be handed on without any person's key.
 *
 * @param at JSON pointer of the text (RFC 6901)
 * @param persons ids of all whom the text names
 * @param erased those of them who were erased, so that nobody reads the text any more
 * @param key 32 bytes, not to be changed; null where somebody was erased
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Opening(String at, List<String> persons, List<String> erased, byte @Nullable [] key) {

  /** Length of a key, in bytes. */
  public static final int LENGTH = 32;

  public Opening {
    persons = List.copyOf(persons);
    erased = List.copyOf(erased);
  }

  /** What opens each sealed text, in their order. */
  public static List<Opening> all(
      byte[] json, SealedPlace place, Function<String, Optional<PersonKey>> keys) {
    List<Opening> all = new ArrayList<>();
    JsonTexts.replaceSealed(
        json,
        (pointer, text) -> {
          String at = place.text() + pointer;
          SealedText.Parts parts = SealedText.parts(text, at);
          if (parts.isSealed()) {
            List<String> erased =
                parts.persons().stream().filter(id -> keys.apply(id).isEmpty()).toList();
            byte[] key =
                SealedText.keys(parts.persons(), keys)
                    .map(found -> Envelope.opening(found, at, parts.envelope(at)))
                    .orElse(null);
            all.add(new Opening(pointer, parts.persons(), erased, key));
          }
          return "";
        });
    return all;
  }

  /** Says what stands in place of a sealed text that is not opened. */
  @FunctionalInterface
  public interface Unopened {
    String text(String at, List<String> persons);
  }

  /** Finds what opens the text at a pointer, which names these persons; null where nothing does. */
  @FunctionalInterface
  public interface Given {
    byte @Nullable [] key(String at, List<String> persons);
  }

  /**
   * JSON with its sealed texts opened; all other bytes stay as they are.
   *
   * @throws IllegalStateException when a text does not open with the key that is given for it
   */
  public static byte[] open(byte[] json, SealedPlace place, Given given, Unopened unopened) {
    return JsonTexts.replaceSealed(
        json,
        (pointer, text) -> {
          String at = place.text() + pointer;
          SealedText.Parts parts = SealedText.parts(text, at);
          if (!parts.isSealed()) {
            return parts.rest();
          }
          byte[] key = given.key(pointer, parts.persons());
          return key == null
              ? unopened.text(pointer, parts.persons())
              : SealedText.utf8(Envelope.open(key, parts.persons(), at, parts.envelope(at)));
        });
  }
}
