package dev.daybook.path;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.path.Answer.Result;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The answer a command got the first time, read back from its recorded decision. */
final class FirstAnswer {

  /** Entries read at a time. */
  private static final int PAGE = 1_000;

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
    List<Long> positions = positions(ledger, entry.position(), decision.id());
    return new Answer(
        decision.subject(),
        decision.accepted() ? Result.ACCEPTED : Result.DENIED,
        decision.id(),
        positions,
        entry.recordedAt(),
        decision.findings(),
        true,
        positions.getLast(),
        List.of());
  }

  /** A decision's events stand right behind it, to the first that is another decision's. */
  private static List<Long> positions(Ledger ledger, long decisionAt, UUID decision) {
    List<Long> positions = new ArrayList<>();
    while (true) {
      List<LedgerEntry> page = ledger.entries(decisionAt + positions.size(), PAGE);
      for (LedgerEntry next : page) {
        if (!next.metadata().decision().equals(decision)) {
          return List.copyOf(positions);
        }
        positions.add(next.position());
      }
      if (page.isEmpty()) {
        return List.copyOf(positions);
      }
    }
  }
}
