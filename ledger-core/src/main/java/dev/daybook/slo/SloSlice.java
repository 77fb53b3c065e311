package dev.daybook.slo;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.slo.SloState.Declared;
import dev.daybook.slo.SloState.History;
import dev.daybook.slo.SloState.Undeclared;
import java.math.BigDecimal;
import java.util.Optional;

/** The objective's door. */
public final class SloSlice implements Slice<SloCommand, SloEvent, SloState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.SLO;
  }

  @Override
  public Class<SloCommand> commands() {
    return SloCommand.class;
  }

  @Override
  public Class<SloEvent> events() {
    return SloEvent.class;
  }

  @Override
  public SloState initial() {
    return new Undeclared(History.EMPTY);
  }

  @Override
  public SloState evolve(SloState state, SloEvent event) {
    return SloRules.evolve(state, event);
  }

  @Override
  public Verdict<SloEvent> decide(SloState state, SloCommand command) {
    return SloRules.decide(state, command);
  }

  /**
   * @param objective its name
   * @param target a number in the objective's unit
   */
  private record SloFacts(
      String promisedBy, String objective, BigDecimal target, boolean breached) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return SloFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(SloState state) {
    return switch (state) {
      case Undeclared _ -> Optional.empty();
      case Declared slo ->
          Optional.of(
              new SloFacts(
                  slo.promisedBy().toString(),
                  slo.objective().name(),
                  slo.objective().target(),
                  slo.breach().isPresent()));
    };
  }
}
