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
}
