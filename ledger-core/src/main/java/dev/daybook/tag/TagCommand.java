package dev.daybook.tag;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;

/** What can be asked of a tag, {@code tag/quarter-2026Q1}. */
public sealed interface TagCommand extends SubjectCommand {

  /**
   * Gives the moment after the entry at {@code position} a name, for good.
   *
   * @param position 1 or more, and recorded
   */
  record TagMoment(SubjectName subject, long position, String reason) implements TagCommand {
    public TagMoment {
      subject.require(SubjectKind.TAG);
    }
  }
}
