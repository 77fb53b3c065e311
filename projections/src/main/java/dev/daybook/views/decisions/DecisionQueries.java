package dev.daybook.views.decisions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Judgement;
import dev.daybook.decision.Judgement.CeilingUsed;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.Languages;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.CommandKind;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import dev.daybook.views.organisation.OrganisationView;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds decisions, and explains them. */
@Singleton
public final class DecisionQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(DecisionView.NAME, OrganisationView.NAME);

  static final List<String> OUTCOMES = List.of("accepted", "denied");

  /** Every kind of command there is. */
  static final List<String> COMMANDS = List.copyOf(CommandKind.all().keySet());

  /** Most events one decision is shown with. */
  private static final int MAX_EVENTS = 1_000;

  private final ViewReader reader;
  private final Ledger ledger;

  public DecisionQueries(ViewReader reader, Ledger ledger) {
    this.reader = reader;
    this.ledger = ledger;
  }

  /**
   * Which decisions to list; what is absent does not matter.
   *
   * @param outcome {@code accepted} or {@code denied}
   * @param rule a rule that is among the findings
   * @param wouldDeny whether it was accepted only because a ceiling caps what denies it
   * @param waiver a waiver that covers one of the findings
   */
  public record Filter(
      @Nullable SubjectName subject,
      @Nullable String domain,
      @Nullable String outcome,
      @Nullable String command,
      @Nullable String actor,
      @Nullable String rule,
      @Nullable Boolean wouldDeny,
      @Nullable SubjectName waiver) {

    public static final Filter NONE = new Filter(null, null, null, null, null, null, null, null);
  }

  /** A decision in a list. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DecisionSummary")
  public record Summary(
      UUID id,
      long position,
      String subject,
      String command,
      @Schema(description = "accepted or denied") String outcome,
      int findings,
      @Schema(description = "accepted only because a ceiling caps what denies it")
          boolean wouldDeny,
      @Schema(description = "surrogate id") String actor,
      @Nullable String actorName,
      @Nullable String onBehalfOf,
      String environment,
      @Nullable String reason,
      @Nullable String ticket,
      @Nullable String document,
      Instant recordedAt) {}

  /** A decision and everything that explains it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "Decision")
  public record Explained(
      Summary decision,
      @Schema(description = "rules that did not pass, worst first, with what made them so")
          List<Finding> findings,
      @Schema(description = "every rule asked, passes too") List<Judgement.RuleOutcome> rules,
      @Schema(description = "every policy asked, by the digest of its bytes")
          List<Judgement.PolicyUsed> policies,
      @Schema(description = "what caps every effect; absent where nothing does")
          @Nullable CeilingUsed ceiling,
      @Schema(description = "as of which ledger position the policies in force were read")
          long policyPosition,
      @Schema(description = "the subject's last sequence when it was judged; -1 before its first")
          long judgedAt,
      @Schema(description = "the time the rules saw") Instant clock,
      String engine,
      String payloadSha256,
      @Schema(description = "bytes at GET /api/v1/documents/{sha256}") String factsSha256,
      @Schema(description = "every step of judging; the same when the same is judged again")
          String traceSha256,
      @Schema(description = "what was recorded because of it") List<Event> events) {}

  /** The same with its findings told in the best language there is. */
  static Explained in(Languages languages, Explained explained) {
    return new Explained(
        explained.decision(),
        explained.findings().stream().map(finding -> finding.in(languages)).toList(),
        explained.rules(),
        explained.policies(),
        explained.ceiling(),
        explained.policyPosition(),
        explained.judgedAt(),
        explained.clock(),
        explained.engine(),
        explained.payloadSha256(),
        explained.factsSha256(),
        explained.traceSha256(),
        explained.events());
  }

  /** An entry that follows from a decision. */
  @Schema(name = "DecisionEvent")
  public record Event(long position, String type, String stream, long sequence) {}

  /** Decisions, newest first, those before position {@code before}. */
  public Page<Summary> list(Moment moment, Filter filter, Limit limit, @Nullable Long before) {
    return Page.of(
        reader.list(
            DecisionQueries.class,
            "decisions",
            Params.at(moment)
                .andItself()
                .andStream("subject", filter.subject())
                .andFolded("domain", filter.domain())
                .andFolded("outcome", filter.outcome())
                .and("command", filter.command())
                .and("actor", filter.actor())
                .and("rule", filter.rule())
                .and("wouldDeny", filter.wouldDeny())
                .andStream("waiver", filter.waiver())
                .and("before", before == null ? Long.MAX_VALUE : before)
                .and("limit", limit.andOne()),
            Summary.class),
        limit,
        summary -> Long.toString(summary.position()));
  }

  public Optional<Explained> decision(Moment moment, UUID id) {
    return reader
        .first(
            DecisionQueries.class,
            "decision",
            Params.at(moment).andItself().and("id", id),
            Summary.class)
        .flatMap(summary -> ledger.entry(summary.position()).map(entry -> explain(summary, entry)));
  }

  private Explained explain(Summary summary, LedgerEntry entry) {
    if (!(entry.event() instanceof DecisionRecorded decision)) {
      throw new IllegalStateException("no decision at " + entry);
    }
    return new Explained(
        summary,
        decision.findings(),
        decision.rules(),
        decision.policies(),
        decision.ceiling(),
        decision.policyPosition(),
        decision.judgedAt(),
        decision.clock(),
        decision.engine(),
        decision.payloadSha256(),
        decision.factsSha256(),
        decision.traceSha256(),
        decision.accepted() ? events(decision.id(), entry.position()) : List.of());
  }

  /** A decision's events stand right behind it: they were appended together. */
  private List<Event> events(UUID decision, long position) {
    return ledger.entries(position + 1, MAX_EVENTS).stream()
        .takeWhile(entry -> follows(entry.metadata(), decision))
        .map(entry -> new Event(entry.position(), entry.type(), entry.stream(), entry.sequence()))
        .toList();
  }

  private static boolean follows(EntryMetadata metadata, UUID decision) {
    return metadata.decision().equals(decision);
  }
}
