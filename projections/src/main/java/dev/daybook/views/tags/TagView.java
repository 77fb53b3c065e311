package dev.daybook.views.tags;

import dev.daybook.store.LedgerEntry;
import dev.daybook.tag.TagEvent;
import dev.daybook.tag.TagEvent.MomentTagged;
import dev.daybook.views.Follow;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import java.time.Instant;
import java.util.List;

/** The tags that are set, one row each, which never changes. */
public final class TagView implements View {

  public static final String NAME = "tags";

  private static final Table.History<TagRow> TAG = Table.History.of("tag", TagRow.class);

  /**
   * @param name the tag's name as written
   * @param tagged the position it stands for
   * @param setBy surrogate id of who set it
   */
  record TagRow(
      String subject, String name, long tagged, String reason, Instant setAt, String setBy) {}

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
    return List.of(TAG);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(new Follow<>(TagEvent.class, TagView::apply));
  }

  private static void apply(TagEvent event, LedgerEntry entry, Rows rows) {
    switch (event) {
      case MomentTagged e ->
          rows.put(
              TAG,
              entry,
              "",
              new TagRow(
                  e.subject().toString(),
                  e.subject().path(),
                  e.position(),
                  e.reason(),
                  entry.recordedAt(),
                  entry.metadata().actor()));
    }
  }
}
