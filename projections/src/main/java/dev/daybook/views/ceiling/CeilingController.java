package dev.daybook.views.ceiling;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.views.Answer;
import dev.daybook.views.Asked;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.SubjectAnswers;
import dev.daybook.views.ceiling.CeilingQueries.Ceiling;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/ceiling}: the most that policies do, in each domain. */
@Controller("/api/v1/ceiling")
@Allowed(Role.READER)
@Tag(name = "policies")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CeilingController {

  private final Moments moments;
  private final CeilingQueries ceilings;
  private final SubjectAnswers answers;

  CeilingController(Moments moments, CeilingQueries ceilings, SubjectAnswers answers) {
    this.moments = moments;
    this.ceilings = ceilings;
    this.answers = answers;
  }

  /**
   * Lists the most that policies do: first where no domain says otherwise, then in each domain that
   * is registered or has a ceiling of its own.
   *
   * @param limit 1 to 1,000, 100 without it
   * @param after the last domain of the page before, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<Ceiling>> ceilings(
      HttpRequest<?> request,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    Moment moment = moment(request);
    return Answer.page(request, ceilings.list(moment, Limit.of(limit), after), "after", moment);
  }

  /**
   * Shows the most that policies do in one domain, be it registered or not; all is where no domain
   * says otherwise. The header ETag says where the domain's own ceiling stands; give it back as
   * If-Match with what changes it.
   */
  @TakesAsOf
  @Get("/{domain}")
  HttpResponse<Ceiling> ceiling(HttpRequest<?> request, String domain) {
    Moment moment = moment(request);
    SubjectName subject = Asked.subject(SubjectKind.CEILING, domain, "Ceiling");
    return answers.of(ceilings.one(moment, subject), subject, moment);
  }

  private Moment moment(HttpRequest<?> request) {
    return moments.asked(request, CeilingQueries.VIEWS);
  }
}
