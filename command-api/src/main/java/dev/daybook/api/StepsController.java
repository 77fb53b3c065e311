package dev.daybook.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.decision.Actor.Role;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Facts;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Positions;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.moment.Timeline;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.FrozenFacts;
import dev.daybook.rules.KeptFacts;
import dev.daybook.rules.PastPolicies;
import dev.daybook.rules.Steps;
import dev.daybook.store.EntryScan;
import dev.daybook.store.Kept;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/ledger/steps}: what judging decisions went through, step by step. */
@Controller("/api/v1/ledger/steps")
@Allowed(Role.AUDITOR)
@Tag(name = "ledger")
@ExecuteOn(TaskExecutors.BLOCKING)
final class StepsController {

  private static final Set<String> DECISIONS = Set.of("decision.recorded");

  /** Bytes of steps after which a page ends. */
  private static final long PAGE_BYTES = 4 << 20;

  private final Ledger ledger;
  private final PastPolicies policies;
  private final Timeline timeline;

  StepsController(Ledger ledger, CelGate gate, Timeline timeline) {
    this.ledger = ledger;
    this.policies = new PastPolicies(ledger, gate.patient());
    this.timeline = timeline;
  }

  /** A page of decisions. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "JudgingSteps")
  record Page(
      List<Judged> decisions,
      @Schema(
              description =
                  "by a policy's SHA-256, in base64: JSON with the text of each of its expressions,"
                      + " and [number, begin, end] of its parts")
          Map<String, String> policies,
      @Schema(description = "position to go on from; absent at the end") @Nullable Long next) {}

  /** A decision. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DecisionSteps")
  record Judged(
      long position,
      @Schema(description = "the steps in base64; their SHA-256 is the decision's traceSha256")
          @Nullable String steps,
      @Schema(description = "whether a text among them names a person")
          @Nullable Boolean namesPersons,
      @Schema(
              description =
                  "why there are none: erased (its facts named somebody who was erased), absent"
                      + " (judging takes other steps now, or its facts are not there)")
          @Nullable String none) {}

  /**
   * Judges the decisions in a range of positions again, and answers for each the steps as bytes
   * whose SHA-256 was recorded with it. Nothing is recorded.
   *
   * @param from position of the first entry to look at, 1 without it
   * @param limit 1 to 1,000 entries to look at, 100 without it; fewer where steps are many
   */
  @TakesAsOf
  @Get
  HttpResponse<Page> steps(
      HttpRequest<?> request,
      @Nullable @QueryValue Long from,
      @Nullable @QueryValue Integer limit) {
    long first = first(from);
    long position = timeline.asked(request);
    long last = Math.min(position, first - 1 + Limit.of(limit).items());
    return Positions.stamp(HttpResponse.ok(page(first, last, position)), position)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static long first(@Nullable Long from) {
    long first = from == null ? 1 : from;
    if (first < 1) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`from` cannot be %d".formatted(first),
          "positions begin at 1");
    }
    return first;
  }

  private Page page(long first, long last, long position) {
    List<Judged> judged = new ArrayList<>();
    Map<String, String> parts = new TreeMap<>();
    long bytes = 0;
    long next = last + 1;
    try (EntryScan scan = ledger.scan(DECISIONS, first, last)) {
      List<LedgerEntry> entries = scan.next(Limit.MAX, Long.MAX_VALUE);
      KeptFacts facts =
          KeptFacts.of(ledger, entries.stream().map(StepsController::decision).toList());
      for (LedgerEntry entry : entries) {
        if (bytes > PAGE_BYTES) {
          next = entry.position();
          break;
        }
        Judged one = judged(entry, facts, parts);
        judged.add(one);
        bytes += one.steps() == null ? 0 : one.steps().length();
      }
    }
    return new Page(judged, parts, next > position ? null : next);
  }

  private static DecisionRecorded decision(LedgerEntry entry) {
    return (DecisionRecorded) entry.event();
  }

  private Judged judged(LedgerEntry entry, KeptFacts known, Map<String, String> parts) {
    DecisionRecorded decision = decision(entry);
    Kept kept = known.of(decision);
    Optional<Facts> facts =
        kept.readable()
            .flatMap(bytes -> FrozenFacts.read(bytes, decision.factsSha256(), decision.command()));
    if (facts.isEmpty()) {
      return new Judged(
          entry.position(), null, null, kept instanceof Kept.Erased ? "erased" : "absent");
    }
    CelGate gate = policies.at(decision.policyPosition());
    Steps steps = Steps.of(gate, decision, facts.get()).orElse(null);
    if (steps == null) {
      return new Judged(entry.position(), null, null, "absent");
    }
    Steps.parts(gate, decision, parts.keySet())
        .forEach((sha256, json) -> parts.put(sha256, Base64.getEncoder().encodeToString(json)));
    return new Judged(
        entry.position(),
        Base64.getEncoder().encodeToString(steps.bytes()),
        kept instanceof Kept.Personal && steps.namesPersons(),
        null);
  }
}
