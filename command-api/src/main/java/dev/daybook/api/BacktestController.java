package dev.daybook.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.decision.Actor.Role;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.Problem;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Bodies;
import dev.daybook.edge.ProblemDetails;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.edge.Shape;
import dev.daybook.hindsight.Backtest;
import dev.daybook.hindsight.Backtested;
import dev.daybook.hindsight.Concerning;
import dev.daybook.hindsight.DraftDocuments;
import dev.daybook.moment.AskedMoment;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/backtests}: a draft tried on every command there ever was. */
@Controller("/api/v1/backtests")
@Tag(name = "policies")
final class BacktestController {

  /** Most documents of a draft, and names that it takes away. */
  private static final int MOST = 200;

  /** Longest document, in UTF-16 units. */
  private static final int LONGEST = 1 << 20;

  private final Hindsight hindsight;

  BacktestController(Hindsight hindsight) {
    this.hindsight = hindsight;
  }

  /** The body as its description shows it. */
  @Schema(name = "BacktestRequest", description = "One of the first five has to be there.")
  record Request(
      @Schema(description = "policies, params and contracts, YAML or JSON as texts")
          @Nullable List<String> documents,
      @Schema(
              description =
                  "versions of contracts the ledger has, contract/sales.orders@2.0.0, that would be"
                      + " in force")
          @Nullable List<String> withContracts,
      @Schema(description = "policies that would not be in force")
          @Nullable List<String> withoutPolicies,
      @Schema(description = "waivers that would not be granted")
          @Nullable List<String> withoutWaivers,
      @Schema(
              description =
                  "by what was in force at this moment, written as asOf is, instead of then")
          @Nullable String policiesAsOf,
      @Schema(
              description =
                  "a moment, written as asOf is: its entry is the first; a day begins there."
                      + " Without it the beginning")
          @Nullable String from,
      @Schema(description = "the last moment, written as asOf is; without it the end")
          @Nullable String to,
      @Schema(description = "where days begin and end, such as Europe/Berlin; UTC without it")
          @Nullable String zone,
      @Schema(description = "only commands about what lies in this domain")
          @Nullable String domain) {}

  /** What came of one piece of the history. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "BacktestAnswer")
  record Answer(
      @Schema(description = "the first position looked at") long from,
      @Schema(description = "the last position looked at") long through,
      @Schema(description = "the last position of what was asked for") long to,
      @Schema(description = "to be sent as `from`, with `to` as it is here; absent at the end")
          @Nullable Long next,
      @Schema(description = "the position `policiesAsOf` came to, to be sent with `next`")
          @Nullable Long policiesAsOf,
      Backtested tested) {}

  @Operation(
      operationId = "backtest",
      summary = "Try a draft on the past",
      description =
          "Judges every command that was ever decided by the policies of then with the draft's"
              + " change, on the facts of then, and counts what comes out otherwise. Contracts are"
              + " met as if they had been published just before each command. Looks at a"
              + " piece of the history; `next` says where to go on. Nothing is recorded.")
  @RequestBody(content = @Content(schema = @Schema(implementation = Request.class)))
  @Post(consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  @Allowed(Role.AUDITOR)
  @ExecuteOn(TaskExecutors.BLOCKING)
  Answer backtest(@Body byte[] body) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    Shape shape = new Shape(Bodies.object(body), problems);
    List<String> documents = shape.linesOrAbsent("documents", MOST, LONGEST);
    List<String> withoutPolicies = shape.linesOrAbsent("withoutPolicies", MOST, 300);
    List<String> withoutWaivers = shape.linesOrAbsent("withoutWaivers", MOST, 300);
    List<String> withContracts = shape.linesOrAbsent("withContracts", MOST, 400);
    Hindsight.Asked asked = Hindsight.Asked.read(shape);
    AskedMoment asOf = Hindsight.moment(shape, "policiesAsOf", asked.zone());
    String domain = shape.textOrAbsent("domain");
    shape.refuseTheRest();
    if (!problems.isEmpty()) {
      throw Bodies.unreadable(problems);
    }
    DraftDocuments draft = read(documents);
    if (asOf == null
        && draft.names().isEmpty()
        && withContracts.isEmpty()
        && withoutPolicies.isEmpty()
        && withoutWaivers.isEmpty()) {
      throw nothingSaid();
    }
    hindsight.requireRecorded(withoutPolicies, withoutWaivers);
    List<PublishContract> contracts = new ArrayList<>(draft.contracts());
    contracts.addAll(hindsight.recorded(withContracts));
    Long policies = asOf == null ? null : hindsight.position(asOf);
    Backtested.Sum total = new Backtested.Sum();
    Hindsight.Piece piece =
        hindsight.piece(
            asked,
            new Concerning(null, null, domain),
            new Backtest(
                draft.draft(withoutPolicies, withoutWaivers),
                policies == null ? null : hindsight.inForceAt(policies),
                hindsight.supposing(contracts)),
            (some, _) -> total.add(some));
    return new Answer(
        piece.from(), piece.through(), piece.to(), piece.next(), policies, total.all());
  }

  private static DraftDocuments read(List<String> documents) {
    DraftDocuments read = new DraftDocuments();
    for (int i = 0; i < documents.size(); i++) {
      String name = "documents/" + i;
      byte[] bytes = documents.get(i).getBytes(StandardCharsets.UTF_8);
      Documents.read(bytes, Format.UNSAID, name).forEach(each -> read.add(name, each));
    }
    if (!read.mistakes().isEmpty()) {
      throw new ProblemException(
          ProblemDetails.of(ProblemType.UNPROCESSABLE, read.mistakes().getFirst().toString())
              .problems(read.mistakes().stream().map(each -> Bodies.place(each.problem())).toList())
              .next("lines and columns are those of the text in `documents`"));
    }
    return read;
  }

  private static ProblemException nothingSaid() {
    return new ProblemException(
        ProblemType.UNREADABLE_BODY,
        "nothing is said that would be otherwise",
        "send policies, params or contracts as `documents`, or name `withContracts`,"
            + " `withoutPolicies`, `withoutWaivers` or a moment as `policiesAsOf`");
  }
}
