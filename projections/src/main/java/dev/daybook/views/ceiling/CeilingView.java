package dev.daybook.views.ceiling;

import dev.daybook.ceiling.CeilingEvent;
import dev.daybook.ceiling.CeilingEvent.CeilingLowered;
import dev.daybook.ceiling.CeilingEvent.CeilingRaised;
import dev.daybook.ceiling.CeilingEvent.CeilingRemoved;
import dev.daybook.decision.Effect;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Follow;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import java.time.Instant;
import java.util.List;

/** The ceilings that are set, one row each; none for one that was removed. */
public final class CeilingView implements View {

  public static final String NAME = "ceilings";

  private static final Table.History<CeilingRow> CEILING =
      Table.History.of("ceiling", CeilingRow.class);

  /**
   * @param name the domain as written, or {@code all}
   * @param level {@code audit}, {@code warn} or {@code deny}
   */
  record CeilingRow(String subject, String name, String level, String reason, Instant changedAt) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(CEILING);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(new Follow<>(CeilingEvent.class, CeilingView::apply));
  }

  private static void apply(CeilingEvent event, LedgerEntry entry, Rows rows) {
    switch (event) {
      case CeilingRaised e -> set(e, e.level(), e.reason(), entry, rows);
      case CeilingLowered e -> set(e, e.level(), e.reason(), entry, rows);
      case CeilingRemoved _ -> rows.end(CEILING, entry, "");
    }
  }

  private static void set(
      CeilingEvent event, Effect level, String reason, LedgerEntry entry, Rows rows) {
    rows.put(
        CEILING,
        entry,
        "",
        new CeilingRow(
            event.subject().toString(),
            event.subject().path(),
            level.word(),
            reason,
            entry.recordedAt()));
  }
}
