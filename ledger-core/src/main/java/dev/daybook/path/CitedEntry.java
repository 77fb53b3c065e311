package dev.daybook.path;

import dev.daybook.contract.ContractCommand.WithdrawContract;
import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.decision.Verdict;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.util.Optional;

/** A withdrawal cites the entry that was the mistake; it must be one of the contract's own. */
final class CitedEntry {

  private CitedEntry() {}

  /** The refusal of a command that cites an entry of something else, or none at all. */
  static Optional<Verdict<SubjectEvent>> refusal(Ledger ledger, SubjectCommand command) {
    if (!(command instanceof WithdrawContract withdrawal)) {
      return Optional.empty();
    }
    Optional<String> stream = ledger.entry(withdrawal.position()).map(LedgerEntry::stream);
    if (stream.filter(command.subject().stream()::equals).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        BuiltInRule.POSITION_NOT_CITED.refuse(
            "position %d is %s, no entry of `%s`"
                .formatted(
                    withdrawal.position(),
                    stream.map("an entry of `%s`"::formatted).orElse("not in the ledger"),
                    command.subject()),
            "cite the position of the entry that was the mistake; `daybook log %s` lists them"
                .formatted(command.subject())));
  }
}
