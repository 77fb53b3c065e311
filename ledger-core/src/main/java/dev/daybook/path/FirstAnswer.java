package dev.daybook.path;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.path.Answer.Result;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.util.List;
import java.util.Optional;

/** The answer a command got the first time, read back from its recorded decision. */
final class FirstAnswer {

  /** A decision's events stand right behind it; no command has more than these. */
  private static final int MOST_EVENTS = 500;

  private FirstAnswer() {}

  /**
   * @throws IdempotencyConflict when the decision was made on another payload
   */
  static Optional<Answer> find(Ledger ledger, Submission submission, String payloadSha256) {
    return ledger.stream(DecisionRecorded.stream(submission.id()), 0, 1).stream()
        .findFirst()
        .map(entry -> answer(ledger, entry, payloadSha256));
  }

  private static Answer answer(Ledger ledger, LedgerEntry entry, String payloadSha256) {
    if (!(entry.event() instanceof DecisionRecorded decision)) {
      throw new IllegalStateException("position %d is no decision".formatted(entry.position()));
    }
    if (!decision.payloadSha256().equals(payloadSha256)) {
      throw new IdempotencyConflict(decision.id());
    }
    List<Long> positions =
        ledger.entries(entry.position(), MOST_EVENTS).stream()
            .takeWhile(next -> next.metadata().decision().equals(decision.id()))
            .map(LedgerEntry::position)
            .toList();
    return new Answer(
        decision.subject(),
        decision.accepted() ? Result.ACCEPTED : Result.DENIED,
        decision.id(),
        positions,
        entry.recordedAt(),
        decision.findings(),
        true,
        positions.getLast());
  }
}
