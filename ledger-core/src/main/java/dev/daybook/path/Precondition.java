package dev.daybook.path;

import java.util.Set;

/**
 * Where its sender wants a command's subject to stand; elsewhere the command is not judged.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, If-Match</a>
 */
public sealed interface Precondition {

  /** The sender does not mind. */
  record Anywhere() implements Precondition {}

  /** Something happened to the subject: it is not a new one. */
  record Exists() implements Precondition {}

  /** The last event of the subject's stream has one of these sequences; of none, it never holds. */
  record At(Set<Long> sequences) implements Precondition {
    public At {
      sequences = Set.copyOf(sequences);
    }
  }

  /**
   * Whether it holds for a subject that stands there.
   *
   * @param lastSequence of the subject's stream, -1 before its first event
   */
  default boolean holds(long lastSequence) {
    return switch (this) {
      case Anywhere() -> true;
      case Exists() -> lastSequence >= 0;
      case At(var sequences) -> sequences.contains(lastSequence);
    };
  }
}
