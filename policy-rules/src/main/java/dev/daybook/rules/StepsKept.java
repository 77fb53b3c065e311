package dev.daybook.rules;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Set;

/**
 * The steps of judging once more as the bytes of which {@link TraceDigest} is the digest, and
 * whether they name a person: they do where a text among them was read from what does, or has such
 * a text in it.
 */
final class StepsKept {

  private final Set<String> names;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean personal;

  /**
   * @param names the texts that name persons, in lower case
   */
  StepsKept(Set<String> names) {
    this.names = names;
  }

  void write(byte[] buffer, int length) {
    bytes.write(buffer, 0, length);
  }

  /**
   * A step came to this.
   *
   * @param reachesPersonal whether it was read from what names a person
   */
  void saw(Object value, boolean reachesPersonal) {
    if (!personal && value instanceof String text) {
      String folded = text.toLowerCase(Locale.ROOT);
      personal = reachesPersonal || names.stream().anyMatch(folded::contains);
    }
  }

  /** Whether they name a person. */
  boolean isPersonal() {
    return personal;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
