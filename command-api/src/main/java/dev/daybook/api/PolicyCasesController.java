package dev.daybook.api;

import dev.daybook.decision.Actor.Role;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Bodies;
import dev.daybook.edge.Positions;
import dev.daybook.edge.ProblemDetails;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.moment.Timeline;
import dev.daybook.rules.PolicyTests;
import dev.daybook.rules.PolicyTests.Run;
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

/** {@code /api/v1/policies/{name}/cases}: a policy's own tests, run now. */
@Controller("/api/v1/policies/{name}/cases")
@Allowed(Role.READER)
@Tag(name = "policies")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PolicyCasesController {

  private final PolicyHistory policies;
  private final Timeline timeline;

  PolicyCasesController(PolicyHistory policies, Timeline timeline) {
    this.policies = policies;
    this.timeline = timeline;
  }

  /**
   * Runs the cases of one version and says how each comes out, and what of the policy none of them
   * looks at. Nothing is recorded.
   *
   * @param version the version; without it the one in force, else the one published last
   */
  @TakesAsOf
  @Get
  HttpResponse<PolicyCases> cases(
      HttpRequest<?> request, String name, @Nullable @QueryValue String version) {
    SubjectName policy = subject(name);
    long position = timeline.asked(request);
    PolicyHistory.Held held =
        policies.find(policy, version == null ? null : version(version), position);
    return switch (run(policy, policies.document(policy, held))) {
      case Run.Tested tested ->
          Positions.stamp(HttpResponse.ok(told(policy, held, tested)), position);
      case Run.Rejected(var problems) ->
          throw new ProblemException(
              ProblemDetails.of(
                      ProblemType.UNPROCESSABLE,
                      "version %s of `%s` does not compile any more"
                          .formatted(held.version(), policy))
                  .problems(problems.stream().map(Bodies::place).toList())
                  .next("lines and columns are those of its document; publish a later version"));
    };
  }

  private static Run run(SubjectName policy, byte[] document) {
    List<ReadDocument> read = Documents.read(document, Format.UNSAID, policy.toString());
    if (read.size() == 1 && read.getFirst() instanceof Readable readable) {
      return PolicyTests.run(readable.root(), document);
    }
    throw new IllegalStateException("`%s` was published and cannot be read".formatted(policy));
  }

  private static PolicyCases told(SubjectName policy, PolicyHistory.Held held, Run.Tested tested) {
    List<PolicyCases.Ran> ran =
        tested.results().stream()
            .map(
                each ->
                    new PolicyCases.Ran(
                        each.name(),
                        each.passed() ? "passed" : "failed",
                        each.line(),
                        each.column(),
                        each.problems().stream().map(Bodies::place).toList()))
            .toList();
    int passed = (int) tested.results().stream().filter(PolicyTests.Result::passed).count();
    return new PolicyCases(
        policy.toString(),
        held.version().text(),
        held.sha256(),
        passed,
        ran.size() - passed,
        ran,
        tested.coverage().parts(),
        tested.coverage().unseen().stream()
            .map(each -> new PolicyCases.Unseen(each.message(), each.line(), each.column()))
            .toList());
  }

  private static SubjectName subject(String name) {
    try {
      return new SubjectName(SubjectKind.POLICY, name);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.NOT_FOUND, "Policy not found", String.valueOf(e.getMessage()));
    }
  }

  private static Version version(String text) {
    try {
      return new Version(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`version` takes a version such as 1.0.0; seen `%s`".formatted(text),
          "GET /api/v1/policies/{name}/versions lists them");
    }
  }
}
