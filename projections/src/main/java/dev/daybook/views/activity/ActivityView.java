package dev.daybook.views.activity;

import dev.daybook.access.AccessEvent;
import dev.daybook.ceiling.CeilingEvent;
import dev.daybook.contract.ContractEvent;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.domain.DomainEvent;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.SubjectName;
import dev.daybook.params.ParamsEvent;
import dev.daybook.parked.ParkedEvent;
import dev.daybook.policy.PolicyEvent;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.product.ProductEvent;
import dev.daybook.slo.SloEvent;
import dev.daybook.store.LedgerEntry;
import dev.daybook.tag.TagEvent;
import dev.daybook.team.TeamEvent;
import dev.daybook.views.Follow;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import dev.daybook.waiver.WaiverEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened, one line an entry. Accepted decisions are left out, as the events they allowed
 * tell the same; so are measurements, of which there are many and whose breaches are told, and
 * rules that are asked of something for the first time and pass.
 */
public final class ActivityView implements View {

  public static final String NAME = "activity";

  private static final Table.Log<ActivityRow> ACTIVITY =
      Table.Log.of("activity", ActivityRow.class);

  /**
   * @param type the entry's wire name; {@code decision.recorded} for a denial
   * @param stream the subject's stream
   * @param summary what happened, for people
   */
  record ActivityRow(
      Instant recordedAt,
      String type,
      String stream,
      String subject,
      String domain,
      String summary,
      String actor,
      String actorKind,
      @Nullable String onBehalfOf,
      String environment,
      @Nullable String reason,
      @Nullable String ticket,
      UUID decision) {}

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
    return List.of(ACTIVITY);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(
        new Follow<>(ProductEvent.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)),
        new Follow<>(
            ContractEvent.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)),
        new Follow<>(PolicyEvent.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)),
        new Follow<>(ParamsEvent.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)),
        new Follow<>(CeilingEvent.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)),
        new Follow<>(WaiverEvent.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)),
        new Follow<>(TagEvent.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)),
        new Follow<>(ParkedEvent.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)),
        new Follow<>(DomainEvent.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)),
        new Follow<>(TeamEvent.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)),
        new Follow<>(AccessEvent.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)),
        new Follow<>(SloEvent.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)),
        new Follow<>(
            PostureChanged.class,
            (e, entry, rows) -> tell(e.about(), Sentences.of(e), entry, rows)),
        new Follow<>(
            DecisionRecorded.class, (e, entry, rows) -> tell(e, Sentences.of(e), entry, rows)));
  }

  private static void tell(
      SubjectEvent event, @Nullable String summary, LedgerEntry entry, Rows rows) {
    tell(event.subject(), summary, entry, rows);
  }

  /** What is told of another subject than the one whose stream tells it. */
  private static void tell(
      SubjectName about, @Nullable String summary, LedgerEntry entry, Rows rows) {
    if (summary == null) {
      return;
    }
    EntryMetadata metadata = entry.metadata();
    rows.log(
        ACTIVITY,
        entry,
        new ActivityRow(
            entry.recordedAt(),
            entry.type(),
            about.stream(),
            about.toString(),
            Folded.name(about.domainName().orElse("")),
            summary,
            metadata.actor(),
            metadata.actorKind().name().toLowerCase(Locale.ROOT),
            metadata.context().onBehalfOf(),
            metadata.context().environment(),
            metadata.context().reason(),
            metadata.context().ticket(),
            metadata.decision()));
  }
}
