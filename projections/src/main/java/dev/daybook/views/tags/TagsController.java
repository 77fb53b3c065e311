package dev.daybook.views.tags;

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
import dev.daybook.views.tags.TagQueries.Tag;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/tags}: names for moments, which {@code asOf} takes everywhere. */
@Controller("/api/v1/tags")
@Allowed(Role.READER)
@io.swagger.v3.oas.annotations.tags.Tag(name = "moments")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TagsController {

  private final Moments moments;
  private final TagQueries tags;
  private final SubjectAnswers answers;

  TagsController(Moments moments, TagQueries tags, SubjectAnswers answers) {
    this.moments = moments;
    this.tags = tags;
    this.answers = answers;
  }

  /**
   * Lists tags in the order of their names, those that were set by the moment asked about.
   *
   * @param limit 1 to 1,000, 100 without it
   * @param after the last name of the page before, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<Tag>> tags(
      HttpRequest<?> request,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    Moment moment = moments.asked(request, TagQueries.VIEWS);
    return Answer.page(request, tags.list(moment, Limit.of(limit), after), "after", moment);
  }

  /** Shows a tag: which moment it stands for, and who set it when and why. */
  @TakesAsOf
  @Get("/{name}")
  HttpResponse<Tag> tag(HttpRequest<?> request, String name) {
    Moment moment = moments.asked(request, TagQueries.VIEWS);
    SubjectName tag = Asked.subject(SubjectKind.TAG, name, "Tag");
    return answers.of(
        tags.one(moment, tag)
            .orElseThrow(() -> Asked.notFound("Tag", name, moment, "GET /api/v1/tags")),
        tag,
        moment);
  }
}
