package dev.daybook.contract;

import dev.daybook.contract.ContractState.Held;
import dev.daybook.contract.ContractState.Published;
import dev.daybook.contract.ContractState.Unpublished;
import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import java.util.Map;
import java.util.TreeMap;

/** The data contract's door. */
public final class ContractSlice implements Slice<ContractCommand, ContractEvent, ContractState> {

  @Override
  public SubjectKind kind() {
    return SubjectKind.CONTRACT;
  }

  @Override
  public Class<ContractCommand> commands() {
    return ContractCommand.class;
  }

  @Override
  public Class<ContractEvent> events() {
    return ContractEvent.class;
  }

  @Override
  public ContractState initial() {
    return new Unpublished();
  }

  @Override
  public ContractState evolve(ContractState state, ContractEvent event) {
    return ContractRules.evolve(state, event);
  }

  @Override
  public Verdict<ContractEvent> decide(ContractState state, ContractCommand command) {
    return ContractRules.decide(state, command);
  }

  /** {@code last}, the version published last, and {@code versions}: number and status of each. */
  @Override
  public Map<String, Object> facts(ContractState state) {
    return switch (state) {
      case Unpublished() -> Map.of();
      case Published contract -> {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("last", contract.last().text());
        facts.put("versions", contract.versions().stream().map(ContractSlice::version).toList());
        yield facts;
      }
    };
  }

  private static Map<String, Object> version(Held held) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("version", held.spec().version().text());
    facts.put("status", held.withdrawn() ? "withdrawn" : held.status().word());
    return facts;
  }
}
