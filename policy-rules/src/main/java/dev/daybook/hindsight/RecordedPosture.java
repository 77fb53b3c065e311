package dev.daybook.hindsight;

import dev.daybook.hindsight.PostureDifference.Noticed;
import dev.daybook.mesh.SubjectName;
import dev.daybook.posture.Cause;
import dev.daybook.posture.Posture;
import dev.daybook.posture.PostureEvent.PolicyPosture;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was recorded of one subject's posture, read from its stream.
 *
 * @param about the subject, spelled as it was recorded
 * @param before its posture at the first moment
 * @param after at the second
 * @param noticed by rule, what was recorded last between them
 */
record RecordedPosture(
    SubjectName about, Posture before, Posture after, Map<String, Seen> noticed) {

  private static final int PAGE = 1_000;

  /** When something was noticed last, and what was taken for the cause. */
  record Seen(Cause cause, Noticed told) {}

  /**
   * Reads it.
   *
   * @param from the last position before the first moment
   * @param to that of the second moment
   */
  static RecordedPosture of(Ledger ledger, SubjectName subject, long from, long to) {
    String stream = Posture.of(subject).stream();
    Posture before = Posture.NONE;
    Posture after = Posture.NONE;
    Map<String, Seen> noticed = new HashMap<>();
    SubjectName about = subject;
    long next = 0;
    while (true) {
      List<LedgerEntry> page = ledger.stream(stream, next, PAGE);
      for (LedgerEntry entry : page) {
        if (entry.position() > to) {
          return new RecordedPosture(about, before, after, noticed);
        }
        if (entry.event() instanceof PostureChanged changed) {
          about = changed.about();
          after = after.after(changed);
          if (entry.position() <= from) {
            before = after;
          } else {
            notice(noticed, entry, changed);
          }
        }
      }
      if (page.isEmpty()) {
        return new RecordedPosture(about, before, after, noticed);
      }
      next = page.getLast().sequence() + 1;
    }
  }

  private static void notice(Map<String, Seen> noticed, LedgerEntry entry, PostureChanged changed) {
    for (PolicyPosture policy : changed.policies()) {
      Seen seen =
          new Seen(
              policy.cause(),
              new Noticed(
                  entry.position(), changed.clock(), policy.cause().word(), policy.causedBy()));
      policy.rules().forEach(rule -> noticed.put(rule.rule(), seen));
    }
  }
}
