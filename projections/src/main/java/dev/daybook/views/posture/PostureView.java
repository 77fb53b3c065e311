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

/** What every rule in force says of every product and contract. */
public final class PostureView implements View {

  public static final String NAME = "posture";

  private static final Table.History<PostureRow> POSTURE =
      Table.History.of("posture", PostureRow.class);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(POSTURE);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(new Follow<>(PostureChanged.class, PostureView::apply));
  }

  private static void apply(PostureChanged event, LedgerEntry entry, Rows rows) {
    for (PolicyPosture policy : event.policies()) {
      for (RulePosture rule : policy.rules()) {
        Outcome now = rule.now();
        if (now == null) {
          rows.end(POSTURE, entry, rule.rule());
        } else {
          rows.put(POSTURE, entry, rule.rule(), PostureRow.of(event, policy, rule, now));
        }
      }
    }
  }
}
