package dev.daybook.decision;

import dev.daybook.seal.CanonicalJson;
import dev.daybook.seal.Sha256;
import java.util.Collections;
import java.util.SortedMap;

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

  private Facts(SortedMap<String, Object> values) {
    this.values = Collections.unmodifiableSortedMap(values);
    this.json = CanonicalJson.write(values);
    this.sha256 = Sha256.hex(json);
  }

  public static Facts freeze(SortedMap<String, Object> values) {
    return new Facts(values);
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
