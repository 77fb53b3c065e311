package dev.daybook.api;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.Judgement.RuleOutcome;
import dev.daybook.decision.Outcome;
import dev.daybook.edge.AcceptLanguage;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Positions;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.Languages;
import dev.daybook.mesh.Nearest;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.moment.Timeline;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/decisions/{id}/explanation}: what every part of a rule came to. */
@Controller("/api/v1/decisions/{id}/explanation")
@Allowed(Role.READER)
@Tag(name = "decisions")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ExplanationController {

  private final Ledger ledger;
  private final DecisionsAgain again;
  private final Timeline timeline;

  ExplanationController(Ledger ledger, DecisionsAgain again, Timeline timeline) {
    this.ledger = ledger;
    this.again = again;
    this.timeline = timeline;
  }

  /**
   * Judges a decision again, on the facts and by the policies it was judged by, and tells of each
   * rule that did not pass the value of every part of its expression, of the conditions it was
   * asked under and of the variables it is made of. Says whether the steps are those that were
   * recorded. Nothing is recorded.
   *
   * <p>Values are told as findings tell them: no names of persons. Of a rule that passed nothing
   * was told when it was decided, so that is for auditors, admins and whoever asked.
   *
   * @param rule policy/rule: this one alone, whether it passed or not
   */
  @TakesAsOf
  @Get
  HttpResponse<DecisionExplanation> explanation(
      HttpRequest<?> request,
      @Parameter(hidden = true) Actor actor,
      UUID id,
      @Nullable @QueryValue String rule) {
    long position = timeline.asked(request);
    LedgerEntry entry = entry(id, position);
    DecisionRecorded decision = (DecisionRecorded) entry.event();
    List<String> rules = DecisionsAgain.notPassed(decision);
    if (rule != null) {
      rules = List.of(known(decision, rules, rule));
      refusePassed(entry, decision, actor, rules.getFirst());
    }
    Languages languages = AcceptLanguage.of(request);
    return Positions.stamp(
        HttpResponse.ok(told(languages, entry, decision, again.judged(decision, rules))), position);
  }

  private LedgerEntry entry(UUID id, long position) {
    return ledger.stream(DecisionRecorded.stream(id), 0, 1).stream()
        .filter(entry -> entry.position() <= position)
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.NOT_FOUND,
                    "Decision not found",
                    "no decision is called `%s`; GET /api/v1/decisions lists what there is"
                        .formatted(id)));
  }

  private static String known(DecisionRecorded decision, List<String> notPassed, String rule) {
    List<String> asked = decision.rules().stream().map(RuleOutcome::rule).toList();
    if (asked.contains(rule) || notPassed.contains(rule)) {
      return rule;
    }
    throw new ProblemException(
        ProblemType.INVALID_PARAMETER,
        "`%s` was not asked in this decision"
            .formatted(rule.substring(0, Math.min(200, rule.length()))),
        Nearest.question(rule, asked).map(question -> question + " ").orElse("")
            + "GET /api/v1/decisions/%s lists the rules that were".formatted(decision.id()));
  }

  private static void refusePassed(
      LedgerEntry entry, DecisionRecorded decision, Actor actor, String rule) {
    boolean passed =
        decision.rules().stream()
            .anyMatch(each -> each.rule().equals(rule) && each.outcome() == Outcome.PASS);
    boolean own = entry.metadata().actor().equals(actor.id());
    if (passed && !own && !actor.may(Role.AUDITOR)) {
      throw new ProblemException(
          ProblemType.FORBIDDEN,
          "`%s` passed, and what it looked at was told to nobody".formatted(rule),
          "ask as auditor, as admin, or as whoever asked for the decision; rules that did not pass"
              + " are told to every reader");
    }
  }

  private static DecisionExplanation told(
      Languages languages,
      LedgerEntry entry,
      DecisionRecorded decision,
      DecisionsAgain.Judged judged) {
    return new DecisionExplanation(
        decision.id(),
        entry.position(),
        decision.subject().toString(),
        decision.command(),
        decision.accepted() ? "accepted" : "denied",
        judged.inexact() == null,
        judged.inexact(),
        decision.engine(),
        judged.engine(),
        decision.traceSha256(),
        judged.traceSha256(),
        judged.rules().stream()
            .map(
                each ->
                    each.with(
                        Optional.ofNullable(each.finding())
                            .map(finding -> finding.in(languages))
                            .orElse(null)))
            .toList(),
        judged.leftOut());
  }
}
