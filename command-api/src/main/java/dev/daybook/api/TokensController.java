package dev.daybook.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daybook.access.AccessCommand;
import dev.daybook.access.AccessCommand.IssueToken;
import dev.daybook.access.AccessCommand.ReplaceToken;
import dev.daybook.access.AccessCommand.RevokeToken;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import dev.daybook.document.Node;
import dev.daybook.document.Problem;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.BearerToken;
import dev.daybook.edge.Bodies;
import dev.daybook.edge.Limit;
import dev.daybook.edge.Links;
import dev.daybook.edge.Page;
import dev.daybook.edge.Positions;
import dev.daybook.edge.ProblemDetails;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.edge.Shape;
import dev.daybook.edge.SmallBody;
import dev.daybook.edge.TokenDirectory;
import dev.daybook.edge.TokenFollower;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.moment.AsOf;
import dev.daybook.moment.TakesAsOf;
import dev.daybook.moment.Timeline;
import dev.daybook.path.Answer;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/tokens}: who may call, and with what. Issuing and revoking are recorded. */
@Controller("/api/v1/tokens")
@Tag(name = "tokens")
@Allowed(Role.ADMIN)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TokensController {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Desk desk;
  private final TokenDirectory directory;
  private final TokenFollower follower;
  private final Timeline timeline;
  private final Clock clock;

  TokensController(
      Desk desk, TokenDirectory directory, TokenFollower follower, Timeline timeline, Clock clock) {
    this.timeline = timeline;
    this.desk = desk;
    this.directory = directory;
    this.follower = follower;
    this.clock = clock;
  }

  /**
   * A token as everybody with the right may see it.
   *
   * @param actor the actor's surrogate id, {@code act_1f0c9d2e3b4a5c6d}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "TokenSummary")
  record TokenSummary(
      String actor,
      String name,
      String kind,
      List<String> roles,
      @Nullable String domain,
      Instant issuedAt,
      @Nullable Instant expiresAt) {

    /** Where it stands in the list: by name, and by actor among those of one name. */
    private String place() {
      return name + "/" + actor;
    }
  }

  /**
   * A token just issued.
   *
   * @param token the secret itself, shown this once and kept nowhere
   */
  @Schema(name = "IssuedToken")
  record IssuedToken(String actor, String name, String token, CommandAnswer result) {}

  /**
   * Lists every token that is not revoked, in the order of their names.
   *
   * @param limit 1 to 1,000, 100 without it
   * @param after the last name and actor of the page before, see the header Link
   */
  @TakesAsOf
  @Get(produces = MediaType.APPLICATION_JSON)
  @Allowed(Role.AUDITOR)
  HttpResponse<List<TokenSummary>> tokens(
      HttpRequest<?> request,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String after)
      throws InterruptedException {
    Limit most = Limit.of(limit);
    AsOf asOf = AsOf.of(request);
    long position = timeline.position(asOf);
    follower.await(position);
    TokenDirectory then = asOf instanceof AsOf.Now ? directory : follower.asOf(position);
    Page<TokenSummary> page =
        Page.of(
            then.grants().stream()
                .map(TokensController::summary)
                .filter(token -> after == null || token.place().compareTo(after) > 0)
                .sorted(Comparator.comparing(TokenSummary::place))
                .limit(most.andOne())
                .toList(),
            most,
            TokenSummary::place);
    MutableHttpResponse<List<TokenSummary>> response =
        Positions.stamp(HttpResponse.ok(page.items()), position);
    return page.next()
        .map(
            next ->
                Links.next(response, request, Map.of("after", next, AsOf.PARAMETER, "" + position)))
        .orElse(response);
  }

  @Operation(
      operationId = "issueToken",
      summary = "Issue a token, to a new actor or in place of an actor's token",
      description =
          "The answer is the only place the token is ever shown: a repeat under the same"
              + " Idempotency-Key is 409 and names the first one's decision.")
  @RequestBody(content = @Content(schema = @Schema(implementation = TokenRequest.class)))
  @ApiResponse(
      responseCode = "201",
      description = "Issued; it holds from now on.",
      content = @Content(schema = @Schema(implementation = IssuedToken.class)))
  @ApiResponse(
      responseCode = "409",
      description = "Issued under this key before; the token is not shown again.",
      content =
          @Content(
              mediaType = ProblemDetails.MEDIA_TYPE,
              schema = @Schema(implementation = ProblemDetails.class)))
  @SmallBody
  @TakesCircumstances
  @AnswersOne
  @Post(consumes = MediaType.APPLICATION_JSON, produces = MediaType.APPLICATION_JSON)
  HttpResponse<?> issue(
      HttpRequest<?> request, @Parameter(hidden = true) Actor actor, @Body byte[] body)
      throws InterruptedException {
    Circumstances circumstances = Circumstances.of(request);
    BearerToken token = BearerToken.random();
    AccessCommand command = read(Bodies.object(body), token);
    Answer answer = desk.submit(actor, circumstances, 0, command, null);
    CommandAnswer result = CommandAnswer.of(0, answer, List.of());
    if (!result.outcome().stands() || circumstances.dryRun()) {
      return Answers.one(request, result);
    }
    if (answer.repeated()) {
      throw shownBefore(result);
    }
    follower.await(result.position());
    return Positions.stamp(
        HttpResponse.status(HttpStatus.CREATED)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .body(issued(command.subject().path(), token, result)),
        result.position());
  }

  private IssuedToken issued(String actor, BearerToken token, CommandAnswer result) {
    String name = directory.grant(actor).map(grant -> grant.actor().name()).orElse("");
    return new IssuedToken(actor, name, token.text(), result);
  }

  @Operation(
      operationId = "revokeToken",
      summary = "Revoke an actor's token",
      description = "It stops working before the answer is sent. Needs a reason.")
  @TakesCircumstances
  @AnswersOne
  @Delete(uri = "/{actor}", produces = MediaType.APPLICATION_JSON)
  HttpResponse<?> revoke(
      HttpRequest<?> request, @Parameter(hidden = true) Actor asking, @PathVariable String actor)
      throws InterruptedException {
    Circumstances circumstances = Circumstances.of(request);
    @Nullable String reason = circumstances.context().reason();
    if (reason == null) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "revoking a token needs a reason",
          "add ?reason=… or the header Daybook-Reason");
    }
    SubjectName subject = actor(actor);
    Answer answer = desk.submit(asking, circumstances, 0, new RevokeToken(subject, reason), null);
    CommandAnswer result = CommandAnswer.of(0, answer, List.of());
    follower.await(result.position());
    return Answers.one(request, result);
  }

  private static SubjectName actor(String id) {
    try {
      return new SubjectName(SubjectKind.ACTOR, id);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemType.INVALID_PARAMETER,
          "`actor` in the path cannot be `%s`: %s".formatted(id, e.getMessage()),
          "it takes an actor's id such as act_1f0c9d2e3b4a5c6d; GET /api/v1/tokens lists them");
    }
  }

  /** A token is nowhere to be found again, so that its repeat cannot get the first answer. */
  private static ProblemException shownBefore(CommandAnswer first) {
    return new ProblemException(
            ProblemDetails.of(
                    ProblemType.SHOWN_BEFORE,
                    "this key issued a token before, at position %d to `%s`; a token is shown once, and kept nowhere"
                        .formatted(first.positions().getLast(), first.subject()))
                .decision(String.valueOf(first.decision()))
                .next(
                    "use the token of the first answer; if that never arrived, revoke it (DELETE"
                        + " /api/v1/tokens/…) and issue another under a new Idempotency-Key"))
        .header(Positions.POSITION, Long.toString(first.position()));
  }

  private AccessCommand read(Node.Mapping body, BearerToken token) {
    return body.value("actor").isPresent() ? replacement(body, token) : first(body, token);
  }

  private ReplaceToken replacement(Node.Mapping body, BearerToken token) {
    List<Problem> problems = new ArrayList<>();
    Shape shape = new Shape(body, problems);
    SubjectName actor =
        shape.value(
            "actor",
            "an actor's id such as act_1f0c9d2e3b4a5c6d",
            text -> new SubjectName(SubjectKind.ACTOR, text));
    Instant expiresAt = shape.instantOrAbsent("expiresAt");
    shape.refuseTheRest();
    if (actor == null || !problems.isEmpty()) {
      throw Bodies.unreadable(problems);
    }
    return new ReplaceToken(actor, expiresAt, token.sha256(), clock.instant());
  }

  private IssueToken first(Node.Mapping body, BearerToken token) {
    List<Problem> problems = new ArrayList<>();
    Shape shape = new Shape(body, problems);
    String name = shape.text("name");
    Actor.Kind kind =
        shape.value("kind", "person or service", text -> word(Actor.Kind.values(), text));
    List<Role> roles =
        shape.values(
            "roles",
            "reader, publisher, approver, auditor or admin",
            text -> word(Role.values(), text));
    String domain = shape.textOrAbsent("domain");
    Instant expiresAt = shape.instantOrAbsent("expiresAt");
    shape.refuseTheRest();
    if (name == null || kind == null || !problems.isEmpty()) {
      throw Bodies.unreadable(problems);
    }
    return new IssueToken(
        new SubjectName(SubjectKind.ACTOR, newActorId()),
        name,
        kind,
        roles,
        domain,
        expiresAt,
        token.sha256(),
        clock.instant());
  }

  /**
   * A name for the actor that says nothing of the person: {@code act_} and 16 random hex digits.
   */
  private static String newActorId() {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    return "act_" + HexFormat.of().formatHex(random);
  }

  private static <E extends Enum<E>> E word(E[] known, String text) {
    for (E value : known) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    throw new IllegalArgumentException("`%s` is not known here".formatted(text));
  }

  private static TokenSummary summary(TokenDirectory.Grant grant) {
    Actor actor = grant.actor();
    return new TokenSummary(
        actor.id(),
        actor.name(),
        actor.kind().name().toLowerCase(Locale.ROOT),
        actor.roles().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).sorted().toList(),
        actor.domain(),
        grant.issuedAt(),
        grant.expiresAt());
  }
}
