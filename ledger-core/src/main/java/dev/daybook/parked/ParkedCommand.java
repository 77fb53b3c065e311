package dev.daybook.parked;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;

/** What can be asked of a view that parked an entry, {@code view/catalog}. */
public sealed interface ParkedCommand extends SubjectCommand {

  /** Position of the parked entry, 1 or more, and recorded. */
  long position();

  /** Why. */
  String reason();

  /** Has the view take in the entry now, and those of its stream that wait behind it. */
  record RetryParked(SubjectName subject, long position, String reason) implements ParkedCommand {
    public RetryParked {
      subject.require(SubjectKind.VIEW);
    }
  }

  /** Has the view go on without the entry, with those of its stream that wait behind it. */
  record SkipParked(SubjectName subject, long position, String reason) implements ParkedCommand {
    public SkipParked {
      subject.require(SubjectKind.VIEW);
    }
  }
}
