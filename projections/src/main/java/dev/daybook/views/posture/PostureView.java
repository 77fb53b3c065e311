package dev.daybook.views.posture;

import dev.daybook.decision.Outcome;
import dev.daybook.posture.PostureEvent.PolicyPosture;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.posture.PostureEvent.RulePosture;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Follow;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import java.util.List;

/** What every rule in force says of every product and contract, and how many say so. */
public final class PostureView implements View {

  public static final String NAME = "posture";

  private static final Table.History<PostureRow> POSTURE =
      Table.History.of("posture", PostureRow.class);

  private static final Table.History<PostureSubjectRow> SUBJECTS =
      Table.History.of("posture_subject", PostureSubjectRow.class);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 3;
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(POSTURE, SUBJECTS);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(new Follow<>(PostureChanged.class, PostureView::apply));
  }

  private static void apply(PostureChanged event, LedgerEntry entry, Rows rows) {
    PostureSubjectRow before = rows.current(SUBJECTS, entry, "");
    PostureSubjectRow counts = before == null ? PostureSubjectRow.none(event) : before;
    for (PolicyPosture policy : event.policies()) {
      for (RulePosture rule : policy.rules()) {
        Outcome now = rule.now();
        PostureRow was = rows.current(POSTURE, entry, rule.rule());
        counts = counts.turned(was == null ? null : was.status(), now == null ? null : now.word());
        if (now == null) {
          rows.end(POSTURE, entry, rule.rule());
        } else {
          rows.put(POSTURE, entry, rule.rule(), PostureRow.of(event, policy, rule, now));
        }
      }
    }
    if (!counts.isEmpty()) {
      rows.put(SUBJECTS, entry, "", counts);
    } else if (before != null) {
      rows.end(SUBJECTS, entry, "");
    }
  }
}
