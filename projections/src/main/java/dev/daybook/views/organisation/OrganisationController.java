package dev.daybook.views.organisation;

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
import dev.daybook.views.organisation.OrganisationQueries.Domain;
import dev.daybook.views.organisation.OrganisationQueries.Team;
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

/** {@code /api/v1/domains} and {@code /api/v1/teams}: who is there. */
@Controller("/api/v1")
@Allowed(Role.READER)
@Tag(name = "organisation")
@ExecuteOn(TaskExecutors.BLOCKING)
final class OrganisationController {

  private final Moments moments;
  private final OrganisationQueries organisation;
  private final SubjectAnswers answers;

  OrganisationController(
      Moments moments, OrganisationQueries organisation, SubjectAnswers answers) {
    this.moments = moments;
    this.organisation = organisation;
    this.answers = answers;
  }

  /**
   * Lists domains in the order of their names.
   *
   * @param limit 1 to 1,000, 100 without it
   * @param after the last name of the page before, see the header Link
   */
  @TakesAsOf
  @Get("/domains")
  HttpResponse<List<Domain>> domains(
      HttpRequest<?> request,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    Moment moment = moment(request);
    return Answer.page(
        request, organisation.domains(moment, Limit.of(limit), after), "after", moment);
  }

  /**
   * Shows a domain. The header ETag says where it stands; give it back as If-Match with what
   * changes it.
   */
  @TakesAsOf
  @Get("/domains/{name}")
  HttpResponse<Domain> domain(HttpRequest<?> request, String name) {
    Moment moment = moment(request);
    SubjectName domain = Asked.subject(SubjectKind.DOMAIN, name, "Domain");
    return answers.of(
        organisation
            .domain(moment, domain)
            .orElseThrow(() -> Asked.notFound("Domain", name, moment, "GET /api/v1/domains")),
        domain,
        moment);
  }

  /**
   * Lists teams in the order of their names.
   *
   * @param limit 1 to 1,000, 100 without it
   * @param after the last name of the page before, see the header Link
   */
  @TakesAsOf
  @Get("/teams")
  HttpResponse<List<Team>> teams(
      HttpRequest<?> request,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    Moment moment = moment(request);
    return Answer.page(
        request, organisation.teams(moment, Limit.of(limit), after), "after", moment);
  }

  /**
   * Shows a team. The header ETag says where it stands; give it back as If-Match with what changes
   * it.
   */
  @TakesAsOf
  @Get("/teams/{name}")
  HttpResponse<Team> team(HttpRequest<?> request, String name) {
    Moment moment = moment(request);
    SubjectName team = Asked.subject(SubjectKind.TEAM, name, "Team");
    return answers.of(
        organisation
            .team(moment, team)
            .orElseThrow(() -> Asked.notFound("Team", name, moment, "GET /api/v1/teams")),
        team,
        moment);
  }

  private Moment moment(HttpRequest<?> request) {
    return moments.asked(request, OrganisationQueries.VIEWS);
  }
}
