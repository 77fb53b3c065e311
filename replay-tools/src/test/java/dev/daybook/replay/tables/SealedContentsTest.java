package dev.daybook.replay.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.mesh.SubjectName;
import dev.daybook.person.PersonEvent.HoldPlaced;
import dev.daybook.person.PersonEvent.PersonErased;
import dev.daybook.person.PersonSlice;
import dev.daybook.replay.verify.Outcome;
import dev.daybook.replay.verify.Trust;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.NewEvent;
import dev.daybook.store.TestLedger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document that names somebody is verified as long as somebody can read it. */
class SealedContentsTest {

  private static final String UNTRIGGERED =
      "ALTER TABLE ledger.sealed_content DISABLE TRIGGER USER; ";

  @TempDir private Path folder = Path.of("");

  private final TestLedger test = TestLedger.fresh(EventTypes.of(new PersonSlice()));
  private String person = "";
  private long next;
  private Trust trust = new Trust.Nobody();

  @BeforeEach
  void keepADocument() throws Exception {
    SubjectName other = SubjectName.parse("person/per_0000000000000000");
    record(new HoldPlaced(other, "case", "why"));
    person = test.ledger().person("ada@example.org").orElseThrow();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void itHasTheDigestItIsKeptBy() throws Exception {
    assertThat(verify()).isInstanceOf(Outcome.Consistent.class);
  }

  @Test
  void oneThatWasChangedIsNamed() throws Exception {
    tamper(
        UNTRIGGERED
            + "UPDATE ledger.sealed_content SET envelope = set_byte(envelope, 70,"
            + " get_byte(envelope, 70) # 1)");

    assertThat(verify().toString()).contains("what is kept as").contains("does not open");
  }

  @Test
  void oneThatStandsUnderAnotherDigestIsNamed() throws Exception {
    tamper(UNTRIGGERED + "UPDATE ledger.sealed_content SET sha256 = sha256('another')");

    assertThat(verify().toString()).contains("what is kept as").contains("stood elsewhere");
  }

  @Test
  void aKeyThatIsGoneThoughNobodyWasErasedIsNamed() throws Exception {
    tamper("DELETE FROM ledger.person_key");

    assertThat(verifyAnew().toString())
        .contains(person)
        .contains("a key of theirs is gone though nobody erased them");
  }

  @Test
  void whoWasErasedIsNoFault() throws Exception {
    SubjectName erased = SubjectName.parse("person/" + person);
    next = 0;
    record(new PersonErased(erased, "basis", "a", "b", "c"));
    test.ledger().awaitErasures(2);

    assertThat(verifyAnew()).isInstanceOf(Outcome.Consistent.class);
  }

  @Test
  void aKeyThatIsGoneOfSomebodyToWhomSomethingElseHappenedIsNamed() throws Exception {
    next = 0;
    record(new HoldPlaced(SubjectName.parse("person/" + person), "case", "why"));
    tamper("DELETE FROM ledger.person_key");

    assertThat(verifyAnew().toString())
        .contains(person)
        .contains("a key of theirs is gone though nobody erased them");
  }

  @Test
  void whatNamesOneWhoWasErasedAndOneWhoWasNotIsNoFault() throws Exception {
    SubjectName other = SubjectName.parse("person/per_0000000000000000");
    record(
        new HoldPlaced(other, "another", "why"), "owner: ada@example.org\nexpert: bob@example.org");
    SubjectName erased = SubjectName.parse("person/" + person);
    next = 0;
    record(new PersonErased(erased, "basis", "a", "b", "c"));
    test.ledger().awaitErasures(3);
    assertThat(test.ledger().person("bob@example.org")).isPresent();

    assertThat(verifyAnew()).isInstanceOf(Outcome.Consistent.class);
  }

  private void record(dev.daybook.person.PersonEvent event) {
    record(event, "owner: ada@example.org");
  }

  private void record(dev.daybook.person.PersonEvent event, String document) {
    EntryMetadata metadata =
        new EntryMetadata(
            "act_0123456789abcdef", Actor.Kind.PERSON, UUID.randomUUID(), Context.prod(), null);
    test.ledger()
        .append(
            List.of(NewEvent.of(event.subject().stream(), next++, event, metadata)),
            Append.alone().personalContent(document.getBytes(UTF_8)));
  }

  private Outcome verify() throws Exception {
    return verify(test.ledger());
  }

  private Outcome verifyAnew() throws Exception {
    return verify(test.node());
  }

  private Outcome verify(dev.daybook.store.Ledger ledger) throws Exception {
    try (Seal seal = Seal.start(test.ledger(), SealSettings.in(folder), Clock.systemUTC())) {
      assertThat(seal.await(test.ledger().head().position(), Duration.ofSeconds(20))).isTrue();
      trust = new Trust.Keys(seal.keys());
    }
    return new LedgerVerification(
            ledger, SealSettings.in(folder), trust, (done, of) -> {}, null, null)
        .run();
  }

  private void tamper(String sql) throws SQLException {
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
