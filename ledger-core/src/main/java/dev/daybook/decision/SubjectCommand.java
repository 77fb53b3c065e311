package dev.daybook.decision;

import dev.daybook.mesh.SubjectName;

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
}
