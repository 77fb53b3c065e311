package dev.daybook.api;

import dev.daybook.access.AccessCommand.IssueToken;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.DecisionRecorded;
import dev.daybook.decision.SystemActors;
import dev.daybook.edge.AdminRecovery;
import dev.daybook.edge.AdminToken;
import dev.daybook.edge.BearerToken;
import dev.daybook.edge.ServerSettings;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Answer;
import dev.daybook.path.CommandId;
import dev.daybook.path.CommandPath;
import dev.daybook.path.Submission;
import dev.daybook.store.Ledger;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Issues the token first and writes it then: cut off in between, it is done once more. */
@Singleton
final class TokenRecovery implements AdminRecovery {

  private final Ledger ledger;
  private final CommandPath path;
  private final ServerSettings settings;
  private final Clock clock;

  TokenRecovery(Ledger ledger, CommandPath path, ServerSettings settings, Clock clock) {
    this.ledger = ledger;
    this.path = path;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Outcome recover(String reason) throws InterruptedException {
    if (ledger.stream(DecisionRecorded.stream(FirstStart.LAST_STEP), 0, 1).isEmpty()) {
      return new Outcome.NeverStarted();
    }
    Actor admin = SystemActors.ADMIN;
    BearerToken token = BearerToken.random();
    Answer answer =
        path.submit(
            new Submission(
                CommandId.of(SystemActors.DAYBOOK.id(), "recovery: " + UUID.randomUUID(), 0),
                new IssueToken(
                    new SubjectName(SubjectKind.ACTOR, admin.id()),
                    admin.name(),
                    admin.kind(),
                    List.copyOf(admin.roles()),
                    admin.domain(),
                    null,
                    token.sha256(),
                    clock.instant()),
                SystemActors.DAYBOOK,
                new Context("prod", null, reason, null, null),
                null,
                clock.instant(),
                false));
    if (answer.result() == Answer.Result.DENIED) {
      return new Outcome.Denied(answer.findings());
    }
    AdminToken.replace(settings.data(), token);
    return new Outcome.Recovered(AdminToken.file(settings.data()), answer.position());
  }
}
