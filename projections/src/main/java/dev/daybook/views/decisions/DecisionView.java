package dev.daybook.views.decisions;

import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Effect;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Finding.WaiverUsed;
import dev.daybook.decision.Judgement.CeilingUsed;
import dev.daybook.mesh.Folded;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Follow;
import dev.daybook.views.Rows;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every decision, one row each, and one row for each of its findings. */
public final class DecisionView implements View {

  public static final String NAME = "decisions";

  private static final Table.Log<DecisionRow> DECISION =
      Table.Log.of("decision", DecisionRow.class);

  private static final Table.Log<FindingRow> FINDING = Table.Log.of("finding", FindingRow.class);

  /**
   * @param stream the subject's stream
   * @param findings how many rules did not pass
   * @param denials how many of them deny
   * @param wouldDeny whether it was accepted only because a ceiling caps what denies it
   * @param ceiling the ceiling it was judged under
   * @param ceilingLevel the most that policies did under it
   */
  record DecisionRow(
      UUID id,
      String stream,
      String subject,
      String domain,
      String command,
      boolean accepted,
      int findings,
      int denials,
      String actor,
      String actorKind,
      @Nullable String onBehalfOf,
      String environment,
      @Nullable String reason,
      @Nullable String ticket,
      @Nullable String document,
      boolean wouldDeny,
      @Nullable String ceiling,
      @Nullable String ceilingLevel,
      Instant recordedAt) {}

  /**
   * @param ordinal place among the decision's findings, from 0, worst first
   * @param waiver the stream of the waiver that covers it
   */
  record FindingRow(
      int ordinal,
      UUID decision,
      String stream,
      String domain,
      boolean accepted,
      String rule,
      String outcome,
      String effect,
      String severity,
      String message,
      String pointer,
      @Nullable Integer line,
      @Nullable String fix,
      @Nullable String contact,
      @Nullable String documentation,
      List<String> controls,
      @Nullable String uncapped,
      @Nullable String waiver,
      Instant recordedAt) {}

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
    return List.of(DECISION, FINDING);
  }

  @Override
  public List<Follow<?>> follows() {
    return List.of(new Follow<>(DecisionRecorded.class, DecisionView::apply));
  }

  private static void apply(DecisionRecorded e, LedgerEntry entry, Rows rows) {
    EntryMetadata metadata = entry.metadata();
    CeilingUsed ceiling = e.ceiling();
    String stream = e.subject().stream();
    String domain = Folded.name(e.subject().domainName().orElse(""));
    rows.log(
        DECISION,
        entry,
        new DecisionRow(
            e.id(),
            stream,
            e.subject().toString(),
            domain,
            e.command(),
            e.accepted(),
            e.findings().size(),
            (int) e.findings().stream().filter(DecisionView::denies).count(),
            metadata.actor(),
            metadata.actorKind().name().toLowerCase(Locale.ROOT),
            metadata.context().onBehalfOf(),
            metadata.context().environment(),
            metadata.context().reason(),
            metadata.context().ticket(),
            e.documentSha256(),
            e.accepted() && e.findings().stream().anyMatch(Finding::wouldDeny),
            ceiling == null ? null : ceiling.subject().toString(),
            ceiling == null ? null : ceiling.level().word(),
            entry.recordedAt()));
    for (int i = 0; i < e.findings().size(); i++) {
      Finding finding = e.findings().get(i);
      Effect uncapped = finding.uncapped();
      WaiverUsed waiver = finding.waiver();
      rows.log(
          FINDING,
          entry,
          new FindingRow(
              i,
              e.id(),
              stream,
              domain,
              e.accepted(),
              finding.rule(),
              finding.outcome().word(),
              finding.effect().word(),
              finding.severity().word(),
              finding.message(),
              finding.pointer(),
              finding.line(),
              finding.fix(),
              finding.contact(),
              finding.documentation(),
              finding.controls(),
              uncapped == null ? null : uncapped.word(),
              waiver == null ? null : waiver.subject().stream(),
              entry.recordedAt()));
    }
  }

  private static boolean denies(Finding finding) {
    return switch (finding.effect()) {
      case DENY ->
          switch (finding.outcome()) {
            case FAIL, UNJUDGED -> true;
            case PASS, WAIVED -> false;
          };
      case WARN, AUDIT -> false;
    };
  }
}
