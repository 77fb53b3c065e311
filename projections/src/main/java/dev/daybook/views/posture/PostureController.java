package dev.daybook.views.posture;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.views.Answer;
import dev.daybook.views.Asked;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.posture.PostureQueries.Count;
import dev.daybook.views.posture.PostureQueries.Filter;
import dev.daybook.views.posture.PostureQueries.Rule;
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
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/posture}: what the rules in force say of what stands. */
@Controller("/api/v1/posture")
@Allowed(Role.READER)
@Tag(name = "posture")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PostureController {

  private final Moments moments;
  private final PostureQueries posture;

  PostureController(Moments moments, PostureQueries posture) {
    this.moments = moments;
    this.posture = posture;
  }

  /**
   * Lists what each rule says of each product and contract, by subject, then rule.
   *
   * @param subject only of this one, product/sales.customer-360
   * @param domain only of this domain
   * @param policy only of this policy, or of one rule of it: minimum-documentation/has-owner
   * @param status pass, fail, waived or unjudged, or several with commas between; all without it
   * @param control only of policies that serve this control, GDPR-Art-32
   * @param limit 1 to 1,000, 100 without it
   * @param after where the page before ended, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<Rule>> rules(
      HttpRequest<?> request,
      @Nullable @QueryValue String subject,
      @Nullable @QueryValue String domain,
      @Nullable @QueryValue String policy,
      @Nullable @QueryValue String status,
      @Nullable @QueryValue String control,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    Filter filter = filter(subject, domain, policy, status, control);
    Moment moment = moment(request);
    return Answer.page(
        request, posture.list(moment, filter, Limit.of(limit), after), "after", moment);
  }

  /**
   * Counts what rules say, for the bars and tables of dashboards.
   *
   * @param by domain, policy, rule, control or subject; domain without it
   * @param subject only of this one, product/sales.customer-360
   * @param domain only of this domain
   * @param policy only of this policy, or of one rule of it
   * @param status only those that say this, or one of these
   * @param control only of policies that serve this control
   * @param limit 1 to 1,000, 100 without it
   * @param after the last key of the page before, see the header Link
   */
  @TakesAsOf
  @Get("/counts")
  HttpResponse<List<Count>> counts(
      HttpRequest<?> request,
      @Nullable @QueryValue String by,
      @Nullable @QueryValue String subject,
      @Nullable @QueryValue String domain,
      @Nullable @QueryValue String policy,
      @Nullable @QueryValue String status,
      @Nullable @QueryValue String control,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    String key = Asked.word("by", by == null ? "domain" : by, PostureQueries.KEYS);
    Filter filter = filter(subject, domain, policy, status, control);
    Moment moment = moment(request);
    return Answer.page(
        request,
        posture.count(moment, String.valueOf(key), filter, Limit.of(limit), after),
        "after",
        moment);
  }

  private static Filter filter(
      @Nullable String subject,
      @Nullable String domain,
      @Nullable String policy,
      @Nullable String status,
      @Nullable String control) {
    return new Filter(
        Asked.filter("subject", subject, EnumSet.of(SubjectKind.PRODUCT, SubjectKind.CONTRACT)),
        domain,
        policy,
        Asked.words("status", status, PostureQueries.STATUSES),
        control);
  }

  private Moment moment(HttpRequest<?> request) {
    return moments.asked(request, PostureQueries.VIEWS);
  }
}
