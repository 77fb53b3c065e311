package dev.daybook.views.slos;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.moment.TakesEffectiveAt;
import dev.daybook.views.Answer;
import dev.daybook.views.Asked;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.SubjectAnswers;
import dev.daybook.views.slos.SloQueries.Detail;
import dev.daybook.views.slos.SloQueries.Filter;
import dev.daybook.views.slos.SloQueries.Slo;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/slos}: promises, how they stand, and their breaches. */
@Controller("/api/v1/slos")
@Allowed(Role.READER)
@Tag(name = "slos")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SlosController {

  private final Moments moments;
  private final SloQueries slos;
  private final SubjectAnswers answers;

  SlosController(Moments moments, SloQueries slos, SubjectAnswers answers) {
    this.moments = moments;
    this.slos = slos;
    this.answers = answers;
  }

  /**
   * Lists promises in the order of their names.
   *
   * @param status met, breached or unknown; all without it
   * @param promisedBy only of this product or contract, product/sales.customer-360
   * @param objective only of this name, freshness
   * @param limit 1 to 1,000, 100 without it
   * @param after the last name of the page before, see the header Link
   */
  @TakesAsOf
  @TakesEffectiveAt
  @Get
  HttpResponse<List<Slo>> slos(
      HttpRequest<?> request,
      @Nullable @QueryValue String status,
      @Nullable @QueryValue String promisedBy,
      @Nullable @QueryValue String objective,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    Filter filter =
        new Filter(
            Asked.word("status", status, SloQueries.STATUSES),
            Asked.filter(
                "promisedBy", promisedBy, EnumSet.of(SubjectKind.PRODUCT, SubjectKind.CONTRACT)),
            objective);
    Moment moment = moment(request);
    Limit most = Limit.of(limit);
    return Answer.page(
        request,
        moments
            .effective(request)
            .map(effective -> slos.list(moment, effective, filter, most, after))
            .orElseGet(() -> slos.list(moment, filter, most, after)),
        "after",
        moment);
  }

  /**
   * Shows a product's promise with its latest breaches and measurements. The header ETag says where
   * it stands; give it back as If-Match with what changes it.
   *
   * @param product sales.customer-360
   * @param objective freshness
   */
  @TakesAsOf
  @TakesEffectiveAt
  @Get("/{product}/{objective}")
  HttpResponse<Detail> productSlo(
      HttpRequest<?> request, @PathVariable String product, @PathVariable String objective) {
    return detail(request, product + "/" + objective);
  }

  /**
   * Shows a contract's promise with its latest breaches and measurements. The header ETag says
   * where it stands; give it back as If-Match with what changes it.
   *
   * @param contract sales.orders
   * @param objective freshness
   */
  @TakesAsOf
  @TakesEffectiveAt
  @Get("/contract/{contract}/{objective}")
  HttpResponse<Detail> contractSlo(
      HttpRequest<?> request, @PathVariable String contract, @PathVariable String objective) {
    return detail(request, "contract/" + contract + "/" + objective);
  }

  private HttpResponse<Detail> detail(HttpRequest<?> request, String name) {
    Moment moment = moment(request);
    SubjectName slo = Asked.subject(SubjectKind.SLO, name, "Objective");
    return answers.of(
        moments
            .effective(request)
            .map(effective -> slos.slo(moment, effective, slo))
            .orElseGet(() -> slos.slo(moment, slo))
            .orElseThrow(() -> Asked.notFound("Objective", name, moment, "GET /api/v1/slos")),
        slo,
        moment);
  }

  private Moment moment(HttpRequest<?> request) {
    return moments.asked(request, SloQueries.VIEWS);
  }
}
