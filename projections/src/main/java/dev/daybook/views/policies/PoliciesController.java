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
import dev.daybook.views.policies.PolicyQueries.Policy;
import dev.daybook.views.policies.PolicyQueries.Summary;
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

/** {@code /api/v1/policies}: policies, what they say, and which are in force. */
@Controller("/api/v1/policies")
@Allowed(Role.READER)
@Tag(name = "policies")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PoliciesController {

  /** Which policies judge, all together: the digest that {@code daybook check} prints. */
  private static final String POLICY_SET = "Daybook-Policy-Set";

  private final Moments moments;
  private final PolicyQueries policies;
  private final SubjectAnswers answers;

  PoliciesController(Moments moments, PolicyQueries policies, SubjectAnswers answers) {
    this.moments = moments;
    this.policies = policies;
    this.answers = answers;
  }

  /**
   * Lists policies in the order of their names.
   *
   * <p>The header Daybook-Policy-Set is the digest of all that are in force, whichever are listed:
   * the one that daybook check prints where it judges by the same policies.
   *
   * @param state active for those in force; published, withdrawn; all without it
   * @param pending true for those of which a version waits for a second person's approval
   * @param limit 1 to 1,000, 100 without it
   * @param after the last name of the page before, see the header Link
   */
  @TakesAsOf
  @Get
  HttpResponse<List<Summary>> policies(
      HttpRequest<?> request,
      @Nullable @QueryValue String state,
      @Nullable @QueryValue Boolean pending,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after) {
    String wanted = Asked.word("state", state, PolicyQueries.STATES);
    Moment moment = moment(request);
    return Answer.page(
            request,
            policies.list(moment, wanted, Boolean.TRUE.equals(pending), Limit.of(limit), after),
            "after",
            moment)
        .header(POLICY_SET, policies.setDigest(moment));
  }

  /**
   * Shows a policy with its text and all its versions. The header ETag says where it stands; give
   * it back as If-Match with what changes it.
   */
  @TakesAsOf
  @Get("/{name}")
  HttpResponse<Policy> policy(HttpRequest<?> request, String name) {
    Moment moment = moment(request);
    SubjectName policy = Asked.subject(SubjectKind.POLICY, name, "Policy");
    return answers.of(
        policies
            .policy(moment, policy.path())
            .orElseThrow(() -> Asked.notFound("Policy", name, moment, "GET /api/v1/policies")),
        policy,
        moment);
  }

  private Moment moment(HttpRequest<?> request) {
    return moments.asked(request, PolicyQueries.VIEWS);
  }
}
