package dev.daybook.seal;

/**
 * A text of the seal (a key, a note, a checkpoint, a proof) that is not to be believed, and why in
 * words for whoever handed it in. The three kinds are the three things a reader does next: ask for
 * a whole text, ask for another key, raise an alarm.
 */
public abstract sealed class SealRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SealRefused(String message) {
    super(message, null, false, false);
  }

  /** It is not written as its format says, so nothing in it means anything. */
  public static final class Malformed extends SealRefused {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** It is well written, but nobody whose key is known signed it. */
  public static final class Unsigned extends SealRefused {
    private static final long serialVersionUID = 1L;

    Unsigned(String message) {
      super(message);
    }
  }

  /** It bears the name and id of a known key, and that key did not sign it. */
  public static final class Forged extends SealRefused {
    private static final long serialVersionUID = 1L;

    Forged(String message) {
      super(message);
    }
  }
}
