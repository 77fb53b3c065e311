package dev.daybook.path;

import dev.daybook.contract.ContractCommand.WithdrawContract;
import dev.daybook.contract.ContractEvent.ContractDraftReplaced;
import dev.daybook.contract.ContractEvent.ContractVersionPublished;
import dev.daybook.contract.ContractSpec;
import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.decision.Verdict;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.util.Optional;

/**
 * A withdrawal cites the entry that was the mistake: the one that published the version, or put
 * another content in place of its draft.
 */
final class CitedEntry {

  private CitedEntry() {}

  /** The refusal of a command that cites an entry of something else, or none at all. */
  static Optional<Verdict<SubjectEvent>> refusal(Ledger ledger, SubjectCommand command) {
    if (!(command instanceof WithdrawContract withdrawal)) {
      return Optional.empty();
    }
    Optional<LedgerEntry> cited = ledger.entry(withdrawal.position());
    if (cited.filter(entry -> brought(entry, withdrawal)).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        BuiltInRule.POSITION_NOT_CITED.refuse(
            "position %d is %s, and did not publish version %s of `%s`"
                .formatted(
                    withdrawal.position(),
                    cited
                        .map(entry -> "`%s` of `%s`".formatted(entry.type(), entry.stream()))
                        .orElse("not in the ledger"),
                    withdrawal.version(),
                    command.subject()),
            "cite the position at which the version was published; `daybook log %s` lists them"
                .formatted(command.subject())));
  }

  private static boolean brought(LedgerEntry entry, WithdrawContract withdrawal) {
    return switch (entry.event()) {
      case ContractVersionPublished(var spec, _, _, _) -> isOf(spec, withdrawal);
      case ContractDraftReplaced(var spec, _, _, _) -> isOf(spec, withdrawal);
      default -> false;
    };
  }

  private static boolean isOf(ContractSpec spec, WithdrawContract withdrawal) {
    return spec.subject().stream().equals(withdrawal.subject().stream())
        && spec.version().compareTo(withdrawal.version()) == 0;
  }
}
