package dev.daybook.api;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import dev.daybook.decision.Judgement;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.Problem;
import dev.daybook.document.ReadDocument;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.document.ReadDocument.Skipped;
import dev.daybook.document.ReadDocument.Unreadable;
import dev.daybook.edge.AcceptLanguage;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Bodies;
import dev.daybook.edge.ProblemDetails;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.edge.Shape;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.CommandPath;
import dev.daybook.path.Original;
import dev.daybook.path.Submission;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.CompiledPolicy;
import dev.daybook.rules.PolicyCompiler;
import dev.daybook.rules.PolicyCompiler.Compilation;
import dev.daybook.rules.PolicySet;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/policies/evaluate}: what a draft of a policy would say. */
@Controller("/api/v1/policies/evaluate")
@Tag(name = "policies")
final class EvaluateController {

  private final CommandPath path;
  private final CelGate gate;
  private final Published published;
  private final Clock clock;

  EvaluateController(CommandPath path, CelGate gate, Published published, Clock clock) {
    this.path = path;
    this.gate = gate;
    this.published = published;
    this.clock = clock;
  }

  @Operation(
      operationId = "evaluatePolicy",
      summary = "Try a policy that is not in force",
      description =
          "Compiles the policy, runs its cases, and judges one document with it alone, the params"
              + " in force and the ceiling over it, on what the document's subject is now. Nothing"
              + " is recorded.")
  @RequestBody(content = @Content(schema = @Schema(implementation = EvaluateRequest.class)))
  @Post(consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  @Allowed({Role.PUBLISHER, Role.APPROVER})
  @ExecuteOn(TaskExecutors.BLOCKING)
  Evaluation evaluate(
      HttpRequest<?> request, @Parameter(hidden = true) Actor actor, @Body byte[] body)
      throws InterruptedException {
    Circumstances circumstances = Circumstances.of(request);
    Asked asked = read(body);
    CompiledPolicy policy = compiled(asked.policy());
    Readable document = document(asked);
    Submission submission =
        new Submission(
            UUID.randomUUID(),
            document.command(),
            actor,
            circumstances.context(),
            Original.of(document),
            clock.instant(),
            true);
    PolicySet alone = gate.policies().alone(policy);
    Judgement judgement = path.rehearse(submission, CelGate.of(alone));
    return new Evaluation(
        document.command().subject().toString(),
        document.command().kind(),
        judgement.policies().stream().findFirst().orElseGet(policy::used),
        !judgement.policies().isEmpty(),
        judgement.denies(),
        judgement.wouldDeny(),
        judgement.rules(),
        judgement.findings().stream()
            .map(finding -> finding.in(AcceptLanguage.of(request)))
            .toList());
  }

  /** What a request asks for: one of document and subject. */
  private record Asked(String policy, @Nullable String document, @Nullable SubjectName subject) {}

  private static Asked read(byte[] body) {
    List<Problem> problems = new ArrayList<>();
    Shape shape = new Shape(Bodies.object(body), problems);
    String policy = shape.documentAsText("policy");
    String document = shape.documentAsTextOrAbsent("document");
    SubjectName subject =
        shape.valueOrAbsent(
            "subject", "a subject such as product/sales.customer-360", SubjectName::parse);
    shape.refuseTheRest();
    if (problems.isEmpty() && (document == null) == (subject == null)) {
      throw new ProblemException(
          ProblemType.UNREADABLE_BODY,
          document == null
              ? "nothing is said that the policy should judge"
              : "a document and a subject are both there",
          "send one of `document` and `subject`");
    }
    if (policy == null || !problems.isEmpty()) {
      throw Bodies.unreadable(problems);
    }
    return new Asked(policy, document, subject);
  }

  private static CompiledPolicy compiled(String text) {
    return switch (PolicyCompiler.compile(text.getBytes(StandardCharsets.UTF_8), "policy")) {
      case Compilation.Compiled(CompiledPolicy policy) -> policy;
      case Compilation.Rejected(var problems) -> throw wrong("policy", problems);
    };
  }

  private Readable document(Asked asked) {
    SubjectName subject = asked.subject();
    if (subject != null) {
      return published.document(subject);
    }
    byte[] bytes = String.valueOf(asked.document()).getBytes(StandardCharsets.UTF_8);
    List<ReadDocument> read = Documents.read(bytes, Format.UNSAID, "document");
    if (read.size() != 1) {
      throw new ProblemException(
          ProblemType.UNPROCESSABLE,
          "`document` holds %d documents".formatted(read.size()),
          "send them one by one");
    }
    return switch (read.getFirst()) {
      case Readable readable -> readable;
      case Unreadable unreadable -> throw wrong("document", unreadable.problems());
      case Skipped skipped ->
          throw new ProblemException(
              ProblemType.UNPROCESSABLE,
              "`document` is no document: " + skipped.why(),
              "send one with a known `apiVersion` and `kind`");
    };
  }

  /** Lines and columns are those of the text, so what it stands in is said with each. */
  private static ProblemException wrong(String field, List<Problem> problems) {
    return new ProblemException(
        ProblemDetails.of(
                ProblemType.UNPROCESSABLE,
                "`%s`, line %d, column %d: %s"
                    .formatted(
                        field,
                        problems.getFirst().line(),
                        problems.getFirst().column(),
                        problems.getFirst().message()))
            .problems(problems.stream().map(Bodies::place).toList())
            .next("lines and columns are those of the text in `%s`".formatted(field)));
  }
}
