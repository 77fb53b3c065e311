package dev.daybook.parked;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import java.util.List;
import java.util.Optional;

/** The door of what becomes of parked entries. */
public final class ParkedSlice implements Slice<ParkedCommand, ParkedEvent, ParkedState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.VIEW;
  }

  @Override
  public Class<ParkedCommand> commands() {
    return ParkedCommand.class;
  }

  @Override
  public Class<ParkedEvent> events() {
    return ParkedEvent.class;
  }

  @Override
  public ParkedState initial() {
    return ParkedState.NOTHING;
  }

  @Override
  public ParkedState evolve(ParkedState state, ParkedEvent event) {
    return ParkedRules.evolve(state, event);
  }

  @Override
  public Verdict<ParkedEvent> decide(ParkedState state, ParkedCommand command) {
    return ParkedRules.decide(state, command);
  }

  /**
   * @param skipped positions the view was told to go on without
   */
  private record ParkedFacts(List<Long> skipped) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return ParkedFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(ParkedState state) {
    return state.skipped().isEmpty()
        ? Optional.empty()
        : Optional.of(new ParkedFacts(state.skipped().stream().sorted().toList()));
  }
}
