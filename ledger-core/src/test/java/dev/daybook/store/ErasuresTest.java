package dev.daybook.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.domain.DomainEvent.DomainRegistered;
import dev.daybook.domain.DomainSlice;
import dev.daybook.domain.DomainSpec;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectName;
import dev.daybook.person.PersonEvent.HoldPlaced;
import dev.daybook.person.PersonEvent.PersonErased;
import dev.daybook.person.PersonSlice;
import dev.daybook.personal.KeySettings;
import dev.daybook.personal.LocalKeyEncryption;
import dev.daybook.seal.Sha256;
import dev.daybook.sealer.SealSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is named in the ledger is sealed there, and gone once erased. */
class ErasuresTest {

  private static final String ADA = "ada@example.org";
  private static final byte[] DOCUMENT = "owner: ada@example.org".getBytes(UTF_8);

  private final TestLedger test =
      TestLedger.fresh(EventTypes.of(new DomainSlice(), new PersonSlice()));
  private final Ledger ledger = test.ledger();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void nobodyIsNamedInTheTablesAndEverybodyInWhatIsRead() throws SQLException {
    register(ledger, "sales", "Ada Byron (ada@example.org)", "Bo Ek (bo@example.org)");

    assertThat(tables()).doesNotContain("example.org", "Byron", "deputy");
    assertThat(owner(ledger.entry(1).orElseThrow())).contains(ADA);
    assertThat(ledger.entry(1).orElseThrow().metadata().context().onBehalfOf())
        .isEqualTo("a deputy");
    assertThat(ledger.content(Sha256.hex(DOCUMENT))).contains(DOCUMENT);
    assertThat(ledger.kept(Sha256.hex(DOCUMENT))).isInstanceOf(Kept.Personal.class);
  }

  @Test
  void whoeverIsErasedIsErasedHoweverTheEntriesAreReadAndOthersStay() throws Exception {
    register(ledger, "sales", "Ada Byron (ada@example.org)", "Bo Ek (bo@example.org)");
    LedgerEntry kept = ledger.entry(1).orElseThrow();
    assertThat(owner(kept)).contains(ADA); // read before, and in memory
    Ledger other = test.node();
    assertThat(owner(other.entry(1).orElseThrow())).contains(ADA);

    erase(ledger, ADA);
    other.awaitErasures(2);

    for (Ledger node : List.of(ledger, other)) {
      assertThat(spec(node.entry(1).orElseThrow()).owner())
          .isEqualTo(new Party("[erased]", Party.Kind.MAIL, "[erased]", "[erased]"));
      assertThat(owner(node.stream("domain/sales", 0, 1).getFirst())).isEqualTo("[erased]");
      try (EntryScan scan = node.scan(java.util.Set.of("domain.registered"), 1, 1);
          WholeScan whole = node.whole(1)) {
        assertThat(owner(scan.next(1, 1_000_000).getFirst())).isEqualTo("[erased]");
        assertThat(owner(java.util.Objects.requireNonNull(whole.next()).entry()))
            .isEqualTo("[erased]");
      }
      assertThat(spec(node.entry(1).orElseThrow()).experts().getFirst().mail())
          .isEqualTo("bo@example.org");
      assertThat(node.content(Sha256.hex(DOCUMENT))).isEmpty();
      assertThat(node.kept(Sha256.hex(DOCUMENT))).isInstanceOf(Kept.Erased.class);
      assertThat(node.person(ADA)).isEmpty();
    }
    assertThat(owner(kept)).isEqualTo("[erased]");
    assertThat(ledger.foundAgain()).as("nothing was restored").isEmpty();
  }

  @Test
  void bytesAndLeavesStayAsTheyWere() throws Exception {
    register(ledger, "sales", ADA, "Bo Ek");
    LedgerEntry before = ledger.entry(1).orElseThrow();

    erase(ledger, ADA);

    LedgerEntry after = ledger.entry(1).orElseThrow();
    assertThat(after.payload()).isEqualTo(before.payload());
    assertThat(after.metadataJson()).isEqualTo(before.metadataJson());
    assertThat(after.leaf()).isEqualTo(before.leaf());
  }

  @Test
  void whoIsNamedAgainIsAnotherPersonAndTheSameDocumentIsReadAgain() throws Exception {
    register(ledger, "sales", ADA, "Bo Ek");
    String first = ledger.person(ADA).orElseThrow();
    erase(ledger, ADA);

    register(ledger, "finance", ADA, "Bo Ek");

    assertThat(ledger.person(ADA)).isPresent().isNotEqualTo(java.util.Optional.of(first));
    assertThat(owner(ledger.entry(3).orElseThrow())).contains(ADA);
    assertThat(owner(ledger.entry(1).orElseThrow())).isEqualTo("[erased]");
    assertThat(ledger.content(Sha256.hex(DOCUMENT))).contains(DOCUMENT);
  }

