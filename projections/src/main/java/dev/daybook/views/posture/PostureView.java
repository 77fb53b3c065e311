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

/**
 * What every rule in force says of every product and contract, and how many say so: of each of
 * these, and of each policy, rule and control by blocks of positions.
 */
public final class PostureView implements View {

  public static final String NAME = "posture";

  private static final Table.History<PostureRow> POSTURE =
      Table.History.of("posture", PostureRow.class);

  private static final Table.History<PostureSubjectRow> SUBJECTS =
      Table.History.of("posture_subject", PostureSubjectRow.class);

  /** How many positions a small block has: the first is of positions below it. */
  static final long SMALL = 100;

  /** How many positions a large one has: some small ones, whole. */
  static final long LARGE = 100 * SMALL;

  private static final Table.Tally<Turned> TURNED =
      Table.Tally.of(
          "posture_turned", Turned.class, "pass", "fail", "waived", "unjudged", "subjects");

  /**
   * @param kind what {@code name} is one of: {@code policy}, {@code rule} or {@code control}
   * @param positions how many a block has: {@link #SMALL} or {@link #LARGE}
   * @param block in which of them what is counted turned
   */
  record Turned(String kind, long positions, long block, String name) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 4;
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(POSTURE, SUBJECTS, TURNED);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(new Follow<>(PostureChanged.class, PostureView::apply));
  }

  private static void apply(PostureChanged event, LedgerEntry entry, Rows rows) {
    PostureSubjectRow before = rows.current(SUBJECTS, entry, "");
    PostureSubjectRow counts = before == null ? PostureSubjectRow.none(event) : before;
    PostureTurns turns = new PostureTurns();
    turns.before(rows.all(POSTURE, entry).values());
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
    turns.after(rows.all(POSTURE, entry).values());
    turns.each(
        (kind, name, counter, by) -> {
          for (long positions : List.of(SMALL, LARGE)) {
            long block = entry.position() / positions;
            rows.count(TURNED, entry, new Turned(kind, positions, block, name), counter, by);
          }
        });
    if (!counts.isEmpty()) {
      rows.put(SUBJECTS, entry, "", counts);
    } else if (before != null) {
      rows.end(SUBJECTS, entry, "");
    }
  }
}
