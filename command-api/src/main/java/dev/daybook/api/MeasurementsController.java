package dev.daybook.api;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import dev.daybook.document.Node;
import dev.daybook.document.Problem;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Bodies;
import dev.daybook.edge.Shape;
import dev.daybook.mesh.Quantity;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.CommandId;
import dev.daybook.slo.SloCommand.ReportMeasurement;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/measurements}: what pipelines measured, against what was promised. */
@Controller("/api/v1/measurements")
@Tag(name = "measurements")
final class MeasurementsController {

  /** Most measurements in one request. */
  static final int MAX_MEASUREMENTS = 1_000;

  private final Desk desk;
  private final Receipts receipts;

  MeasurementsController(Desk desk, Receipts receipts) {
    this.receipts = receipts;
    this.desk = desk;
  }

  @Operation(
      operationId = "measurements",
      summary = "Report what was measured",
      description =
          "Each measurement is judged and recorded in a transaction of its own, those of one"
              + " objective in their order; a breach opens or closes in the same transaction.")
  @RequestBody(content = @Content(schema = @Schema(implementation = MeasurementsRequest.class)))
  @TakesCircumstances
  @AnswersSeveral
  @Post(consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  @Allowed(Role.PUBLISHER)
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<?> measurements(
      HttpRequest<?> request, @Parameter(hidden = true) Actor actor, @Body byte[] body)
      throws InterruptedException {
    Circumstances circumstances = Circumstances.of(request);
    Optional<Receipts.Wait> seal = Receipts.wait(request);
    List<ReportMeasurement> measurements = read(Bodies.object(body), actor.id(), circumstances);
    circumstances.requireOneIfMatched(measurements.size(), "measurement");
    Authority.check(actor, List.copyOf(measurements));
    List<Desk.Part> parts = new ArrayList<>(measurements.size());
    for (int i = 0; i < measurements.size(); i++) {
      ReportMeasurement measurement = measurements.get(i);
      parts.add(
          new Desk.Part(
              i, measurement, circumstances.in(measurement.environment()), null, List.of()));
    }
    Receipts.Proved proved = receipts.of(seal, desk.submitAll(parts.size() == 1, actor, parts));
    return proved.tell(Answers.several(request, "measurement", proved.answers()));
  }

  private static List<ReportMeasurement> read(
      Node.Mapping root, String actor, Circumstances circumstances) {
    List<Problem> problems = new ArrayList<>();
    Shape shape = new Shape(root, problems);
    List<Node> items = shape.list("measurements").map(Node.Sequence::items).orElse(List.of());
    shape.refuseTheRest();
    if (items.size() > MAX_MEASUREMENTS) {
      shape.problem(
          items.get(MAX_MEASUREMENTS),
          "these are %d measurements".formatted(items.size()),
          null,
          "at most %d in one request".formatted(MAX_MEASUREMENTS));
      throw Bodies.unreadable(problems);
    }
    List<ReportMeasurement> measurements = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Node.Mapping mapping) {
        UUID fallback = CommandId.of(actor, circumstances.key(), i);
        ReportMeasurement measurement =
            measurement(
                new Shape(mapping, problems), fallback, circumstances.context().environment());
        if (measurement != null) {
          measurements.add(measurement);
        }
      } else {
        shape.problem(
            items.get(i), "a measurement is %s".formatted(items.get(i).what()), null, "an object");
      }
    }
    if (!problems.isEmpty()) {
      throw Bodies.unreadable(problems);
    }
    return measurements;
  }

  private static @Nullable ReportMeasurement measurement(
      Shape shape, UUID fallback, String requestEnvironment) {
    SubjectName subject = shape.subject(SubjectKind.SLO);
    UUID id = shape.uuidOrAbsent("id", "the measurement's own id, a UUID");
    Instant measuredAt = shape.past("measuredAt");
    Quantity value = MeasuredValue.of(shape);
    String environment =
        shape.valueOrAbsent(
            "environment", "a name such as prod or staging", MeasurementsController::environment);
    String run = shape.textOrAbsent("run");
    shape.refuseTheRest();
    return subject == null || measuredAt == null || value == null
        ? null
        : new ReportMeasurement(
            subject,
            id == null ? fallback : id,
            measuredAt,
            value.number(),
            value.unit(),
            environment == null ? requestEnvironment : environment,
            run);
  }

  private static String environment(String text) {
    if (!Circumstances.isEnvironment(text)) {
      throw new IllegalArgumentException("an environment cannot be called `%s`".formatted(text));
    }
    return text;
  }
}
