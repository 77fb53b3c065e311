package dev.daybook.cli;

import org.jspecify.annotations.Nullable;

/**
 * A command that ends with a sentence for the user instead of a stack trace: what was seen, what
 * was wanted, what to do next.
 */
final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exit;

  private Failure(int exit, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exit = exit;
  }

  /** Wrong usage or unreadable input. */
  static Failure usage(String message) {
    return new Failure(Exit.USAGE, message, null);
  }

  /** The world did not play along. */
  static Failure couldNot(String message) {
    return new Failure(Exit.COULD_NOT, message, null);
  }

  static Failure couldNot(String message, Throwable cause) {
    return new Failure(Exit.COULD_NOT, message, cause);
  }

  /** The answer is no. */
  static Failure no(String message) {
    return new Failure(Exit.NO, message, null);
  }

  int exit() {
    return exit;
  }

  String sentence() {
    String message = getMessage();
    return message == null ? "failed" : message;
  }
}
