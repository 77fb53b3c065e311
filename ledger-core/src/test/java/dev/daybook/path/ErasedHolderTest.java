package dev.daybook.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.access.AccessCommand;
import dev.daybook.access.AccessCommand.IssueToken;
import dev.daybook.access.AccessCommand.RevokeToken;
import dev.daybook.access.AccessEvent.TokenRevoked;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.SubjectName;
import dev.daybook.person.PersonCommand.ConfirmErasure;
import dev.daybook.person.PersonCommand.RequestErasure;
import dev.daybook.person.PersonEvent.PersonErased;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.TestLedger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Persons that hold tokens, and are erased. */
class ErasedHolderTest {

  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final Actor ANA = admin("act_00000000000000aa");
  private static final Actor BEA = admin("act_00000000000000bb");
  private static final String ZELDA = "zelda@example.org";

  private final TestLedger test = TestLedger.fresh(Slices.eventTypes());
  private final Ledger ledger = test.ledger();
  private final MeshDirectory directory = new MeshDirectory(ledger);
  private final CommandPath path = new CommandPath(ledger, new RecordingGate(), directory);

  @AfterEach
  void close() {
    directory.close();
    test.close();
  }

  private static Actor admin(String id) {
    return new Actor(id, "", Actor.Kind.PERSON, Set.of(Actor.Role.ADMIN), null);
  }

  private Answer submit(Actor by, SubjectCommand command) throws InterruptedException {
    Answer answer =
        path.submit(
            new Submission(
                UUID.randomUUID(), command.by(by, NOON), by, Context.prod(), null, NOON, false));
    assertThat(answer.result()).as("%s", answer.findings()).isEqualTo(Answer.Result.ACCEPTED);
    return answer;
  }

  /** Gives an actor a token with a digest that is made of its id. */
  private void issue(String actor, String name, Actor.Kind kind) throws InterruptedException {
    submit(
        ANA,
        new IssueToken(
            subject(actor),
            name,
            kind,
            List.of(Actor.Role.READER),
            null,
            null,
            digest(actor),
            NOON));
  }

  private static SubjectName subject(String actor) {
    return SubjectName.parse("actor/act_000000000000000" + actor);
  }

  private static String digest(String actor) {
    return actor.repeat(64);
  }

  private Answer erase(String called) throws InterruptedException {
    SubjectName person = SubjectName.parse("person/" + ledger.person(called).orElseThrow());
    submit(ANA, new RequestErasure(person, "GDPR Art. 17(1)(b)", "asked"));
    return submit(BEA, new ConfirmErasure(person, "checked"));
  }

  private List<LedgerEntry> entries(Answer answer) {
    return ledger.entries(answer.positions().getFirst(), answer.positions().size());
  }

  @Test
  void allTokensOfAPersonAreRevokedInTheDecisionThatErasesIt() throws Exception {
    issue("1", ZELDA, Actor.Kind.PERSON);
    issue("2", "Zelda (" + ZELDA + ")", Actor.Kind.PERSON);
    issue("3", "ada@example.org", Actor.Kind.PERSON);
    issue("4", ZELDA, Actor.Kind.SERVICE);

    Answer answer = erase(ZELDA);

    List<LedgerEntry> entries = entries(answer);
    assertThat(entries.get(1).event()).isInstanceOf(PersonErased.class);
    assertThat(entries.subList(2, entries.size()))
        .extracting(LedgerEntry::event)
        .containsExactlyInAnyOrder(
            new TokenRevoked(subject("1"), digest("1"), "whoever held it is erased"),
            new TokenRevoked(subject("2"), digest("2"), "whoever held it is erased"));
    assertThat(entries)
        .as("one decision")
        .allSatisfy(entry -> assertThat(entry.metadata().decision()).isEqualTo(answer.decision()));
  }

  @Test
  void whatWasRevokedBeforeIsNotRevokedAgain() throws Exception {
    issue("1", ZELDA, Actor.Kind.PERSON);
    AccessCommand revoked = new RevokeToken(subject("1"), "left");
    submit(ANA, revoked);

    assertThat(entries(erase(ZELDA))).hasSize(2);
  }
}
