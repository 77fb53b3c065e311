package dev.daybook.api;

import dev.daybook.access.AccessCommand.IssueToken;
import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SystemActors;
import dev.daybook.document.Documents;
import dev.daybook.document.Format;
import dev.daybook.document.ReadDocument;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.edge.AdminToken;
import dev.daybook.edge.BearerToken;
import dev.daybook.edge.BeforeServing;
import dev.daybook.edge.ServerSettings;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Answer;
import dev.daybook.path.CommandId;
import dev.daybook.path.CommandPath;
import dev.daybook.path.Original;
import dev.daybook.path.Submission;
import dev.daybook.policy.PolicyCommand.ActivatePolicy;
import dev.daybook.policy.PolicyCommand.PublishPolicy;
import dev.daybook.policy.PolicyText;
import dev.daybook.policy.SecondPerson;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.StarterPack;
import dev.daybook.store.Ledger;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a ledger's very first start does: the starter policies, then a token for {@code admin}.
 *
 * <p>Every step is a command under an id of its own that is the same at every start, so a start
 * that was cut off is taken up where it ended; the token is the last step, and once its decision is
 * in the ledger nothing here ever happens again.
 */
@Singleton
final class FirstStart implements BeforeServing {

  private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

  private static final Context CONTEXT =
      new Context("prod", null, "this ledger's first start", null, null);

  static final UUID LAST_STEP = id("admin token");

  private final Ledger ledger;
  private final CommandPath path;
  private final CelGate gate;
  private final PackAhead pack;
  private final ServerSettings settings;
  private final Clock clock;

  FirstStart(
      Ledger ledger,
      CommandPath path,
      CelGate gate,
      PackAhead pack,
      ServerSettings settings,
      Clock clock) {
    this.ledger = ledger;
    this.path = path;
    this.gate = gate;
    this.pack = pack;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void prepare() throws InterruptedException {
    if (!ledger.stream(DecisionRecorded.stream(LAST_STEP), 0, 1).isEmpty()) {
      return;
    }
    if (settings.starterPack()) {
      gate.expect(pack.policies());
      for (StarterPack.Document document : StarterPack.documents()) {
        begin(document);
      }
    }
    issueAdminToken();
  }

  private void begin(StarterPack.Document document) throws InterruptedException {
    String name = "starter-pack/" + document.fileName();
    ReadDocument read = Documents.read(document.bytes(), Format.YAML, name).getFirst();
    if (!(read instanceof Readable readable)) {
      throw new IllegalStateException("%s cannot be read: %s".formatted(name, read));
    }
    submit(id("publish " + document.fileName()), readable.command(), Original.of(readable));
    // Params are in force once they are published.
    if (readable.command() instanceof PublishPolicy publish) {
      PolicyText policy = publish.policy();
      submit(
          id("activate " + document.fileName()),
          new ActivatePolicy(
              policy.subject(),
              policy.version(),
              "part of the starter pack",
              SecondPerson.FIRST_START),
          null);
    }
  }

  private void issueAdminToken() throws InterruptedException {
    BearerToken token = AdminToken.readOrCreate(settings.data());
    Actor admin = SystemActors.ADMIN;
    Answer answer =
        submit(
            LAST_STEP,
            new IssueToken(
                new SubjectName(SubjectKind.ACTOR, admin.id()),
                admin.name(),
                admin.kind(),
                List.copyOf(admin.roles()),
                admin.domain(),
                null,
                token.sha256(),
                clock.instant()),
            null);
    if (answer.unplaced().isEmpty() && !isIssued(answer, token)) {
      LOG.warn(
          "another node issued this ledger's admin token a moment before; {} is worthless here",
          AdminToken.file(settings.data()));
    }
  }

  private boolean isIssued(Answer answer, BearerToken token) {
    return ledger.entry(answer.position()).stream()
        .anyMatch(
            entry ->
                entry.event() instanceof TokenIssued issued
                    && issued.tokenSha256().equals(token.sha256()));
  }

  private Answer submit(UUID id, SubjectCommand command, @Nullable Original original)
      throws InterruptedException {
    Answer answer =
        path.submit(
            new Submission(
                id, command, SystemActors.DAYBOOK, CONTEXT, original, clock.instant(), false));
    if (answer.result() == Answer.Result.DENIED) {
      throw new IllegalStateException(
          "%s for `%s` is denied at the first start: %s"
              .formatted(command.kind(), command.subject(), answer.findings()));
    }
    return answer;
  }

  private static UUID id(String step) {
    return CommandId.of(SystemActors.DAYBOOK.id(), "first start: " + step, 0);
  }
}
