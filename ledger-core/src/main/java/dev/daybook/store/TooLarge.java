package dev.daybook.store;

/** Something is larger than the ledger keeps; nothing was recorded. */
public final class TooLarge extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What another node said. */
  public TooLarge(String message) {
    super(message);
  }

  TooLarge(String what, int bytes, int largest) {
    super("%s has %d bytes; the ledger keeps up to %d".formatted(what, bytes, largest));
  }
}
