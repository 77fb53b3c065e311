package dev.daybook.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Slices;
import dev.daybook.person.PersonEvent.PersonErased;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.NewEvent;
import dev.daybook.store.TestLedger;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens of persons that are erased. */
class TokenFollowerTest {

  private static final String ZELDA = "zelda@example.org";

  private final TestLedger test = TestLedger.fresh(Slices.eventTypes());
  private final Ledger ledger = test.ledger();

  @AfterEach
  void close() {
    test.close();
  }

  private void record(SubjectEvent event, long sequence) {
    ledger.append(
        List.of(
            NewEvent.of(
                event.subject().stream(),
                sequence,
                event,
                new EntryMetadata(
                    "act_0123456789abcdef",
                    Actor.Kind.PERSON,
                    new UUID(1, 2),
                    Context.prod(),
                    null))),
        Append.alone());
  }

  private static String actor(String last) {
    return "act_000000000000000" + last;
  }

  private void issue(String actor, String name, Actor.Kind kind, String token, long sequence) {
    record(
        new TokenIssued(
            SubjectName.parse("actor/" + actor(actor)),
            name,
            kind,
            List.of(Actor.Role.READER),
            null,
            null,
            token.repeat(64)),
        sequence);
  }

  /** Records what erases somebody, and nothing of any token. */
  private void erase(String called) {
    String person = ledger.person(called).orElseThrow();
    record(erased(SubjectName.parse("person/" + person)), 0);
  }

  private static PersonErased erased(SubjectName person) {
    return new PersonErased(person, "GDPR Art. 17(1)(b)", actor("a"), actor("b"), "checked");
  }

  private TokenDirectory directory() throws InterruptedException {
    TokenDirectory directory = new TokenDirectory();
    try (TokenFollower follower = new TokenFollower(ledger, directory)) {
      follower.await(ledger.head().position());
    }
    return directory;
  }

  private static Optional<String> name(TokenDirectory directory, String actor) {
    return directory.grant(actor(actor)).map(grant -> grant.actor().name());
  }

  @Test
  void aTokenIssuedWhileItsHolderWasBeingErasedHoldsNoMore() throws Exception {
    issue("1", ZELDA, Actor.Kind.PERSON, "1", 0);
    issue("2", ZELDA, Actor.Kind.SERVICE, "2", 0);
    issue("3", "ada@example.org", Actor.Kind.PERSON, "3", 0);
    assertThat(name(directory(), "1")).contains(ZELDA);

    erase(ZELDA);

    TokenDirectory directory = directory();
    assertThat(directory.grant(actor("1"))).isEmpty();
    assertThat(directory.grants())
        .extracting(TokenDirectory.Grant::sha256)
        .containsExactlyInAnyOrder("2".repeat(64), "3".repeat(64));
    assertThat(name(directory, "2")).as("others depend on it").contains("[erased]");
    assertThat(name(directory, "3")).contains("ada@example.org");
  }

  @Test
  void asOfAMomentATokenHoldsUntilItsHolderIsErased() throws Exception {
    issue("1", ZELDA, Actor.Kind.PERSON, "1", 0);
    issue("3", "ada@example.org", Actor.Kind.PERSON, "3", 0);
    long before = ledger.head().position();
    erase(ZELDA);

    try (TokenFollower follower = new TokenFollower(ledger, new TokenDirectory())) {
      assertThat(name(follower.asOf(before), "1")).contains("[erased]");
      assertThat(follower.asOf(before + 1).grant(actor("1"))).isEmpty();
      assertThat(name(follower.asOf(before + 1), "3")).contains("ada@example.org");
    }
  }

  @Test
  void theTokenOfWhoeverHasTheActorSinceHolds() throws Exception {
    issue("1", ZELDA, Actor.Kind.PERSON, "1", 0);
    issue("1", "ada@example.org", Actor.Kind.PERSON, "2", 1);

    erase(ZELDA);

    assertThat(name(directory(), "1")).contains("ada@example.org");
  }
}
