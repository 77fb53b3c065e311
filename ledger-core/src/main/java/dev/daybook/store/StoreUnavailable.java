package dev.daybook.store;

import org.jspecify.annotations.Nullable;

/**
 * The ledger cannot answer now. Where an append was on its way, whether it was recorded is not
 * known: repeating it with the same command id gets the first answer if it was.
 */
public final class StoreUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String message) {
    super(message);
  }

  public StoreUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
