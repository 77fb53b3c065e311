package dev.daybook.views.coverage;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.views.Answer;
import dev.daybook.views.Asked;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.coverage.CoverageQueries.Covered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/coverage}: which rules fire, and which never do. */
@Controller("/api/v1/coverage")
@Allowed(Role.READER)
@Tag(name = "policies")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CoverageController {

  private final Moments moments;
  private final CoverageQueries coverage;

  CoverageController(Moments moments, CoverageQueries coverage) {
    this.moments = moments;
    this.coverage = coverage;
  }

  /**
   * Counts what each rule answered in recorded decisions, and says which of those in force were
   * never asked, never broken, always unjudged, or shadowed by another. As of a moment, both the
   * decisions and the policies in force are those of then.
   *
   * @param policy only rules of this policy, pii-handling
   * @param from the first day of the decisions to count (UTC), 2026-11-01; the first there is
   *     without it
   * @param to the last day; the last there is without it
   * @param remark never-asked, never-broken, always-unjudged or shadowed: only such rules
   * @param limit 1 to 1,000, 100 without it
   * @param after the last rule of the page before, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<Covered>> coverage(
      HttpRequest<?> request,
      @Nullable @QueryValue String policy,
      @Nullable @QueryValue String from,
      @Nullable @QueryValue String to,
      @Nullable @QueryValue String remark,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    String wanted = Asked.word("remark", remark, CoverageQueries.REMARKS);
    LocalDate first = day("from", from);
    LocalDate last = day("to", to);
    Moment moment = moments.asked(request, CoverageQueries.VIEWS);
    return Answer.page(
        request,
        coverage.list(moment, policy, first, last, wanted, Limit.of(limit), after),
        "after",
        moment);
  }

  private static @Nullable LocalDate day(String name, @Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "the query parameter `%s` cannot be `%s`"
              .formatted(name, text.substring(0, Math.min(200, text.length()))),
          "it takes a day such as 2026-11-20");
    }
  }
}