  @Test
  void whatWasJudgedBeforeAnErasureIsNotSealedUnderTheKeyThatGoes() throws Exception {
    register(ledger, "sales", ADA, "Bo Ek");
    Ledger other = test.node();
    other.person(ADA); // knows the key
    erase(ledger, ADA);

    Append judgedBefore = Append.alone().judgedUnder(1);

    assertThatThrownBy(
            () -> other.append(List.of(registered("finance", ADA, "Bo Ek")), judgedBefore))
        .isInstanceOf(PoliciesMoved.class);
  }

  @Test
  void whatWasJudgedAfterAnErasureIsSealedOnceTheKeyIsGone() throws Exception {
    register(ledger, "sales", ADA, "Bo Ek");
    SubjectName person = SubjectName.parse("person/" + ledger.person(ADA).orElseThrow());
    CountDownLatch gone = new CountDownLatch(1);
    ledger.onErased(
        _ -> {
          try {
            gone.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    ledger.append(
        List.of(
            NewEvent.of(
                person.stream(), 0, new PersonErased(person, "basis", "a", "b", "c"), by(null))),
        Append.alone());

    Thread judged =
        Thread.startVirtualThread(
            () ->
                ledger.append(
                    List.of(registered("finance", ADA, "Bo Ek")), Append.alone().judgedUnder(2)));

    assertThat(judged.join(Duration.ofMillis(300))).as("appended too early").isFalse();
    gone.countDown();
    judged.join();
    assertThat(owner(ledger.entry(3).orElseThrow())).contains(ADA);
  }

  @Test
  @Timeout(5)
  void whatNoPolicyJudgedWaitsForNoErasure() {
    ledger.append(
        List.of(registered("sales", ADA, "Bo Ek")), Append.alone().judgedUnder(Long.MAX_VALUE));

    assertThat(owner(ledger.entry(1).orElseThrow())).contains(ADA);
  }

  @Test
  void aKeyThatIsRestoredIsDestroyedAtTheNextStartAndTold() throws Exception {
    register(ledger, "sales", ADA, "Bo Ek");
    String id = ledger.person(ADA).orElseThrow();
    List<byte[]> backup = keyRow(id);
    erase(ledger, ADA);
    restore(id, backup);

    Ledger again = test.node();
    again.awaitErasures(2);

    assertThat(again.foundAgain()).containsExactly(id);
    assertThat(owner(again.entry(1).orElseThrow())).isEqualTo("[erased]");
    assertThat(keyRow(id)).isEmpty();
    assertThat(test.node().foundAgain()).isEmpty();
  }

  @Test
  void otherEventsOfAPersonEraseNobody() throws Exception {
    register(ledger, "sales", ADA, "Bo Ek");
    SubjectName person = SubjectName.parse("person/" + ledger.person(ADA).orElseThrow());

    ledger.append(
        List.of(NewEvent.of(person.stream(), 0, new HoldPlaced(person, "case", "why"), by(null))),
        Append.alone());
    ledger.awaitErasures(2);

    assertThat(owner(ledger.entry(1).orElseThrow())).contains(ADA);
  }

  @Test
  void aNodeWithAnotherKeyEncryptionKeyDoesNotStart() {
    LedgerSettings settings = test.settings();
    LedgerSettings wrong =
        LedgerSettings.external(
            test.url(),
            TestLedger.Server.current().user(),
            TestLedger.Server.current().password(),
            KeySettings.given(LocalKeyEncryption.generate()));
    assertThat(settings.keys()).isNotEqualTo(wrong.keys());

    assertThatThrownBy(() -> Ledger.open(wrong, ledger.types()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("key-encryption key")
        .hasMessageContaining("DAYBOOK_PERSONS_KEY_FILE");
  }

  @Test
  void theKeyEncryptionKeyIsMadeForItsOwnerAloneAndFoundAgain(@TempDir Path data) throws Exception {
    byte[] wrapped = KeyEncryptions.of(KeySettings.in(data)).wrap(new byte[32], "whose");

    Path file = data.resolve("persons").resolve("key-encryption.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(KeyEncryptions.of(KeySettings.in(data)).unwrap(wrapped, "whose"))
        .isEqualTo(new byte[32]);
    assertThatThrownBy(() -> KeyEncryptions.of(KeySettings.in(data)).unwrap(wrapped, "another's"))
        .isInstanceOf(IllegalStateException.class);

    Files.writeString(file, "nonsense");
    assertThatThrownBy(() -> KeyEncryptions.of(KeySettings.in(data)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("nonsense");
  }

  @Test
  void aKeyManagementServiceIsFoundByItsAddress() {
    KeySettings settings =
        KeySettings.fromEnvironment(Map.of("DAYBOOK_PERSONS_KMS", "test:one"), Path.of("x"));

    byte[] wrapped = KeyEncryptions.of(settings).wrap(new byte[32], "whose");

    assertThat(KeyEncryptions.of(settings).unwrap(wrapped, "whose")).isEqualTo(new byte[32]);
    assertThatThrownBy(
            () ->
                KeyEncryptions.of(
                    KeySettings.fromEnvironment(
                        Map.of("DAYBOOK_PERSONS_KMS", "other:one"), Path.of("x"))))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("other:one");
    assertThatThrownBy(
            () ->
                KeySettings.fromEnvironment(
                    Map.of("DAYBOOK_PERSONS_KMS", "a", "DAYBOOK_PERSONS_KEY", "b"), Path.of("x")))
        .hasMessageContaining("DAYBOOK_PERSONS_KMS and DAYBOOK_PERSONS_KEY are both set");
  }

  @Test
  void aKeyThatIsGivenTwiceIsRefusedRatherThanOneOfTheTwoPassedBy(@TempDir Path data)
      throws IOException {
    String file = Files.writeString(data.resolve("key"), LocalKeyEncryption.generate()).toString();
    for (String name :
        List.of("DAYBOOK_PERSONS_KEY", "DAYBOOK_SEAL_KEY", "DAYBOOK_SEAL_NEXT_KEY")) {
      Map<String, String> both = Map.of(name, "another", name + "_FILE", file);
      assertThatThrownBy(
              () -> {
                KeySettings.fromEnvironment(both, data);
                SealSettings.fromEnvironment(both, data);
              })
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "%s and %s_FILE are both set; give the key, or a file that holds it"
                  .formatted(name, name));
    }
  }

  private static void register(Ledger on, String domain, String owner, String expert) {
    on.append(List.of(registered(domain, owner, expert)), Append.alone().personalContent(DOCUMENT));
  }

  private static NewEvent registered(String domain, String owner, String expert) {
    SubjectEvent event =
        new DomainRegistered(
            new DomainSpec(
                domain,
                null,
                Party.parse(owner),
                List.of(Party.parse(expert)),
                List.of(),
                List.of(),
                List.of(),
                Map.of()));
    return NewEvent.of("domain/" + domain, 0, event, by("a deputy"));
  }

  private static EntryMetadata by(@Nullable String onBehalfOf) {
    return new EntryMetadata(
        "act_0000000000000001",
        Actor.Kind.SERVICE,
        UUID.randomUUID(),
        new Context("prod", onBehalfOf, null, null, null),
        null);
  }

  private static void erase(Ledger on, String called) throws InterruptedException {
    SubjectName person = SubjectName.parse("person/" + on.person(called).orElseThrow());
    Receipt receipt =
        on.append(
            List.of(
                NewEvent.of(
                    person.stream(),
                    0,
                    new PersonErased(person, "basis", "a", "b", "c"),
                    by(null))),
            Append.alone());
    on.awaitErasures(receipt.last());
  }

  private static DomainSpec spec(LedgerEntry entry) {
    return ((DomainRegistered) entry.event()).spec();
  }

  private static String owner(LedgerEntry entry) {
    Party owner = spec(entry).owner();
    return owner == null ? "" : owner.id();
  }

  /** Every byte of the ledger's tables, as text. */
  private String tables() throws SQLException {
    StringBuilder all = new StringBuilder();
    for (String columns :
        List.of(
            "payload FROM ledger.entry",
            "metadata FROM ledger.entry",
            "leaf FROM ledger.entry",
            "bytes FROM ledger.content",
            "envelope FROM ledger.sealed_content",
            "designation FROM ledger.person_key",
            "wrapped FROM ledger.person_key")) {
      try (Connection connection = test.superuser();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT " + columns)) {
        while (rows.next()) {
          all.append(new String(rows.getBytes(1), UTF_8));
        }
      }
    }
    return all.toString();
  }

  private List<byte[]> keyRow(String id) throws SQLException {
    List<byte[]> row = new ArrayList<>();
    try (Connection connection = test.superuser();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT designation, wrapped FROM ledger.person_key WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        if (rows.next()) {
          row.add(rows.getBytes(1));
          row.add(rows.getBytes(2));
        }
      }
    }
    return row;
  }

  private void restore(String id, List<byte[]> row) throws SQLException {
    try (Connection connection = test.superuser();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO ledger.person_key VALUES (?, ?, ?)")) {
      insert.setString(1, id);
      insert.setBytes(2, row.get(0));
      insert.setBytes(3, row.get(1));
      insert.executeUpdate();
    }
  }
}
