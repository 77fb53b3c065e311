package dev.daybook.views.waivers;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.AsOf;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.views.Answer;
import dev.daybook.views.Asked;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.SubjectAnswers;
import dev.daybook.views.waivers.WaiverQueries.Filter;
import dev.daybook.views.waivers.WaiverQueries.OneWaiver;
import dev.daybook.views.waivers.WaiverQueries.Summary;
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

/** {@code /api/v1/waivers}: which rules do not stop whom, for how long, and who agreed. */
@Controller("/api/v1/waivers")
@Allowed(Role.READER)
@Tag(name = "policies")
@ExecuteOn(TaskExecutors.BLOCKING)
final class WaiversController {

  private final Moments moments;
  private final WaiverQueries waivers;
  private final SubjectAnswers answers;

  WaiversController(Moments moments, WaiverQueries waivers, SubjectAnswers answers) {
    this.moments = moments;
    this.waivers = waivers;
    this.answers = answers;
  }

  /**
   * Lists waivers in the order of their names, as each stands at the moment asked about.
   *
   * @param subject only for this subject, product/sales.customer-360
   * @param policy only of this policy, or with policy/rule those that cover this rule
   * @param status only requested (renewals that wait included), approved, rejected, revoked,
   *     expired or emergency-unreviewed
   * @param limit 1 to 1,000, 100 without it
   * @param after the last name of the page before, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<Summary>> waivers(
      HttpRequest<?> request,
      @Nullable @QueryValue String subject,
      @Nullable @QueryValue String policy,
      @Nullable @QueryValue String status,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    Filter filter =
        new Filter(
            Asked.filter("subject", subject, EnumSet.allOf(SubjectKind.class)),
            Asked.waived("policy", policy),
            Asked.word("status", status, WaiverQueries.STATUSES));
    AsOf when = AsOf.of(request);
    Moment moment = moments.asked(request, WaiverQueries.VIEWS);
    WaiversUpTo before = WaiversUpTo.parse(after, moments.time(when, moment));
    Page<Summary> page = waivers.list(moment, before.time(), filter, Limit.of(limit), before.key());
    return Answer.page(
        request, new Page<>(page.items(), page.next().map(before::text)), "after", moment);
  }

  /**
   * Shows a waiver with every request for it: the first, then its renewals. The header ETag says
   * where it stands; give it back as If-Match with what changes it.
   */
  @TakesAsOf
  @Get("/{name}")
  HttpResponse<OneWaiver> waiver(HttpRequest<?> request, String name) {
    AsOf when = AsOf.of(request);
    Moment moment = moments.asked(request, WaiverQueries.VIEWS);
    SubjectName subject = Asked.subject(SubjectKind.WAIVER, name, "Waiver");
    return answers.of(
        waivers
            .one(moment, moments.time(when, moment), subject)
            .orElseThrow(() -> Asked.notFound("Waiver", name, moment, "GET /api/v1/waivers")),
        subject,
        moment);
  }
}
