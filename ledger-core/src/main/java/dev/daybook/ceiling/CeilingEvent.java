package dev.daybook.ceiling;

import dev.daybook.decision.Effect;
import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;
import org.jspecify.annotations.Nullable;

/** What can happen to a ceiling. */
public sealed interface CeilingEvent extends SubjectEvent {

  /**
   * A ceiling lets policies do more than it did, or is set to {@code deny} where none was.
   *
   * @param level the most that policies may do from here on
   * @param previous the level until then; absent where none was set
   */
  @Recorded(value = "ceiling.raised", changesPolicies = true)
  record CeilingRaised(SubjectName subject, Effect level, @Nullable Effect previous, String reason)
      implements CeilingEvent {}

  /**
   * A ceiling lets policies do less than it did.
   *
   * @param level the most that policies may do from here on
   * @param previous the level until then; absent where none was set
   */
  @Recorded(value = "ceiling.lowered", changesPolicies = true)
  record CeilingLowered(SubjectName subject, Effect level, @Nullable Effect previous, String reason)
      implements CeilingEvent {}

  /**
   * A ceiling is set no longer.
   *
   * @param level the level until then
   */
  @Recorded(value = "ceiling.removed", changesPolicies = true)
  record CeilingRemoved(SubjectName subject, Effect level, String reason) implements CeilingEvent {}
}
