package dev.daybook.path;

import dev.daybook.mesh.SubjectName;
import org.jspecify.annotations.Nullable;

/** This node cannot answer in time; 503 over HTTP, recorded nowhere. */
public final class Overloaded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Overloaded(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static Overloaded waitingFor(SubjectName subject, Throwable cause) {
    return new Overloaded(
        "too many commands wait for `%s`; send this one again in a moment".formatted(subject),
        cause);
  }

  static Overloaded racingFor(SubjectName subject, int attempts) {
    return new Overloaded(
        "`%s` changed %d times while this command was judged; send it again in a moment"
            .formatted(subject, attempts),
        null);
  }

  /** What another node said. */
  static Overloaded told(String message) {
    return new Overloaded(message, null);
  }

  static Overloaded behind(String what, long position) {
    return new Overloaded(
        "%s has not reached position %d yet; send the command again in a moment"
            .formatted(what, position),
        null);
  }
}
