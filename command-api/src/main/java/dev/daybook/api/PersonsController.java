package dev.daybook.api;

import dev.daybook.decision.Actor.Role;
import dev.daybook.document.Node;
import dev.daybook.document.Problem;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.Bodies;
import dev.daybook.edge.Positions;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.edge.Shape;
import dev.daybook.edge.SmallBody;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.moment.Timeline;
import dev.daybook.person.PersonEvent.PersonDisclosed;
import dev.daybook.person.PersonEvent.PersonErased;
import dev.daybook.seal.TlogProof;
import dev.daybook.sealer.Seal;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code /api/v1/persons}: what is known of persons without naming them, and their erasure. */
@Controller("/api/v1/persons")
@Allowed(Role.APPROVER)
@Tag(name = "persons")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PersonsController {

  /** More than ever happens to one person. */
  private static final int MOST = 1_000;

  private static final Duration SEALED_WITHIN = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final Seal seal;
  private final Timeline timeline;

  PersonsController(Ledger ledger, Seal seal, Timeline timeline) {
    this.ledger = ledger;
    this.seal = seal;
    this.timeline = timeline;
  }

  /** The body of {@code POST /persons/find}. */
  @Schema(name = "WantedPerson")
  record Wanted(
      @Schema(
              description = "A mail address or name, without regard to case.",
              example = "ada@example.org")
          String called) {}

  @Operation(
      operationId = "findPerson",
      summary = "Find a person's surrogate id",
      description =
          "By mail address or name, as documents have it. It stands in the body, for addresses end up"
              + " in logs. Whoever was erased is not found any more.")
  @RequestBody(content = @Content(schema = @Schema(implementation = Wanted.class)))
  @ApiResponse(responseCode = "200", description = "The person, by its surrogate id.")
  @SmallBody
  @Post(uri = "/find", consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  HttpResponse<Person> find(@Body byte[] body) {
    String called = called(Bodies.object(body));
    String id =
        ledger
            .person(called)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND,
                        "Person not found",
                        "nothing in the ledger names somebody so, or nobody can read it any more;"
                            + " try the other mail addresses and names documents use"));
    return answer(id, ledger.knownPosition());
  }

  private static String called(Node.Mapping body) {
    List<Problem> problems = new ArrayList<>();
    Shape shape = new Shape(body, problems);
    String called = shape.text("called");
    shape.refuseTheRest();
    if (called == null || !problems.isEmpty()) {
      throw Bodies.unreadable(problems);
    }
    return called;
  }

  /**
   * Tells what happened to a person. That somebody is named at all is told as of now: the ledger
   * does not keep since when.
   *
   * @param id the surrogate id, such as per_1f0c9d2e3b4a5c6d
   */
  @TakesAsOf
  @Get("/{id}")
  HttpResponse<Person> person(HttpRequest<?> request, String id) {
    return answer(known(id), timeline.asked(request));
  }

  /**
   * Certifies an erasure, with the proof that the ledger records it.
   *
   * @param id the surrogate id
   */
  @TakesAsOf
  @Get("/{id}/certificate")
  HttpResponse<ErasureCertificate> certificate(HttpRequest<?> request, String id)
      throws InterruptedException {
    long position = timeline.asked(request);
    List<LedgerEntry> entries = entries(known(id), position);
    LedgerEntry erased =
        entries.stream()
            .filter(entry -> entry.event() instanceof PersonErased)
            .findFirst()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND,
                        "Certificate not found",
                        "`%s` is not erased; its state is `%s`"
                            .formatted(id, Person.of(id, entries).state())));
    seal.await(erased.position(), SEALED_WITHIN);
    TlogProof proof =
        seal.proof(erased.position())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.UNAVAILABLE,
                        "the erasure is recorded and not sealed yet",
                        "ask again in a second"));
    return Positions.stamp(
        HttpResponse.ok(
            new ErasureCertificate(
                ledger.origin(),
                Person.of(id, entries),
                disclosedIn(entries),
                text(erased.leaf()),
                text(erased.payload()),
                text(proof.bytes()))),
        position);
  }

  private static List<String> disclosedIn(List<LedgerEntry> entries) {
    return entries.stream()
        .map(LedgerEntry::event)
        .flatMap(
            event ->
                event instanceof PersonDisclosed disclosed
                    ? Stream.of(disclosed.bundle())
                    : Stream.empty())
        .distinct()
        .toList();
  }

  private HttpResponse<Person> answer(String id, long position) {
    return Positions.stamp(HttpResponse.ok(Person.of(id, entries(id, position))), position);
  }

  private String known(String id) {
    if (!ledger.knowsPerson(id)) {
      throw new ProblemException(
          ProblemType.NOT_FOUND,
          "Person not found",
          "no person has the id `%s`; POST /api/v1/persons/find finds one by mail address or name"
              .formatted(id.substring(0, Math.min(80, id.length()))));
    }
    return id;
  }

  /** What had happened to the person by then. */
  private List<LedgerEntry> entries(String id, long position) {
    return ledger.stream("person/" + id, 0, MOST).stream()
        .filter(entry -> entry.position() <= position)
        .toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
