package dev.daybook.ceiling;

import dev.daybook.decision.Effect;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;

/** What can be asked of a ceiling: {@code ceiling/all}, or {@code ceiling/sales} of one domain. */
public sealed interface CeilingCommand extends SubjectCommand {

  /** Lets no policy do more than {@code level} from the next command on. */
  record SetCeiling(SubjectName subject, Effect level, String reason) implements CeilingCommand {
    public SetCeiling {
      subject.require(SubjectKind.CEILING);
    }
  }

  /** Takes the ceiling away: a domain is then under that of all, which is then {@code deny}. */
  record RemoveCeiling(SubjectName subject, String reason) implements CeilingCommand {
    public RemoveCeiling {
      subject.require(SubjectKind.CEILING);
    }
  }
}
