package dev.daybook.slo;

import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.slo.SloState.Declared;
import dev.daybook.slo.SloState.History;
import dev.daybook.slo.SloState.Undeclared;
import java.util.Map;
import java.util.TreeMap;

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

  /** {@code promisedBy}, {@code objective}, {@code target} and whether it is {@code breached}. */
  @Override
  public Map<String, Object> facts(SloState state) {
    return switch (state) {
      case Undeclared _ -> Map.of();
      case Declared slo -> {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("promisedBy", slo.promisedBy().toString());
        facts.put("objective", slo.objective().name());
        facts.put("target", slo.objective().target().doubleValue());
        facts.put("breached", slo.breach().isPresent());
        yield facts;
      }
    };
  }
}
