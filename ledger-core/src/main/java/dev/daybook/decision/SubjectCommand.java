package dev.daybook.decision;

import dev.daybook.mesh.SubjectName;
import java.time.Instant;

/**
 * Something somebody asks of one subject: {@code PublishProduct}, {@code RetireProduct}. Each slice
 * seals its own commands under this.
 */
public interface SubjectCommand {

  SubjectName subject();

  /** The command's wire name, its record's simple name: {@code PublishProduct}. */
  default String kind() {
    return getClass().getSimpleName();
  }

  /**
   * What its sender chose, which tells a repeat under an idempotency key from another command under
   * it. All of the command, unless the server adds something that is new at every try.
   */
  default Object asked() {
    return this;
  }

  /**
   * The same command as its actor asks it at this time. A command whose rules care who asks, or
   * when, keeps what they need as a part of its own that is no part of {@link #asked}.
   */
  default SubjectCommand by(Actor actor, Instant clock) {
    return this;
  }
}
