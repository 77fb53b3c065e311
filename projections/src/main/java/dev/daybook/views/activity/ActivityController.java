package dev.daybook.views.activity;

import dev.daybook.decision.Actor.Role;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Limit;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.views.Answer;
import dev.daybook.views.Asked;
import dev.daybook.views.Moment;
import dev.daybook.views.Moments;
import dev.daybook.views.activity.ActivityQueries.Filter;
import dev.daybook.views.activity.ActivityQueries.Item;
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

/** {@code /api/v1/activity}: what happened, for people to read. */
@Controller("/api/v1/activity")
@Allowed(Role.READER)
@Tag(name = "activity")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ActivityController {

  private final Moments moments;
  private final ActivityQueries activity;

  ActivityController(Moments moments, ActivityQueries activity) {
    this.moments = moments;
    this.activity = activity;
  }

  /**
   * Tells what happened, newest first. Accepted decisions and measurements are left out.
   *
   * @param subject only to this subject, product/sales.customer-360
   * @param domain only in this domain
   * @param type only entries of this type, product.registered
   * @param actor only by this actor, by its surrogate id
   * @param limit 1 to 1,000, 100 without it
   * @param before the last position of the page before, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<Item>> activity(
      HttpRequest<?> request,
      @Nullable @QueryValue String subject,
      @Nullable @QueryValue String domain,
      @Nullable @QueryValue String type,
      @Nullable @QueryValue String actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String before) {
    Filter filter =
        new Filter(
            Asked.filter("subject", subject, EnumSet.allOf(SubjectKind.class)),
            domain,
            Asked.word("type", type, ActivityQueries.TYPES),
            actor);
    Moment moment = moments.asked(request, ActivityQueries.VIEWS);
    return Answer.page(
        request,
        activity.list(
            moment,
            filter,
            Limit.of(limit),
            before == null ? null : Asked.position("before", before)),
        "before",
        moment);
  }
}
