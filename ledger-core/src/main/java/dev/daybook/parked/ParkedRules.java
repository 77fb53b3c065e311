package dev.daybook.parked;

import static dev.daybook.decision.BuiltInRule.REASON_MISSING;

import dev.daybook.decision.Verdict;
import dev.daybook.parked.ParkedCommand.RetryParked;
import dev.daybook.parked.ParkedCommand.SkipParked;
import dev.daybook.parked.ParkedEvent.EntryRetried;
import dev.daybook.parked.ParkedEvent.EntrySkipped;
import java.util.List;

/** A view tries again as often as it is told to, and passes an entry over once. */
final class ParkedRules {

  private ParkedRules() {}

  static Verdict<ParkedEvent> decide(ParkedState state, ParkedCommand command) {
    if (command.reason().isBlank()) {
      return REASON_MISSING.refuse(
          "the reason is empty; the ledger keeps it for those who ask later", "say why");
    }
    return switch (command) {
      case RetryParked c ->
          Verdict.accepted(List.of(new EntryRetried(c.subject(), c.position(), c.reason())));
      case SkipParked c when state.skipped().contains(c.position()) -> Verdict.unchanged();
      case SkipParked c ->
          Verdict.accepted(List.of(new EntrySkipped(c.subject(), c.position(), c.reason())));
    };
  }

  static ParkedState evolve(ParkedState state, ParkedEvent event) {
    return switch (event) {
      case EntryRetried e -> state.andRetried(e.position());
      case EntrySkipped e -> state.andSkipped(e.position());
    };
  }
}
