package dev.daybook.tag;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;

/** What can happen to a tag. */
public sealed interface TagEvent extends SubjectEvent {

  /**
   * A moment of the ledger got a name, which stands for it from here on.
   *
   * @param position the last entry that had been recorded at that moment
   */
  @Recorded("tag.set")
  record MomentTagged(SubjectName subject, long position, String reason) implements TagEvent {}
}
