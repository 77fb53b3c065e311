package dev.daybook.team;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectName;

/** What can be asked of a team. */
public sealed interface TeamCommand extends SubjectCommand {

  /** Says what a team is; the first time, or anew. */
  record RegisterTeam(TeamSpec spec) implements TeamCommand {
    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }
}
