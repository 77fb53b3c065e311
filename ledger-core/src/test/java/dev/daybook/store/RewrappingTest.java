package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.domain.DomainEvent.DomainRegistered;
import dev.daybook.domain.DomainSlice;
import dev.daybook.domain.DomainSpec;
import dev.daybook.mesh.Party;
import dev.daybook.personal.KeySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that names two persons and runs nowhere, and a folder for a key of its own. */
class RewrappingTest {

  private static final String ADA = "ada@example.org";

  private final TestLedger test = TestLedger.fresh(EventTypes.of(new DomainSlice()));

  @TempDir private Path data = Path.of("");

  @BeforeEach
  void nameTwo() {
    Ledger ledger = test.ledger();
    DomainRegistered sales =
        new DomainRegistered(
            new DomainSpec(
                "sales",
                null,
                Party.parse(ADA),
                List.of(Party.parse("Bo Ek")),
                List.of(),
                List.of(),
                List.of(),
                Map.of()));
    EntryMetadata metadata =
        new EntryMetadata(
            "act_0000000000000001", Actor.Kind.SERVICE, new UUID(1, 2), Context.prod(), null);
    ledger.append(List.of(NewEvent.of("domain/sales", 0, sales, metadata)), Append.alone());
    ledger.close();
    awaitNobody();
  }

  @AfterEach
  void close() {
    test.close();
  }

  private LedgerSettings with(KeySettings keys) {
    return LedgerSettings.external(
        test.url(),
        TestLedger.Server.current().user(),
        TestLedger.Server.current().password(),
        keys);
  }

  private Path key() {
    return data.resolve("persons/key-encryption.key");
  }

  private Path next() {
    return data.resolve("persons/key-encryption.key.next");
  }

  /** Whom the first entry names as the owner, to a node that has these keys. */
  private String owner(KeySettings keys) {
    try (Ledger ledger = Ledger.open(with(keys), test.ledger().types())) {
      assertThat(ledger.person(ADA)).as("found by what she is called").isPresent();
      DomainRegistered first = (DomainRegistered) ledger.entry(1).orElseThrow().event();
      return String.valueOf(Objects.requireNonNull(first.spec().owner()).mail());
    } finally {
      awaitNobody();
    }
  }

  /** A session ends a moment after its connection is closed. */
  private void awaitNobody() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                one("SELECT count(*) FROM pg_stat_activity WHERE application_name ="
                        + " 'daybook-listener' AND datname = current_database()")
                    .equals("0"));
  }

  private String one(String sql) throws SQLException {
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private String wrapped() throws SQLException {
    return one(
        "SELECT (SELECT string_agg(encode(wrapped, 'hex'), ' ' ORDER BY id) FROM ledger.person_key)"
            + " || ' ' || (SELECT encode(wrapped, 'hex') FROM ledger.person_secret)");
  }

  private Rewrapping.Rewrapped rewrap(KeySettings from) {
    try {
      return Rewrapping.run(with(from), KeySettings.in(data));
    } finally {
      awaitNobody();
    }
  }

  @Test
  void personsAreReadByTheNewKeyAndNoneIsByTheOneBefore() throws Exception {
    List<String> before = List.of(wrapped().split(" "));
    assertThat(before).as("two persons and the key they are looked up by").hasSize(3);

    assertThat(rewrap(TestLedger.KEYS).persons()).isEqualTo(2);

    assertThat(wrapped().split(" ")).doesNotContainAnyElementsOf(before);
    assertThat(owner(KeySettings.in(data))).isEqualTo(ADA);
    assertThatThrownBy(() -> owner(TestLedger.KEYS)).isInstanceOf(StartRefused.class);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
        .isEqualTo("rw-------");
    assertThat(next()).doesNotExist();

    String first = Files.readString(key());
    assertThat(rewrap(KeySettings.in(data)).persons()).isEqualTo(2);
    assertThat(Files.readString(key())).as("one of its own after another").isNotEqualTo(first);
    assertThat(owner(KeySettings.in(data))).isEqualTo(ADA);
  }

  @Test
  void aCrashBeforeTheKeysAreWrappedLeavesTheOneBeforeAndTheNextRunTakesWhatWasMade()
      throws Exception {
    rewrap(TestLedger.KEYS);
    KeyEncryptions.prepared(data.resolve("persons"));
    String made = Files.readString(next());

    assertThat(owner(KeySettings.in(data))).isEqualTo(ADA);
    assertThat(Files.readString(key())).isNotEqualTo(made);

    rewrap(KeySettings.in(data));
    assertThat(Files.readString(key())).isEqualTo(made);
  }

  @Test
  void aCrashBeforeTheNewKeyTookItsPlaceIsGoneOnFromByTheNextStart() throws Exception {
    rewrap(TestLedger.KEYS);
    String before = Files.readString(key());
    rewrap(KeySettings.in(data));
    String after = Files.readString(key());
    Files.move(key(), next(), StandardCopyOption.ATOMIC_MOVE);
    Files.writeString(key(), before);

    assertThat(owner(KeySettings.in(data))).isEqualTo(ADA);

    assertThat(Files.readString(key())).isEqualTo(after);
    assertThat(next()).doesNotExist();
  }

  @Test
  void aCrashWhileKeysAreWrappedLeavesAllOfThemAsTheyWere() throws Exception {
    String before = wrapped();
    test.tamper(
        """
        CREATE FUNCTION ledger.crash() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'out of power'; END $$\
        """,
        "CREATE TRIGGER crash BEFORE UPDATE ON ledger.person_secret FOR EACH ROW EXECUTE FUNCTION"
            + " ledger.crash()",
        "ALTER TABLE ledger.person_secret ENABLE ALWAYS TRIGGER crash");

    assertThatThrownBy(() -> rewrap(TestLedger.KEYS))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("out of power");

    assertThat(wrapped()).isEqualTo(before);
    assertThat(owner(TestLedger.KEYS)).isEqualTo(ADA);
  }

  @Test
  void whileANodeRunsNothingIsWrapped() throws Exception {
    String before = wrapped();
    try (Ledger node = test.node()) {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThatThrownBy(
                          () -> Rewrapping.run(with(TestLedger.KEYS), KeySettings.in(data)))
                      .isInstanceOf(StartRefused.class)
                      .hasMessageContaining("1 nodes use this database now; stop them first"));
      assertThat(node.person(ADA)).isPresent();
    }
    assertThat(wrapped()).isEqualTo(before);
  }

  @Test
  void whoHasAnotherKeyWrapsNothing() throws Exception {
    String before = wrapped();
    assertThatThrownBy(() -> rewrap(KeySettings.in(data.resolve("other"))))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("the key-encryption key of this node is not the one");
    assertThat(wrapped()).isEqualTo(before);
  }
}
