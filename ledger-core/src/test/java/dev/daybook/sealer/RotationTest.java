package dev.daybook.sealer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.SystemActors;
import dev.daybook.rotation.RotationEvent;
import dev.daybook.rotation.RotationEvent.KeysRotated;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.Signer;
import dev.daybook.seal.VerifierKey;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.NewEvent;
import dev.daybook.store.StartRefused;
import dev.daybook.store.TestLedger;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.team.TeamSlice;
import dev.daybook.team.TeamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger that goes over to other keys, and what others make of that. */
class RotationTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder = Path.of("");

  private final TestLedger test =
      TestLedger.fresh(EventTypes.of(new TeamSlice()).and(RotationEvent.class));
  private final Ledger ledger = test.ledger();
  private final List<Seal> seals = new ArrayList<>();
  private long sequence;

  @AfterEach
  void close() {
    seals.forEach(Seal::close);
    test.close();
  }

  private Seal seal() {
    return seal(ledger, SealSettings.in(folder));
  }

  private Seal seal(Ledger node, SealSettings settings) {
    Seal seal = Seal.start(node, settings, Clock.systemUTC());
    seals.add(seal);
    return seal;
  }

  private KeyFolder keys() {
    return new KeyFolder(folder.resolve("seal"));
  }

  /** Has the ledger go over to other keys, and says to which. */
  private List<VerifierKey> rotate() throws IOException {
    List<VerifierKey> next = keys().prepare(ledger.origin());
    keys().goOver();
    return next;
  }

  private void record(Ledger node, int count) {
    TeamRegistered team =
        new TeamRegistered(
            new TeamSpec(
                "sales",
                null,
                List.of(),
                "#sales",
                "sales@example.com",
                null,
                List.of(),
                List.of("sales"),
                Map.of()));
    node.append(
        IntStream.range(0, count)
            .mapToObj(_ -> NewEvent.of("team/sales", sequence++, team, metadata()))
            .toList(),
        Append.alone());
  }

  private static EntryMetadata metadata() {
    return new EntryMetadata(
        "act_0123456789abcdef", Actor.Kind.PERSON, new UUID(1, 2), Context.prod(), null);
  }

  /** Seals some entries, of which there is at least one more than before. */
  private void sealMore(Seal seal) throws InterruptedException {
    record(ledger, 3);
    assertThat(seal.await(ledger.head().position(), LONG)).as("%s", seal.standstill()).isTrue();
  }

  private void awaitKeys(Seal seal, List<VerifierKey> keys) throws InterruptedException {
    record(ledger, 1); // what has nothing to seal looks for keys every ten seconds only
    await().atMost(LONG).until(() -> seal.keys().equals(keys));
    sealMore(seal);
  }

  /** Whose signatures each checkpoint bears, by its size. */
  private SortedMap<Long, List<VerifierKey>> signers(Seal seal) throws SQLException {
    List<VerifierKey> all =
        seal.keyHistory().stream().flatMap(held -> held.keys().stream()).toList();
    SortedMap<Long, List<VerifierKey>> signers = new TreeMap<>();
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT note FROM seal.checkpoint")) {
      while (rows.next()) {
        Checkpoint.Opened opened = Checkpoint.open(rows.getBytes(1), all);
        signers.put(
            opened.checkpoint().size(), opened.signers().stream().map(Signer::key).toList());
      }
    }
    return signers;
  }

  private List<LedgerEntry> rotations() {
    return ledger.stream("seal/" + ledger.origin(), 0, 10);
  }

  /** Each checkpoint is signed by who was in force, and those that end with a rotation by both. */
  private void requireEachSignedByWhoWasInForce(Seal seal) throws SQLException {
    List<Seal.Held> history = seal.keyHistory();
    signers(seal)
        .forEach(
            (size, signers) ->
                assertThat(signers)
                    .as("the checkpoint of %d", size)
                    .isEqualTo(
                        history.stream()
                            .filter(held -> held.from() <= size)
                            .filter(held -> size <= held.to().orElse(Long.MAX_VALUE))
                            .flatMap(held -> held.keys().stream())
                            .toList()));
  }

  private void asSuperuser(String... statements) throws SQLException {
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void aRunningLedgerGoesOverToOtherKeysAndBothSignWhereItDoes() throws Exception {
    Seal seal = seal();
    sealMore(seal);
    List<VerifierKey> before = seal.keys();

    List<VerifierKey> after = rotate();
    awaitKeys(seal, after);

    assertThat(rotations()).hasSize(1);
    LedgerEntry entry = rotations().getFirst();
    assertThat(entry.type()).isEqualTo("seal.keys-rotated");
    assertThat(entry.metadata().actor()).isEqualTo(SystemActors.DAYBOOK.id());
    KeyRotation said = KeyRotation.parse(entry.payload());
    assertThat(said.before()).isEqualTo(before);
    assertThat(said.after()).isEqualTo(after);
    said.requireAt(entry.position(), ledger.origin(), 0, before);
    assertThat(seal.keyHistory())
        .extracting(Seal.Held::from, held -> held.to().orElse(-1), Seal.Held::keys)
        .containsExactly(tuple(0L, entry.position(), before), tuple(entry.position(), -1L, after));
    assertThat(signers(seal)).containsKey(entry.position());
    requireEachSignedByWhoWasInForce(seal);
    assertThat(seal.rotation(entry.position())).contains(entry.payload());
    assertThat(seal.rotation(1)).as("no other payload is for everybody").isEmpty();
    assertThat(seal.rotation(0)).isEmpty();
  }

  @Test
  void theKeysBeforeAreGoneFromTheFolderOnceTheLedgerWentOver() throws Exception {
    Seal seal = seal();
    sealMore(seal);
    String before = Files.readString(folder.resolve("seal/ed25519.key"));

    List<VerifierKey> after = rotate();
    Path next = folder.resolve("seal/next");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(next)))
        .isEqualTo("rwx------");
    for (String file : List.of("ed25519.key", "ml-dsa-44.key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(next.resolve(file))))
          .isEqualTo("rw-------");
    }
    awaitKeys(seal, after);

    await().atMost(LONG).until(() -> !Files.exists(next));
    try (Stream<Path> files = Files.list(folder.resolve("seal"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("ed25519.key", "ml-dsa-44.key", "last-signed");
    }
    assertThat(Files.readString(folder.resolve("seal/ed25519.key"))).isNotEqualTo(before);
    assertThat(SealKeys.of(SealSettings.in(folder), ledger.origin()).first().verifiers())
        .isEqualTo(after);
  }

  @Test
  void aStartGoesOverToKeysThatWereLaidOutMeanwhileAndTheNextGoesOn() throws Exception {
    Seal before = seal();
    sealMore(before);
    before.close();
    List<VerifierKey> after = rotate();

    Seal first = seal();
    await().atMost(LONG).until(() -> first.keys().equals(after));
    first.close();
    Seal second = seal();

    sealMore(second);
    assertThat(second.keys()).isEqualTo(after);
    assertThat(rotations()).hasSize(1);
    requireEachSignedByWhoWasInForce(second);
  }

  @Test
  void aLedgerThatWasNeverSealedGoesOverToo() throws Exception {
    Seal seal = seal();
    List<VerifierKey> after = rotate();

    awaitKeys(seal, after);

    assertThat(KeyRotation.parse(rotations().getFirst().payload()).size()).isZero();
    requireEachSignedByWhoWasInForce(seal);
  }

  @Test
  void twoRotationsInARowAreEachSignedByTheKeysJustBefore() throws Exception {
    Seal seal = seal();
    sealMore(seal);
    List<VerifierKey> first = seal.keys();
    List<VerifierKey> second = rotate();
    awaitKeys(seal, second);
    await().atMost(LONG).until(() -> !keys().hasNext());
    List<VerifierKey> third = rotate();
    awaitKeys(seal, third);

    assertThat(rotations()).hasSize(2);
    assertThat(rotations().stream().map(entry -> KeyRotation.parse(entry.payload()).before()))
        .containsExactly(first, second);
    assertThat(seal.keyHistory()).extracting(Seal.Held::keys).containsExactly(first, second, third);
    requireEachSignedByWhoWasInForce(seal);
    KeyRotation last = KeyRotation.parse(rotations().getLast().payload());
    last.requireAt(
        rotations().getLast().position(),
        ledger.origin(),
        rotations().getFirst().position(),
        second);
  }

  /** Where the database ends before it took what was being written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "BEFORE INSERT ON ledger.entry",
        "BEFORE INSERT ON seal.keys",
        "BEFORE INSERT ON seal.checkpoint"
      })
  void whatACrashCutsOffIsGoneOnFrom(String step) throws Exception {
    Seal seal = seal();
    sealMore(seal);
    List<VerifierKey> before = seal.keys();
    asSuperuser(
        """
        CREATE FUNCTION seal.crash() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'out of power'; END $$\
        """,
        "GRANT EXECUTE ON FUNCTION seal.crash() TO PUBLIC",
        "CREATE TRIGGER crash %s FOR EACH ROW EXECUTE FUNCTION seal.crash()".formatted(step));
    List<VerifierKey> after = rotate();
    Seal cut = seal(test.node(), SealSettings.in(folder));
    Thread.sleep(1_500);
    cut.close();
    seal.close();
    assertThat(seal.keys()).isEqualTo(before);
    asSuperuser("DROP TRIGGER crash ON " + step.substring(step.lastIndexOf(' ') + 1));

    Seal again = seal(test.node(), SealSettings.in(folder));
    await().atMost(LONG).until(() -> again.keys().equals(after));
    sealMore(again);

    assertThat(rotations()).hasSize(1);
    requireEachSignedByWhoWasInForce(again);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519.key", "ml-dsa-44.key"})
  void aCrashBetweenTheTwoFilesIsGoneOnFrom(String moved) throws Exception {
    Seal seal = seal();
    sealMore(seal);
    Path kept =
        folder
            .resolve("seal")
            .resolve(moved.equals("ed25519.key") ? "ml-dsa-44.key" : "ed25519.key");
    byte[] old = Files.readAllBytes(kept);
    List<VerifierKey> after = rotate();
    awaitKeys(seal, after);
    await().atMost(LONG).until(() -> !keys().hasNext());
    seal.close();
    Path next = Files.createDirectory(folder.resolve("seal/next"));
    Files.move(kept, next.resolve(kept.getFileName()));
    Files.write(kept, old);

    Seal again = seal();
    sealMore(again);

    assertThat(again.standstill()).isEmpty();
    assertThat(keys().hasNext()).isFalse();
    assertThat(Files.readAllBytes(kept)).isNotEqualTo(old);
    requireEachSignedByWhoWasInForce(again);
  }

  @Test
  void anOlderFolderWithKeysThatGaveWayIsRefusedAtTheStart() throws Exception {
    Seal seal = seal();
    sealMore(seal);
    Path older = folder.resolve("older");
    Files.createDirectories(older.resolve("seal"));
    for (String file : List.of("ed25519.key", "ml-dsa-44.key", "last-signed")) {
      Files.copy(folder.resolve("seal").resolve(file), older.resolve("seal").resolve(file));
    }
    List<VerifierKey> after = rotate();
    awaitKeys(seal, after);

    assertThatThrownBy(() -> seal(test.node(), SealSettings.in(older)))
        .isInstanceOf(StartRefused.class)
        .hasMessage(
            "this node's keys of the seal gave way to others at position %d; in force are %s: give"
                    .formatted(rotations().getFirst().position(), KeyRotation.names(after))
                + " it those, or leave sealing to the node that has them");
  }

  @Test
  void anOlderDatabaseUnderTheNextKeysIsFoundOut() throws Exception {
    Seal seal = seal();
    sealMore(seal);
    List<VerifierKey> before = seal.keys();
    List<VerifierKey> after = rotate();
    awaitKeys(seal, after);
    seal.close();
    // As a copy from before the rotation has it.
    long position = rotations().getFirst().position();
    asSuperuser(
        "ALTER TABLE ledger.entry DISABLE TRIGGER ALL",
        "DELETE FROM ledger.entry WHERE position >= " + position,
        "ALTER TABLE ledger.head DISABLE TRIGGER ALL",
        "UPDATE ledger.head SET position = " + (position - 1),
        "DROP SCHEMA seal CASCADE");
    Ledger restored = test.node();
    restored.migrate("seal", "classpath:db/seal");
    new SealTables(restored.dataSource()).begin(KeyPair.lines(before));

    Seal fooled = seal(restored, SealSettings.in(folder));

    await().atMost(LONG).until(() -> fooled.standstill().isPresent());
    assertThat(fooled.standstill().orElseThrow().isAlarm()).isTrue();
    assertThat(fooled.standstill().orElseThrow().why()).contains("an older copy of the database");
  }

  private SealSettings given(String name, KeyPair keys) {
    return new SealSettings(folder.resolve(name), keys.key().encoded(), keys.cosigner().encoded());
  }

  private static SealSettings goingOver(SealSettings settings, KeyPair next) {
    return settings.withNext(next.key().encoded(), next.cosigner().encoded());
  }

  @Test
  void twoNodesThatAreGivenTheSameKeysGoOverOnce() throws Exception {
    KeyPair keys = KeyPair.generate(ledger.origin());
    KeyPair next = KeyPair.generate(ledger.origin());
    Ledger other = test.node();
    Seal first = seal(ledger, goingOver(given("a", keys), next));
    Seal second = seal(other, goingOver(given("b", keys), next));
    for (int i = 0; i < 10; i++) {
      record(i % 2 == 0 ? ledger : other, 5);
      assertThat((i % 2 == 0 ? second : first).await(ledger.head().position(), LONG)).isTrue();
    }

    assertThat(first.standstill()).isEmpty();
    assertThat(second.standstill()).isEmpty();
    assertThat(first.keys()).isEqualTo(next.verifiers());
    assertThat(rotations()).hasSize(1);
    requireEachSignedByWhoWasInForce(first);
  }

  @Test
  void aNodeThatWasNotGivenTheNextKeysLeavesSealingToTheOneThatWas() throws Exception {
    KeyPair keys = KeyPair.generate(ledger.origin());
    KeyPair next = KeyPair.generate(ledger.origin());
    Seal before = seal(ledger, given("a", keys));
    sealMore(before);
    Seal after = seal(test.node(), goingOver(given("b", keys), next));

    await().atMost(LONG).until(() -> after.keys().equals(next.verifiers()));
    sealMore(after);

    await().atMost(LONG).until(() -> before.standstill().isPresent());
    assertThat(before.standstill().orElseThrow().isAlarm()).isFalse();
    assertThat(before.standstill().orElseThrow().why())
        .containsAnyOf("gave way to others at position", "hands the seal over to keys");
    assertThatThrownBy(() -> seal(test.node(), given("a", keys)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("gave way to others at position");
    Seal given = seal(test.node(), given("a", next));
    after.close();
    sealMore(given);
    requireEachSignedByWhoWasInForce(given);
  }

  @Test
  void aNodeThatHasOnlyTheNextKeysCannotGoOverToThem() throws Exception {
    KeyPair keys = KeyPair.generate(ledger.origin());
    KeyPair next = KeyPair.generate(ledger.origin());
    Seal before = seal(ledger, given("a", keys));
    sealMore(before);
    before.close();

    Seal early = seal(test.node(), given("a", next));

    await().atMost(LONG).until(() -> early.standstill().isPresent());
    assertThat(early.standstill().orElseThrow().why()).contains("sealed by who has its keys");
    assertThat(early.keys()).isEqualTo(keys.verifiers());
  }

  /** Appends what a rotation says, otherwise than whoever has the keys would. */
  private void recordForged(UnaryOperator<KeysRotated> otherwise, KeyRotation rotation) {
    ledger.append(
        List.of(
            NewEvent.of(
                "seal/" + ledger.origin(),
                rotations().size(),
                otherwise.apply(KeysRotated.of(rotation)),
                metadata())),
        Append.alone());
  }

  @Test
  void aRotationThatTheKeysInForceDidNotSignStopsTheSeal() throws Exception {
    KeyPair keys = KeyPair.generate(ledger.origin());
    KeyPair thief = KeyPair.generate(ledger.origin());
    Seal seal = seal(ledger, goingOver(given("a", keys), keys));
    sealMore(seal);
    Checkpoint sealed = Checkpoint.parse(SignedNote.parse(seal.checkpoint().orElseThrow()).text());

    recordForged(event -> event, thief.handOver(sealed, KeyPair.generate(ledger.origin())));

    await().atMost(LONG).until(() -> seal.standstill().isPresent());
    assertThat(seal.standstill().orElseThrow().isAlarm()).isTrue();
    assertThat(seal.standstill().orElseThrow().why())
        .isEqualTo(
            "position 4 rotates keys, and must not: it says that %s signed until here; in force are %s"
                .formatted(
                    KeyRotation.names(thief.verifiers()), KeyRotation.names(keys.verifiers())));
    assertThat(seal.size()).isEqualTo(3);
    assertThat(seal.keys()).isEqualTo(keys.verifiers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"size", "root", "after", "signature", "cosignature", "subject", "future", "past"})
  void aRotationOfWhichOneThingWasChangedStopsTheSeal(String changed) throws Exception {
    KeyPair keys = KeyPair.generate(ledger.origin());
    KeyPair next = KeyPair.generate(ledger.origin());
    Seal seal = seal(ledger, goingOver(given("a", keys), keys));
    sealMore(seal);
    Checkpoint sealed = Checkpoint.parse(SignedNote.parse(seal.checkpoint().orElseThrow()).text());
    Checkpoint future = new Checkpoint(ledger.origin(), 4, sealed.root());
    Checkpoint past = new Checkpoint(ledger.origin(), 2, sealed.root());
    String zeros = Base64.getEncoder().encodeToString(new byte[32]);
    String noSignature = Base64.getEncoder().encodeToString(new byte[64]);
    record Told(UnaryOperator<KeysRotated> otherwise, Checkpoint follows, String why) {}
    Map<String, Told> cases =
        Map.of(
            "size",
            new Told(
                e ->
                    changed(
                        e,
                        e.subject().path(),
                        2,
                        e.root(),
                        e.after(),
                        e.signature(),
                        e.cosignature()),
                sealed,
                "it is not signed by"),
            "root",
            new Told(
                e ->
                    changed(
                        e,
                        e.subject().path(),
                        e.size(),
                        zeros,
                        e.after(),
                        e.signature(),
                        e.cosignature()),
                sealed,
                "it is not signed by"),
            "after",
            new Told(
                e ->
                    changed(
                        e,
                        e.subject().path(),
                        e.size(),
                        e.root(),
                        KeyPair.generate(ledger.origin()).verifiers().stream()
                            .map(VerifierKey::toString)
                            .toList(),
                        e.signature(),
                        e.cosignature()),
                sealed,
                "it is not signed by"),
            "signature",
            new Told(
                e ->
                    changed(
                        e,
                        e.subject().path(),
                        e.size(),
                        e.root(),
                        e.after(),
                        noSignature,
                        e.cosignature()),
                sealed,
                "the ED25519 key until here"),
            "cosignature",
            new Told(
                e ->
                    changed(
                        e,
                        e.subject().path(),
                        e.size(),
                        e.root(),
                        e.after(),
                        e.signature(),
                        noSignature),
                sealed,
                "the ML_DSA_44_COSIGNATURE key until here"),
            "subject",
            new Told(
                e ->
                    changed(
                        e,
                        "daybook/else",
                        e.size(),
                        e.root(),
                        e.after(),
                        e.signature(),
                        e.cosignature()),
                sealed,
                "bear its name"),
            "future",
            new Told(e -> e, future, "the tree of 4 entries; wanted 0 to 3"),
            "past",
            new Told(e -> e, past, "says that it follows 2 entries with the root"));
    Told told = Objects.requireNonNull(cases.get(changed));

    recordForged(told.otherwise(), keys.handOver(told.follows(), next));

    await().atMost(LONG).until(() -> seal.standstill().isPresent());
    assertThat(seal.standstill().orElseThrow().isAlarm()).isTrue();
    assertThat(seal.standstill().orElseThrow().why())
        .startsWith("position 4 rotates keys")
        .contains(told.why());
    assertThat(seal.size()).isEqualTo(3);
  }

  private static KeysRotated changed(
      KeysRotated event,
      String origin,
      long size,
      String root,
      List<String> after,
      String signature,
      String cosignature) {
    return new KeysRotated(
        KeysRotated.subject(origin), size, root, event.before(), after, signature, cosignature);
  }

  @Test
  void whatIsNoPairOfKeysIsNoReasonToStopSealing() throws Exception {
    Seal seal = seal();
    sealMore(seal);
    List<VerifierKey> before = seal.keys();
    Path next = Files.createDirectory(folder.resolve("seal/next"));
    Files.writeString(next.resolve("ed25519.key"), "no key");
    Files.writeString(next.resolve("ml-dsa-44.key"), "none either");

    sealMore(seal);
    seal.close();
    Seal again = seal();
    sealMore(again);

    assertThat(again.keys()).isEqualTo(before);
    assertThat(rotations()).isEmpty();
  }

  @Test
  void theCheckpointThatBothSignedIsNeverLetGoOf() throws Exception {
    Seal seal = seal();
    sealMore(seal);
    awaitKeys(seal, rotate());
    seal.close();
    long position = rotations().getFirst().position();
    asSuperuser(
        "ALTER TABLE seal.checkpoint DISABLE TRIGGER ALL",
        "UPDATE seal.checkpoint SET signed_at = date_trunc('hour', now()) - interval '50 hours'");

    Seal after = seal();
    sealMore(after);

    await().atMost(LONG).untilAsserted(() -> assertThat(signers(after)).hasSize(3));
    assertThat(signers(after)).containsKey(position);
  }
}
