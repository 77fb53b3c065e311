package dev.daybook.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daybook.access.AccessEvent.TokenIssued;
import dev.daybook.access.AccessEvent.TokenRevoked;
import dev.daybook.access.AccessSlice;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.SubjectName;
import dev.daybook.person.PersonEvent.HoldPlaced;
import dev.daybook.person.PersonEvent.KeyDestroyed;
import dev.daybook.person.PersonEvent.PersonErased;
import dev.daybook.person.PersonSlice;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.NewEvent;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.TestLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An erasure ends once all that keeps something has let go of it, and not before. */
class ShredderTest {

  private static final Actor DAYBOOK =
      new Actor(
          "act_0000000000000001", "daybook", Actor.Kind.SERVICE, Set.of(Actor.Role.ADMIN), null);

  private final TestLedger test =
      TestLedger.fresh(EventTypes.of(new PersonSlice(), new AccessSlice()));
  private final Ledger ledger = test.ledger();
  private SubjectName person = SubjectName.parse("person/per_0000000000000000");

  @BeforeEach
  void nameSomebody() {
    record(new HoldPlaced(person, "case", "why"), 0);
    person = SubjectName.parse("person/" + ledger.person("ada@example.org").orElseThrow());
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void theLedgerIsToldOnceEverythingForgot() {
    AtomicBoolean ready = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    Forgets keeper =
        position -> {
          assertThat(ledger.entry(position).orElseThrow().event()).isInstanceOf(PersonErased.class);
          asked.incrementAndGet();
          assertThat(ledger.person("ada@example.org")).as("the key is gone by then").isEmpty();
          if (!ready.get()) {
            throw new StoreUnavailable("not yet");
          }
        };
    try (Shredder shredder = Shredder.start(ledger, DAYBOOK, () -> List.of(keeper))) {
      erase();
      await().until(() -> asked.get() > 0);
      assertThat(destroyed()).isEmpty();
      assertThat(shredder.pending()).containsExactly(person.path());

      ready.set(true);

      await().until(() -> !destroyed().isEmpty());
      await().until(() -> shredder.pending().isEmpty());
      assertThat(shredder.foundAgain()).isEmpty();
    }
  }

  @Test
  void whatAStopCutOffIsEndedAtTheNextStartAndIsNoRestoredKey() throws SQLException {
    asSuperuser("CREATE TABLE public.backup AS SELECT * FROM ledger.person_key");
    erase();
    ledger.awaitErasures(2);
    // As it is where the process ended behind the entry and before the key.
    asSuperuser("INSERT INTO ledger.person_key SELECT * FROM public.backup");
    Ledger again = test.node();
    again.awaitErasures(2);
    assertThat(again.foundAgain()).contains(person.path());

    try (Shredder shredder = Shredder.start(again, DAYBOOK, List::of)) {
      await().until(() -> !destroyed().isEmpty());
      await().until(() -> shredder.pending().isEmpty());
      assertThat(shredder.foundAgain()).as("it had not ended before").isEmpty();
    }
  }

  @Test
  void itIsToldOnceHoweverManyNodesThereAre() {
    try (Shredder _ = Shredder.start(ledger, DAYBOOK, List::of);
        Shredder other = Shredder.start(test.node(), DAYBOOK, List::of)) {
      erase();
      await().until(() -> !destroyed().isEmpty());
      await().until(() -> other.pending().isEmpty());
    }
    assertThat(destroyed()).hasSize(1);
  }

  @Test
  void aKeyThatIsBackAfterAnErasureEndedIsToldAboutAtTheNextStart() throws SQLException {
    asSuperuser("CREATE TABLE public.backup AS SELECT * FROM ledger.person_key");
    try (Shredder _ = Shredder.start(ledger, DAYBOOK, List::of)) {
      erase();
      await().until(() -> !destroyed().isEmpty());
    }
    asSuperuser("INSERT INTO ledger.person_key SELECT * FROM public.backup");

    try (Shredder shredder = Shredder.start(test.node(), DAYBOOK, List::of)) {
      await().until(() -> shredder.foundAgain().contains(person.path()));
    }
  }

  @Test
  void aTokenIssuedToWhoeverWasBeingErasedIsRevokedOnceHoweverManyNodesThereAre() {
    issue("actor/act_000000000000000a", "ada@example.org", Actor.Kind.PERSON);
    issue("actor/act_000000000000000b", "ada@example.org", Actor.Kind.SERVICE);
    issue("actor/act_000000000000000c", "zoe@example.org", Actor.Kind.PERSON);
    try (Shredder _ = Shredder.start(ledger, DAYBOOK, List::of);
        Shredder other = Shredder.start(test.node(), DAYBOOK, List::of)) {
      erase();
      await().until(() -> !destroyed().isEmpty());
      await().until(() -> other.pending().isEmpty());
    }
    List<LedgerEntry> revoked = ledger.entriesOfTypes(Set.of("actor.token-revoked"), 1, 10);
    assertThat(revoked)
        .extracting(LedgerEntry::stream)
        .containsExactly("actor/act_000000000000000a");
    assertThat(revoked.getFirst().metadata().actor()).isEqualTo(DAYBOOK.id());
  }

  @Test
  void aTokenTheErasureRevokedIsNotRevokedAgain() {
    SubjectName actor = issue("actor/act_000000000000000a", "ada@example.org", Actor.Kind.PERSON);
    record(new TokenRevoked(actor, "a".repeat(64), "whoever held it is erased"), 1);
    try (Shredder _ = Shredder.start(ledger, DAYBOOK, List::of)) {
      erase();
      await().until(() -> !destroyed().isEmpty());
    }
    assertThat(ledger.stream(actor.stream(), 0, 10)).hasSize(2);
  }

  private SubjectName issue(String actor, String name, Actor.Kind kind) {
    SubjectName subject = SubjectName.parse(actor);
    record(
        new TokenIssued(
            subject, name, kind, List.of(Actor.Role.READER), null, null, "a".repeat(64)),
        0);
    return subject;
  }

  @Test
  void whatTheDatabaseDoesNotLetBeScrubbedIsNamed() throws SQLException {
    // Nothing of the views is here, so one of the tables is not there to be scrubbed.
    try (Shredder _ = Shredder.start(ledger, DAYBOOK, List::of)) {
      erase();
      await().until(() -> !destroyed().isEmpty());
    }
    assertThat(destroyed().getFirst().left()).contains("free space").doesNotContain("statistics");
  }

  private void erase() {
    record(new PersonErased(person, "basis", "a", "b", "c"), 0);
  }

  private void record(SubjectEvent event, long sequence) {
    EntryMetadata metadata =
        new EntryMetadata(
            "act_0123456789abcdef", Actor.Kind.PERSON, UUID.randomUUID(), Context.prod(), null);
    ledger.append(
        List.of(NewEvent.of(event.subject().stream(), sequence, event, metadata)),
        Append.alone().personalContent("owner: ada@example.org".getBytes(UTF_8)));
  }

  private List<KeyDestroyed> destroyed() {
    return ledger.stream(person.stream(), 0, 10).stream()
        .map(LedgerEntry::event)
        .filter(KeyDestroyed.class::isInstance)
        .map(KeyDestroyed.class::cast)
        .toList();
  }

  private void asSuperuser(String sql) throws SQLException {
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
