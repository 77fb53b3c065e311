package dev.daybook.person;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The door of persons. */
public final class PersonSlice implements Slice<PersonCommand, PersonEvent, PersonState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.PERSON;
  }

  @Override
  public Class<PersonCommand> commands() {
    return PersonCommand.class;
  }

  @Override
  public Class<PersonEvent> events() {
    return PersonEvent.class;
  }

  @Override
  public PersonState initial() {
    return new PersonState(Optional.empty(), new TreeSet<>(), false);
  }

  @Override
  public PersonState evolve(PersonState state, PersonEvent event) {
    return PersonRules.evolve(state, event);
  }

  @Override
  public Verdict<PersonEvent> decide(PersonState state, PersonCommand command) {
    return PersonRules.decide(state, command);
  }

  /**
   * @param requestedOn the legal basis of an erasure that waits; absent where none does
   * @param holds the matters that hold it up
   */
  private record PersonFacts(@Nullable String requestedOn, List<String> holds, boolean erased) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return PersonFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(PersonState state) {
    return state.equals(initial())
        ? Optional.empty()
        : Optional.of(
            new PersonFacts(
                state.request().map(PersonState.Request::basis).orElse(null),
                List.copyOf(state.holds()),
                state.erased()));
  }
}
