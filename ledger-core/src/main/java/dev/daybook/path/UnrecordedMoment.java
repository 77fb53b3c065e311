package dev.daybook.path;

import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.decision.Verdict;
import dev.daybook.store.Ledger;
import dev.daybook.tag.TagCommand.TagMoment;
import java.util.Optional;

/**
 * A tag is for a moment that was: a name for a position of the future could come to mean anything.
 */
final class UnrecordedMoment {

  private UnrecordedMoment() {}

  /** The refusal of a command that tags a position nothing is recorded at. */
  static Optional<Verdict<SubjectEvent>> refusal(Ledger ledger, SubjectCommand command) {
    if (!(command instanceof TagMoment tag)) {
      return Optional.empty();
    }
    if (tag.position() >= 1 && tag.position() <= ledger.knownPosition()) {
      return Optional.empty();
    }
    long head = ledger.head().position();
    if (tag.position() >= 1 && tag.position() <= head) {
      return Optional.empty();
    }
    return Optional.of(
        BuiltInRule.MOMENT_NOT_RECORDED.refuse(
            "nothing is recorded at position %d; the ledger has positions 1 to %d"
                .formatted(tag.position(), head),
            Long.toString(tag.position()),
            "1 to " + head,
            "tag a moment that has passed"));
  }
}
