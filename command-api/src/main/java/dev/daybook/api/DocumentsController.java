package dev.daybook.api;

import dev.daybook.contract.ContractCommand;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.Problem;
import dev.daybook.document.ReadDocument;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.document.ReadDocument.Skipped;
import dev.daybook.document.ReadDocument.Unreadable;
import dev.daybook.domain.DomainCommand;
import dev.daybook.edge.Allowed;
import dev.daybook.edge.ProblemException;
import dev.daybook.edge.ProblemType;
import dev.daybook.params.ParamsCommand;
import dev.daybook.params.ParamsCommand.PublishParams;
import dev.daybook.path.Original;
import dev.daybook.policy.PolicyCommand;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.product.ProductCommand;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.Floor;
import dev.daybook.rules.PolicyCompiler;
import dev.daybook.rules.PolicyCompiler.Compilation;
import dev.daybook.rules.PolicyProblems;
import dev.daybook.store.Ledger;
import dev.daybook.team.TeamCommand;
import io.micronaut.http.HttpHeaders;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code POST /api/v1/documents}: everything that is asked for by saying how it should be. */
@Controller("/api/v1/documents")
@Tag(name = "documents")
final class DocumentsController {

  /** What curl and others say of a body when nobody tells them. */
  private static final List<String> UNTOLD =
      List.of("text/plain", "application/octet-stream", "application/x-www-form-urlencoded");

  private final Desk desk;
  private final Receipts receipts;
  private final CelGate gate;
  private final Ledger ledger;

  DocumentsController(Desk desk, Receipts receipts, CelGate gate, Ledger ledger) {
    this.receipts = receipts;
    this.desk = desk;
    this.gate = gate;
    this.ledger = ledger;
  }

  @Operation(
      operationId = "documents",
      summary = "Publish documents",
      description =
          "YAML or JSON, one or many: data products, contracts, policies and their params, domains,"
              + " teams, in any supported dialect. Each is judged and recorded in a transaction of its own;"
              + " domains before teams before policies before products before contracts, those of"
              + " one kind side by side, those about one subject in their order.")
  @RequestBody(
      content = {
        @Content(mediaType = "application/yaml", schema = @Schema(type = "string")),
        @Content(mediaType = "application/json", schema = @Schema(type = "object"))
      })
  @TakesCircumstances
  @AnswersSeveral
  @Post(consumes = MediaType.ALL, produces = MediaType.APPLICATION_JSON)
  @Allowed({Role.PUBLISHER, Role.APPROVER})
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<?> documents(
      HttpRequest<?> request, @Parameter(hidden = true) Actor actor, @Body byte[] body)
      throws InterruptedException {
    Circumstances circumstances = Circumstances.of(request);
    Optional<Receipts.Wait> seal = Receipts.wait(request);
    Format format = format(request);
    List<ReadDocument> documents = Documents.read(body, format, "body");
    List<Readable> readable = new ArrayList<>();
    List<CommandAnswer> answers = new ArrayList<>();
    for (ReadDocument document : documents) {
      switch (document) {
        case Readable read -> readable.add(read);
        case Unreadable unreadable ->
            answers.add(
                CommandAnswer.invalid(unreadable.index(), null, PolicyProblems.of(unreadable)));
        case Skipped skipped -> notMeant(skipped).ifPresent(answers::add);
      }
    }
    circumstances.requireOneIfMatched(readable.size() + answers.size(), "document");
    Authority.check(actor, readable.stream().map(Readable::command).toList());
    if (readable.stream().anyMatch(read -> read.command() instanceof PublishParams)) {
      gate.awaitPolicies(ledger.head().policyPosition()); // they are held against what is in force
    }
    SortedMap<Integer, List<Desk.Part>> byRank = new TreeMap<>();
    for (Readable read : readable) {
      uncompiled(read)
          .or(() -> loosening(read))
          .ifPresentOrElse(
              answers::add,
              () ->
                  byRank
                      .computeIfAbsent(rank(read.command()), _ -> new ArrayList<>())
                      .add(part(circumstances, read)));
    }
    for (List<Desk.Part> ofOneRank : byRank.values()) {
      answers.addAll(desk.submitAll(documents.size() == 1, actor, ofOneRank));
    }
    if (answers.isEmpty()) {
      throw new ProblemException(
          ProblemType.UNREADABLE_BODY,
          "the body holds no document",
          "send YAML or JSON with `--data-binary @file`");
    }
    answers.sort(Comparator.comparingInt(CommandAnswer::index));
    Receipts.Proved proved = receipts.of(seal, answers);
    return proved.tell(Answers.several(request, "document", proved.answers()));
  }

  /**
   * YAML, JSON, or what tools send when they are told nothing; the bytes themselves decide then. A
   * picture or an archive was never meant to be a document.
   */
  private static Format format(HttpRequest<?> request) {
    String type =
        request
            .getHeaders()
            .get(HttpHeaders.CONTENT_TYPE, String.class, "")
            .toLowerCase(Locale.ROOT);
    Format format = Format.ofContentType(type);
    if (format == Format.UNSAID && !type.isEmpty() && UNTOLD.stream().noneMatch(type::startsWith)) {
      throw new ProblemException(
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          "documents are not read from `%s`".formatted(type),
          "send application/yaml or application/json");
    }
    return format;
  }

  private static Desk.Part part(Circumstances circumstances, Readable read) {
    return new Desk.Part(
        read.index(), read.command(), circumstances, Original.of(read), read.notes());
  }

  /** The answer to a policy that does not compile, or whose own cases fail. */
  private static Optional<CommandAnswer> uncompiled(Readable read) {
    return read.command() instanceof PublishPolicy publish
            && PolicyCompiler.compile(read.root(), read.source().bytes())
                instanceof Compilation.Rejected(var problems)
        ? Optional.of(CommandAnswer.invalid(read.index(), publish.subject().toString(), problems))
        : Optional.empty();
  }

  /** The answer to params of single domains that are looser than those for all may be. */
  private Optional<CommandAnswer> loosening(Readable read) {
    List<Problem> problems = Floor.problems(read, gate.policies());
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(
            CommandAnswer.invalid(read.index(), read.command().subject().toString(), problems));
  }

  /** What is empty is passed over; what is no document of a known kind was posted by mistake. */
  private static Optional<CommandAnswer> notMeant(Skipped skipped) {
    boolean empty =
        Documents.parse(skipped.source().bytes(), Format.YAML, "body").getFirst().isEmpty();
    if (empty) {
      return Optional.empty();
    }
    return Optional.of(
        CommandAnswer.invalid(
            skipped.index(),
            null,
            List.of(
                Problem.at(
                    skipped.source().begin(),
                    "",
                    skipped.why(),
                    null,
                    "a document with a known `apiVersion` and `kind`",
                    "leave it out; a folder is walked past such files with `daybook apply -f`"))));
  }

  /**
   * Domains before teams before params before policies before products before contracts, else as
   * they came.
   */
  private static int rank(SubjectCommand command) {
    return switch (command) {
      case DomainCommand _ -> 0;
      case TeamCommand _ -> 1;
      case ParamsCommand _ -> 2;
      case PolicyCommand _ -> 3;
      case ProductCommand _ -> 4;
      case ContractCommand _ -> 5;
      default -> 6;
    };
  }
}
