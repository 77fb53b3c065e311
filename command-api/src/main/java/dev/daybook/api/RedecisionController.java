package dev.daybook.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.decision.Actor.Role;
import dev.daybook.document.Problem;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Bodies;
import dev.daybook.edge.Shape;
import dev.daybook.hindsight.Concerning;
import dev.daybook.hindsight.Redecided;
import dev.daybook.hindsight.Redecision;
import dev.daybook.mesh.SubjectName;
import dev.daybook.rules.CelGate;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/redecisions}: recorded decisions judged again. */
@Controller("/api/v1/redecisions")
@Tag(name = "decisions")
final class RedecisionController {

  private final Hindsight hindsight;
  private final CelGate gate;

  RedecisionController(Hindsight hindsight, CelGate gate) {
    this.hindsight = hindsight;
    this.gate = gate;
  }

  /** The body as its description shows it. */
  @Schema(name = "RedecisionRequest", description = "All fields may be left out.")
  record Request(
      @Schema(
              description =
                  "a moment, written as asOf is: its entry is the first; a day begins there."
                      + " Without it the beginning")
          @Nullable String from,
      @Schema(description = "the last moment, written as asOf is; without it the end")
          @Nullable String to,
      @Schema(description = "where days begin and end, such as Europe/Berlin; UTC without it")
          @Nullable String zone,
      @Schema(description = "only decisions this policy was asked in") @Nullable String policy,
      @Schema(
              example = "product/sales.customer-360",
              description = "only decisions about this subject")
          @Nullable String subject) {}

  /** What came of one piece of the history. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "RedecisionAnswer")
  record Answer(
      @Schema(description = "the first position looked at") long from,
      @Schema(description = "the last position looked at") long through,
      @Schema(description = "the last position of what was asked for") long to,
      @Schema(description = "to be sent as `from`, with `to` as it is here; absent at the end")
          @Nullable Long next,
      @Schema(description = "what judges now") String engine,
      @Schema(description = "the Java it runs on") String java,
      Redecided decided) {}

  @Operation(
      operationId = "redecide",
      summary = "Judge recorded decisions again",
      description =
          "Each from its frozen facts, by the policies, params, ceiling and waivers of then, and"
              + " compares all that policies said. Looks at a piece of the history; `next` says"
              + " where to go on. Nothing is recorded.")
  @RequestBody(content = @Content(schema = @Schema(implementation = Request.class)))
  @Post(consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  @Allowed(Role.AUDITOR)
  @ExecuteOn(TaskExecutors.BLOCKING)
  Answer redecide(@Body byte[] body) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    Shape shape = new Shape(Bodies.object(body), problems);
    Hindsight.Asked asked = Hindsight.Asked.read(shape);
    String policy = shape.textOrAbsent("policy");
    SubjectName subject =
        shape.valueOrAbsent(
            "subject", "a subject such as product/sales.customer-360", SubjectName::parse);
    shape.refuseTheRest();
    if (!problems.isEmpty()) {
      throw Bodies.unreadable(problems);
    }
    Redecided[] total = {Redecided.NONE};
    Hindsight.Piece piece =
        hindsight.piece(
            asked,
            new Concerning(policy, subject, null),
            new Redecision(gate.engine()),
            (some, _) -> total[0] = total[0].and(some));
    return new Answer(
        piece.from(),
        piece.through(),
        piece.to(),
        piece.next(),
        gate.engine(),
        Runtime.version().toString(),
        total[0]);
  }
}
