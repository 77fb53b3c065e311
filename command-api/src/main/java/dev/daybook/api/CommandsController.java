package dev.daybook.api;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.ServerSettings;
import dev.daybook.edge.SmallBody;
import dev.daybook.policy.PolicyCommand.ActivatePolicy;
import dev.daybook.policy.SecondPerson;
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
import java.util.List;
import java.util.Optional;

/** {@code POST /api/v1/commands}: one step in a subject's life. */
@Controller("/api/v1/commands")
@Tag(name = "commands")
final class CommandsController {

  private final Desk desk;
  private final Receipts receipts;
  private final ServerSettings settings;

  CommandsController(Desk desk, Receipts receipts, ServerSettings settings) {
    this.receipts = receipts;
    this.desk = desk;
    this.settings = settings;
  }

  @Operation(
      operationId = "command",
      summary = "Take one step in a subject's life",
      description =
          "The answer comes when the decision is durable: judged on exactly what stood before it,"
              + " recorded together with its events.")
  @RequestBody(content = @Content(schema = @Schema(implementation = CommandRequest.class)))
  @SmallBody
  @TakesCircumstances
  @AnswersOne
  @Post(consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  @Allowed({Role.PUBLISHER, Role.APPROVER})
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<?> command(
      HttpRequest<?> request, @Parameter(hidden = true) Actor actor, @Body byte[] body)
      throws InterruptedException {
    Circumstances circumstances = Circumstances.of(request);
    Optional<Receipts.Wait> seal = Receipts.wait(request);
    CommandReader.Step step = CommandReader.read(body);
    Authority.check(actor, List.of(step.command()));
    Receipts.Proved proved =
        receipts.of(
            seal,
            List.of(
                CommandAnswer.of(
                    0,
                    desk.submit(
                        actor,
                        circumstances.because(step.reason()),
                        0,
                        asked(step.command()),
                        null),
                    List.of())));
    return proved.tell(Answers.one(request, proved.only()));
  }

  /** The command as this server's settings have it. */
  private SubjectCommand asked(SubjectCommand command) {
    return command instanceof ActivatePolicy activate && !settings.secondPerson()
        ? activate.with(SecondPerson.SETTING_OFF)
        : command;
  }
}
