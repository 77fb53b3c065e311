package dev.daybook.views.policies;

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
import dev.daybook.views.policies.ParamsQueries.OneParams;
import dev.daybook.views.policies.ParamsQueries.Summary;
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

/** {@code /api/v1/params}: the params documents that policies are judged with. */
@Controller("/api/v1/params")
@Allowed(Role.READER)
@Tag(name = "policies")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ParamsController {

  private final Moments moments;
  private final ParamsQueries params;
  private final SubjectAnswers answers;

  ParamsController(Moments moments, ParamsQueries params, SubjectAnswers answers) {
    this.moments = moments;
    this.params = params;
    this.answers = answers;
  }

  /**
   * Lists params documents in the order of their names.
   *
   * @param state active for those in force; withdrawn; all without it
   * @param limit 1 to 1,000, 100 without it
   * @param after the last name of the page before, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<Summary>> list(
      HttpRequest<?> request,
      @Nullable @QueryValue String state,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    String wanted = Asked.word("state", state, ParamsQueries.STATES);
    Moment moment = moment(request);
    return Answer.page(
        request, params.list(moment, wanted, Limit.of(limit), after), "after", moment);
  }

  /**
   * Shows a params document with its text. The header ETag says where it stands; give it back as
   * If-Match with what changes it.
   */
  @TakesAsOf
  @Get("/{name}")
  HttpResponse<OneParams> one(HttpRequest<?> request, String name) {
    Moment moment = moment(request);
    SubjectName subject = Asked.subject(SubjectKind.PARAMS, name, "Params");
    return answers.of(
        params
            .one(moment, subject)
            .orElseThrow(() -> Asked.notFound("Params", name, moment, "GET /api/v1/params")),
        subject,
        moment);
  }

  private Moment moment(HttpRequest<?> request) {
    return moments.asked(request, ParamsQueries.VIEWS);
  }
}
