package dev.daybook.views.policies;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Page;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.views.Answer;
import dev.daybook.views.Asked;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.policies.PolicyLives.Life;
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

/** {@code /api/v1/policies/{name}/versions}: what became of each version. */
@Controller("/api/v1/policies/{name}/versions")
@Allowed(Role.READER)
@Tag(name = "policies")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PolicyVersionsController {

  private final Moments moments;
  private final PolicyLives lives;

  PolicyVersionsController(Moments moments, PolicyLives lives) {
    this.moments = moments;
    this.lives = lives;
  }

  /**
   * Lists a policy's versions, those published last first: who published and approved each, and
   * when it was in force.
   *
   * @param limit 1 to 1,000, 100 without it
   * @param before only those published before this ledger position, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<Life>> versions(
      HttpRequest<?> request,
      String name,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String before) {
    Moment moment = moments.asked(request, PolicyQueries.VIEWS);
    SubjectName policy = Asked.subject(SubjectKind.POLICY, name, "Policy");
    Long published = before == null ? null : Asked.position("before", before);
    Page<Life> page = lives.of(moment, policy, Limit.of(limit), published);
    if (page.items().isEmpty() && published == null) {
      throw Asked.notFound("Policy", name, moment, "GET /api/v1/policies");
    }
    return Answer.page(request, page, "before", moment);
  }
}
