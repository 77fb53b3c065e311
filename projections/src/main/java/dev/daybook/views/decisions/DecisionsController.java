package dev.daybook.views.decisions;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.AcceptLanguage;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.views.Answer;
import dev.daybook.views.Asked;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.decisions.DecisionQueries.Explained;
import dev.daybook.views.decisions.DecisionQueries.Filter;
import dev.daybook.views.decisions.DecisionQueries.Summary;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/decisions}: what was decided, by which rules, and why. */
@Controller("/api/v1/decisions")
@Allowed(Role.READER)
@Tag(name = "decisions")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DecisionsController {

  private static final String WAIVER = SubjectKind.WAIVER.word() + "/";

  private final Moments moments;
  private final DecisionQueries decisions;

  DecisionsController(Moments moments, DecisionQueries decisions) {
    this.moments = moments;
    this.decisions = decisions;
  }

  /**
   * Lists decisions, newest first.
   *
   * @param subject only about this subject, product/sales.customer-360
   * @param domain only about products and contracts of this domain
   * @param outcome accepted or denied; both without it
   * @param command only of this kind, PublishProduct
   * @param actor only asked by this actor, by its surrogate id
   * @param rule only with a finding of this rule
   * @param wouldDeny true for those accepted only because a ceiling caps what denies them; false
   *     for all others
   * @param waiver only with a finding that this waiver covers, waiver/crm-migration or without the
   *     waiver/
   * @param limit 1 to 1,000, 100 without it
   * @param before the last position of the page before, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<Summary>> decisions(
      HttpRequest<?> request,
      @Nullable @QueryValue String subject,
      @Nullable @QueryValue String domain,
      @Nullable @QueryValue String outcome,
      @Nullable @QueryValue String command,
      @Nullable @QueryValue String actor,
      @Nullable @QueryValue String rule,
      @Nullable @QueryValue String wouldDeny,
      @Nullable @QueryValue String waiver,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String before) {
    Filter filter =
        new Filter(
            Asked.filter("subject", subject, EnumSet.allOf(SubjectKind.class)),
            domain,
            Asked.word("outcome", outcome, DecisionQueries.OUTCOMES),
            Asked.word("command", command, DecisionQueries.COMMANDS),
            actor,
            rule,
            Asked.yesOrNo("wouldDeny", wouldDeny),
            waiver(waiver));
    Moment moment = moment(request);
    return Answer.page(
        request,
        decisions.list(
            moment,
            filter,
            Limit.of(limit),
            before == null ? null : Asked.position("before", before)),
        "before",
        moment);
  }

  /**
   * Explains a decision: every rule asked, what each found and why, and what was recorded. Messages
   * that a rule has in several languages are told in the one Accept-Language prefers.
   */
  @TakesAsOf
  @Get("/{id}")
  HttpResponse<Explained> decision(HttpRequest<?> request, UUID id) {
    Moment moment = moment(request);
    return Answer.of(
        decisions
            .decision(moment, id)
            .map(explained -> DecisionQueries.in(AcceptLanguage.of(request), explained))
            .orElseThrow(
                () -> Asked.notFound("Decision", id.toString(), moment, "GET /api/v1/decisions")),
        moment);
  }

  private static @Nullable SubjectName waiver(@Nullable String text) {
    String whole = text == null || text.contains("/") ? text : WAIVER + text;
    return Asked.filter("waiver", whole, EnumSet.of(SubjectKind.WAIVER));
  }

  private Moment moment(HttpRequest<?> request) {
    return moments.asked(request, DecisionQueries.VIEWS);
  }
}
