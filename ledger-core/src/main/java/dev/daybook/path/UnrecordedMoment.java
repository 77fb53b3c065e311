package dev.daybook.path;

import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.decision.Verdict;
import dev.daybook.parked.ParkedCommand;
import dev.daybook.store.Ledger;
import dev.daybook.tag.TagCommand.TagMoment;
import java.util.Optional;

/**
 * A tag, or what is to become of a parked entry, is for a position that is recorded: a name for one
 * of the future could come to mean anything.
 */
final class UnrecordedMoment {

  private UnrecordedMoment() {}

  /** The refusal of a command that is for a position nothing is recorded at. */
  static Optional<Verdict<SubjectEvent>> refusal(Ledger ledger, SubjectCommand command) {
    return switch (command) {
      case TagMoment tag -> refusal(ledger, tag.position(), "tag a moment that has passed");
      case ParkedCommand parked ->
          refusal(ledger, parked.position(), "`daybook views parked` lists what is parked");
      default -> Optional.empty();
    };
  }

  private static Optional<Verdict<SubjectEvent>> refusal(
      Ledger ledger, long position, String then) {
    if (position >= 1
        && (position <= ledger.knownPosition() || position <= ledger.head().position())) {
      return Optional.empty();
    }
    long head = ledger.head().position();
    return Optional.of(
        BuiltInRule.MOMENT_NOT_RECORDED.refuse(
            "nothing is recorded at position %d; the ledger has positions 1 to %d"
                .formatted(position, head),
            Long.toString(position),
            "1 to " + head,
            then));
  }
}
