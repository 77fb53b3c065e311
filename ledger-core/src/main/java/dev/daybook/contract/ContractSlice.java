package dev.daybook.contract;

import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.contract.ContractState.Held;
import dev.daybook.contract.ContractState.Published;
import dev.daybook.contract.ContractState.Unpublished;
import dev.daybook.decision.Slice;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.Differences;
import dev.daybook.mesh.SubjectKind;
import java.util.List;
import java.util.Optional;

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

  /**
   * @param last the version published last
   */
  private record ContractFacts(String last, List<VersionFacts> versions) {}

  /**
   * @param status {@code withdrawn}, or where it stands in its life
   */
  private record VersionFacts(String version, String status) {}

  @Override
  public Class<? extends Record> stateFacts() {
    return ContractFacts.class;
  }

  @Override
  public Optional<? extends Record> facts(ContractState state) {
    return switch (state) {
      case Unpublished() -> Optional.empty();
      case Published contract ->
          Optional.of(
              new ContractFacts(
                  contract.last().text(),
                  contract.versions().stream().map(ContractSlice::version).toList()));
    };
  }

  /** From the version of its number, or else from the one published last. */
  @Override
  public Optional<List<String>> changed(ContractState state, ContractCommand command) {
    return command instanceof PublishContract(var spec) && state instanceof Published contract
        ? Optional.of(
            Differences.between(
                contract.find(spec.version()).orElse(contract.versions().getLast()).spec(), spec))
        : Optional.empty();
  }

  /** The version in use: see {@link Published#inUse}. */
  @Override
  public Optional<ContractCommand> standing(ContractState state) {
    return state instanceof Published contract
        ? contract.inUse().map(held -> new PublishContract(held.spec()))
        : Optional.empty();
  }

  private static VersionFacts version(Held held) {
    return new VersionFacts(
        held.spec().version().text(), held.withdrawn() ? "withdrawn" : held.status().word());
  }
}
