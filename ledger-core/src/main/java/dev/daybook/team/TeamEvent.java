package dev.daybook.team;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;
import java.util.List;

/** What can happen to a team. */
public sealed interface TeamEvent extends SubjectEvent {

  /** A team is known from here on. */
  @Recorded("team.registered")
  record TeamRegistered(TeamSpec spec) implements TeamEvent {
    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }

  /**
   * A team's document says something else.
   *
   * @param changed what differs, as JSON pointers into {@code spec}
   */
  @Recorded("team.changed")
  record TeamChanged(TeamSpec spec, List<String> changed) implements TeamEvent {

    public TeamChanged {
      changed = List.copyOf(changed);
    }

    @Override
    public SubjectName subject() {
      return spec.subject();
    }
  }
}
