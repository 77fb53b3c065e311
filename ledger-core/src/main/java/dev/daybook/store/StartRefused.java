package dev.daybook.store;

import org.jspecify.annotations.Nullable;

/**
 * The ledger does not start, because what it would promise could not be kept. The message says what
 * was seen and what to change.
 */
public final class StartRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartRefused(String message) {
    super(message);
  }

  public StartRefused(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
