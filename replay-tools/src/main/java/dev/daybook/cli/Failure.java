package dev.daybook.cli;

import dev.daybook.edge.ProblemException;
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

  /** The same as a server would answer it. */
  static Failure refused(ProblemException refused) {
    String next = refused.details().next();
    return refused(
        refused.details().status(),
        refused.details().detail() + (next == null ? "" : "\nnext: " + next));
  }

  /**
   * What a server refused.
   *
   * @param status of HTTP, which says what kind of failure it is
   */
  static Failure refused(int status, String message) {
    return switch (status) {
      case 404, 409, 412, 422 -> no(message);
      case 400, 405, 406, 413, 415 -> usage(message);
      default -> couldNot(message);
    };
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

  /** The same, said of an option that a server knows by another name. */
  Failure about(String option) {
    return new Failure(exit, "%s: %s".formatted(option, sentence()), getCause());
  }

  int exit() {
    return exit;
  }

  String sentence() {
    String message = getMessage();
    return message == null ? "failed" : message;
  }
}
