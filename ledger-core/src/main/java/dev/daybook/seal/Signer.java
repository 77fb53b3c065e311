package dev.daybook.seal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody known who signed a note.
 *
 * @param time when, to the second and by the signer's own clock; null where the signature does not
 *     say
 */
public record Signer(VerifierKey key, @Nullable Instant time) {

  static Signer at(VerifierKey key, long seconds) {
    return new Signer(key, seconds == 0 ? null : Instant.ofEpochSecond(seconds));
  }
}
