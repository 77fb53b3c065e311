package dev.daybook.ceiling;

import dev.daybook.ceiling.CeilingState.NotSet;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import java.util.Optional;

/** The door of ceilings. */
public final class CeilingSlice implements Slice<CeilingCommand, CeilingEvent, CeilingState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.CEILING;
  }

  @Override
  public Class<CeilingCommand> commands() {
    return CeilingCommand.class;
  }

  @Override
  public Class<CeilingEvent> events() {
    return CeilingEvent.class;
  }

  @Override
  public CeilingState initial() {
    return new NotSet();
  }

  @Override
  public CeilingState evolve(CeilingState state, CeilingEvent event) {
    return CeilingRules.evolve(event);
  }

  @Override
  public Verdict<CeilingEvent> decide(CeilingState state, CeilingCommand command) {
    return CeilingRules.decide(state, command);
  }

  /**
   * @param level the most that policies may do
   */
  private record CeilingFacts(Effect level) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return CeilingFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(CeilingState state) {
    return switch (state) {
      case NotSet() -> Optional.empty();
      case CeilingState.Set(Effect level) -> Optional.of(new CeilingFacts(level));
    };
  }
}
