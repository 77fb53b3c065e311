package dev.daybook.path;

import dev.daybook.decision.Slice;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.decision.Verdict;
import java.util.Map;
import java.util.Optional;

/** Ties a slice to one subject's state, so that the types of both stay known. Not thread-safe. */
final class SliceShell<C extends SubjectCommand, E extends SubjectEvent, S> {

  private final Slice<C, E, S> slice;
  private S state;

  SliceShell(Slice<C, E, S> slice) {
    this(slice, slice.initial());
  }

  private SliceShell(Slice<C, E, S> slice, S state) {
    this.slice = slice;
    this.state = state;
  }

  /** The same subject as it is now, which goes on by itself. */
  SliceShell<C, E, S> copy() {
    return new SliceShell<>(slice, state);
  }

  /** What policies see of the subject, asked for this command. */
  SeenSubject seen(SubjectCommand command) {
    return new SeenSubject(
        slice.facts(state).<Map<String, Object>>map(FactValues::of).orElse(Map.of()),
        slice.changed(state, slice.commands().cast(command)));
  }

  /** The command that would publish what stands once more, see {@link Slice#standing}. */
  Optional<C> standing() {
    return slice.standing(state);
  }

  Verdict<E> decide(SubjectCommand command) {
    return slice.decide(state, slice.commands().cast(command));
  }

  void on(SubjectEvent event) {
    state = slice.evolve(state, slice.events().cast(event));
  }
}
