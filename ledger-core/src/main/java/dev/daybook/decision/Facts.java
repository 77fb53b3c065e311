package dev.daybook.decision;

import dev.daybook.seal.CanonicalJson;
import dev.daybook.seal.Sha256;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything a policy may look at, frozen: what was asked ({@code command}), what the subject is
 * ({@code state}), who asks ({@code actor}), in which circumstances ({@code context}) and when
 * ({@code clock}, a {@link java.time.Instant}); and the typed document under its kind's name,
 * {@code product} or {@code contract}. Values are {@code Long}, {@code Double}, {@code String},
 * {@code Boolean}, {@code List}, sorted {@code Map}, {@code Instant}, {@code Duration}; absent is
 * absent, never null.
 */
public final class Facts {

  private final SortedMap<String, Object> values;
  private final byte[] json;
  private final String sha256;

  private Facts(SortedMap<String, Object> values, byte[] json, String sha256) {
    this.values = Collections.unmodifiableSortedMap(values);
    this.json = json;
    this.sha256 = sha256;
  }

  /**
   * Facts that were frozen before.
   *
   * @param values those that {@code json} says, none of them null
   * @param json what is kept
   * @param sha256 its digest, lower-case hex
   */
  public static Facts thawed(SortedMap<String, Object> values, byte[] json, String sha256) {
    return new Facts(values, json, sha256);
  }

  /**
   * @throws IllegalArgumentException when a value is none of those above: null, a whole number
   *     beyond ±(2^53−1), more than 1,000 levels of lists and maps
   */
  public static Facts freeze(SortedMap<String, Object> values) {
    byte[] json = CanonicalJson.write(values);
    Facts facts = new Facts(values, json, Sha256.hex(json));
    // Behind the writing, which ends at values too deep to walk.
    String at = nullIn(values);
    if (at != null) {
      throw new IllegalArgumentException(
          "`%s` is null among the facts; what is absent is left out".formatted(at));
    }
    return facts;
  }

  /** Where a null is, which would be no fact in the JSON and a value to policies. */
  private static @Nullable String nullIn(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          String inside = nullIn(entry.getValue());
          if (inside != null) {
            yield below(entry.getKey(), inside);
          }
        }
        yield null;
      }
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          String inside = nullIn(list.get(i));
          if (inside != null) {
            yield below(i, inside);
          }
        }
        yield null;
      }
      default -> null;
    };
  }

  private static String below(Object key, String inside) {
    return inside.isEmpty() ? String.valueOf(key) : key + "." + inside;
  }

  /** Top-level names to values. */
  public SortedMap<String, Object> values() {
    return values;
  }

  /** The canonical JSON of the values: what is kept, and must not be changed. */
  public byte[] json() {
    return json;
  }

  /** Digest of {@link #json()}, lower-case hex. */
  public String sha256() {
    return sha256;
  }
}
