package dev.daybook.params;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.params.ParamsState.Published;
import dev.daybook.params.ParamsState.Unpublished;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door of params documents. */
public final class ParamsSlice implements Slice<ParamsCommand, ParamsEvent, ParamsState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.PARAMS;
  }

  @Override
  public Class<ParamsCommand> commands() {
    return ParamsCommand.class;
  }

  @Override
  public Class<ParamsEvent> events() {
    return ParamsEvent.class;
  }

  @Override
  public ParamsState initial() {
    return new Unpublished();
  }

  @Override
  public ParamsState evolve(ParamsState state, ParamsEvent event) {
    return ParamsRules.evolve(state, event);
  }

  @Override
  public Verdict<ParamsEvent> decide(ParamsState state, ParamsCommand command) {
    return ParamsRules.decide(state, command);
  }

  /**
   * @param versions those published
   * @param inForce the version policies judge with; absent where none is
   */
  private record ParamsFacts(List<String> versions, @Nullable String inForce) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return ParamsFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(ParamsState state) {
    return switch (state) {
      case Unpublished() -> Optional.empty();
      case Published params ->
          Optional.of(
              new ParamsFacts(
                  params.versions().stream().map(held -> held.version().text()).toList(),
                  params.inForce().map(held -> held.version().text()).orElse(null)));
    };
  }
}
