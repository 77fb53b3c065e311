package dev.daybook.cli;

import dev.daybook.hindsight.Concerning;
import dev.daybook.hindsight.PastDecisions;
import dev.daybook.hindsight.RecordedNames;
import dev.daybook.hindsight.Stretch;
import dev.daybook.moment.Timeline;
import dev.daybook.replay.verify.Progress;
import dev.daybook.rules.CelGate;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerBroken;
import dev.daybook.store.StoreUnavailable;
import java.time.Duration;
import java.util.function.Consumer;

/** The decisions of a ledger in a folder, gone through in this process. */
final class PastHere {

  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE / 2);

  private PastHere() {}

  /** Makes the work, once the folder is open. */
  interface Making<T> {
    PastDecisions.Work<T> of(Ledger ledger, Timeline timeline, PastDecisions past);
  }

  /**
   * Goes through all of them.
   *
   * @param making makes the work for the ledger, whose moments it is told
   * @param taking takes what was done, in order
   */
  static <T> void each(
      LedgerPlace place,
      StretchOption wanted,
      Concerning concerning,
      Progress progress,
      Making<T> making,
      Consumer<T> taking) {
    try (Ledger ledger = place.open()) {
      requireRecorded(ledger, concerning);
      PastDecisions past = new PastDecisions(ledger, CelGate.following(ledger::content));
      Timeline timeline = new Timeline(ledger);
      Stretch stretch = wanted.of(timeline);
      long _ =
          past.through(
              stretch,
              concerning,
              FOR_EVER,
              making.of(ledger, timeline, past),
              (done, through) -> {
                taking.accept(done);
                progress.at(through - stretch.first() + 1, stretch.positions());
              });
    } catch (LedgerBroken e) {
      throw Failure.no("%s; `daybook verify` tells what else is wrong".formatted(e.getMessage()));
    } catch (StoreUnavailable e) {
      throw Failure.couldNot(String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireRecorded(Ledger ledger, Concerning concerning) {
    try {
      RecordedNames.require(ledger, concerning);
    } catch (IllegalArgumentException e) {
      throw Failure.no(String.valueOf(e.getMessage()));
    }
  }
}
