package dev.daybook.sealer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.ConsistencyProof;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.Hash;
import dev.daybook.seal.InclusionProof;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.Signer;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.TileId;
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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder = Path.of("");

  private final TestLedger test = TestLedger.fresh(EventTypes.of(new TeamSlice()));
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

  private void record(int count) {
    record(ledger, "team/sales", count);
  }

  private void record(Ledger node, String stream, int count) {
    node.append(
        IntStream.range(0, count)
            .mapToObj(_ -> NewEvent.of(stream, sequence++, team(), metadata()))
            .toList(),
        Append.alone());
  }

  private static TeamRegistered team() {
    return new TeamRegistered(
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
  }

  private static EntryMetadata metadata() {
    return new EntryMetadata(
        "act_0123456789abcdef", Actor.Kind.PERSON, new UUID(1, 2), Context.prod(), null);
  }

  private static Checkpoint opened(Seal seal, byte[] note) {
    Checkpoint.Opened opened = Checkpoint.open(note, seal.keys());
    assertThat(opened.signers())
        .extracting(Signer::key)
        .as("both keys signed")
        .isEqualTo(seal.keys());
    return opened.checkpoint();
  }

  private Checkpoint latest(Seal seal) {
    return opened(seal, seal.checkpoint().orElseThrow());
  }

  private Hash leaf(long position) {
    return Merkle.leafHash(ledger.entry(position).orElseThrow().leaf());
  }

  private GrowingTree treeOf(long size) {
    GrowingTree tree = new GrowingTree();
    ledger.entries(1, (int) size).forEach(entry -> tree.add(Merkle.leafHash(entry.leaf())));
    return tree;
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
  void whatIsRecordedIsInASignedCheckpointSoonWithoutAnybodyAsking() {
    Seal seal = seal();
    assertThat(seal.checkpoint()).isEmpty();

    record(3);

    await().atMost(LONG).until(() -> seal.size() == 3);
    Checkpoint checkpoint = latest(seal);
    assertThat(checkpoint.origin()).isEqualTo(ledger.origin());
    assertThat(checkpoint.size()).isEqualTo(3);
    for (long position = 1; position <= 3; position++) {
      InclusionProof proof = seal.inclusion(position - 1, 3);
      assertThat(proof.proves(leaf(position), checkpoint.root())).isTrue();
    }
  }

  @Test
  void aLongHistoryIsSealedAndEveryLaterCheckpointGoesOnFromIt() throws InterruptedException {
    record(1000);
    Seal seal = seal();
    assertThat(seal.await(1000, LONG)).isTrue();
    Checkpoint first = latest(seal);
    assertThat(first.size()).isEqualTo(1000);

    record(300);
    assertThat(seal.await(1300, LONG)).isTrue();

    Checkpoint second = latest(seal);
    ConsistencyProof proof = seal.consistency(1000, 1300);
    assertThat(proof.proves(first.root(), second.root())).isTrue();
    assertThat(seal.inclusion(1299, 1300).proves(leaf(1300), second.root())).isTrue();
    assertThat(seal.inclusion(255, 1000).proves(leaf(256), first.root())).isTrue();
  }

  @Test
  void whatWaitsIsSealedPieceAfterPieceWithoutAPauseBetween() throws Exception {
    record(300);
    Seal seal = Seal.start(ledger, SealSettings.in(folder), Clock.systemUTC(), 10);
    seals.add(seal);

    // Half a second between two of thirty would be fifteen.
    assertThat(seal.await(300, Duration.ofSeconds(8))).isTrue();

    assertThat(seal.checkpoints()).isEqualTo(30);
    assertThat(seal.consistency(10, 300).proves(treeOf(10).root(), latest(seal).root())).isTrue();
    assertThat(latest(seal).root()).isEqualTo(treeOf(300).root());
  }

  @Test
  void whoWaitsForACheckpointGetsItAtOnce() throws Exception {
    Seal seal = seal();
    long begun = System.nanoTime();
    for (int size = 1; size <= 60; size++) {
      record(1);
      assertThat(seal.await(size, LONG)).isTrue();
    }
    // Half a second between two of sixty would be thirty.
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(25));
    assertThat(seal.checkpoints()).isEqualTo(60);
  }

  @Test
  void tilesAreServedAsWideAsTheyAreNamedAndNoWiderThanTheSealedTree() throws InterruptedException {
    Seal seal = seal();
    record(600);
    assertThat(seal.await(600, LONG)).isTrue();

    byte[] full = seal.tile(new TileId(0, 1, 256)).orElseThrow();
    assertThat(full).hasSize(8192).startsWith(leaf(257).bytes());
    assertThat(seal.tile(new TileId(0, 2, 88)).orElseThrow()).hasSize(88 * 32);
    assertThat(seal.tile(new TileId(0, 2, 7)).orElseThrow()).hasSize(7 * 32);
    assertThat(seal.tile(new TileId(0, 0, 3)).orElseThrow()).hasSize(3 * 32);
    assertThat(seal.tile(new TileId(1, 0, 2)).orElseThrow()).hasSize(2 * 32);
    assertThat(seal.tile(new TileId(0, 2, 89))).isEmpty();
    assertThat(seal.tile(new TileId(0, 3, 1))).isEmpty();
    assertThat(seal.tile(new TileId(1, 0, 3))).isEmpty();

    List<byte[]> leaves =
        EntryBundle.read(seal.tile(new TileId(TileId.ENTRIES, 2, 88)).orElseThrow());
    assertThat(leaves).hasSize(88);
    assertThat(leaves.getFirst()).isEqualTo(ledger.entry(513).orElseThrow().leaf());
    assertThat(seal.tile(new TileId(TileId.ENTRIES, 2, 89))).isEmpty();
  }

  @Test
  void aStartGoesOnWhereTheSealEnded() throws InterruptedException {
    Seal before = seal();
    record(300);
    assertThat(before.await(300, LONG)).isTrue();
    Checkpoint first = latest(before);
    before.close();
    record(5);

    Seal after = seal();

    assertThat(after.await(305, LONG)).isTrue();
    assertThat(after.keys()).isEqualTo(before.keys());
    assertThat(after.consistency(300, 305).proves(first.root(), latest(after).root())).isTrue();
  }

  @Test
  void aCrashBeforeTheDatabaseTookACheckpointIsGoneOnFromAndNothingElseIsSigned() throws Exception {
    Seal seal = seal();
    record(10);
    assertThat(seal.await(10, LONG)).isTrue();
    asSuperuser(
        """
        CREATE FUNCTION seal.crash() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'out of power'; END $$\
        """,
        """
        CREATE TRIGGER crash BEFORE INSERT ON seal.checkpoint
        FOR EACH ROW EXECUTE FUNCTION seal.crash()\
        """);
    record(7);
    Path last = folder.resolve("seal/last-signed");
    await().atMost(LONG).until(() -> opened(seal, Files.readAllBytes(last)).size() == 17);
    Checkpoint unpublished = opened(seal, Files.readAllBytes(last));
    seal.close();
    assertThat(latest(seal).size()).isEqualTo(10);
    assertThat(seal.tile(new TileId(0, 0, 11))).as("tiles of what is not published").isEmpty();
    record(5);
    asSuperuser("DROP TRIGGER crash ON seal.checkpoint");

    Seal after = seal();

    assertThat(after.await(22, LONG)).isTrue();
    assertThat(allCheckpoints(after))
        .as("signed again, the very same tree")
        .contains(unpublished)
        .extracting(Checkpoint::size)
        .containsExactly(10L, 17L, 22L);
    assertThat(after.consistency(17, 22).proves(unpublished.root(), latest(after).root())).isTrue();
  }

  @Test
  void anOlderDatabaseUnderTheSameKeysIsFoundOut() throws InterruptedException {
    Seal seal = seal();
    record(20);
    assertThat(seal.await(20, LONG)).isTrue();
    seal.close();
    try (TestLedger older = TestLedger.fresh(EventTypes.of(new TeamSlice()))) {
      // What a restored copy looks like: the same name, fewer entries.
      rename(older, ledger.origin());
      Ledger restored = older.node();
      sequence = 0;
      record(restored, "team/sales", 5);

      Seal fooled = seal(restored, SealSettings.in(folder));

      await().atMost(LONG).until(() -> fooled.standstill().isPresent());
      assertThat(fooled.standstill().orElseThrow().isAlarm()).isTrue();
      assertThat(fooled.standstill().orElseThrow().why())
          .startsWith("a checkpoint of 20 entries was signed and the ledger has 5");
      assertThat(fooled.checkpoint()).isEmpty();

      record(restored, "team/sales", 20);
      fooled.close();
      Seal again = seal(restored, SealSettings.in(folder));

      await().atMost(LONG).until(() -> again.standstill().isPresent());
      assertThat(again.standstill().orElseThrow().why())
          .as("another history of the same length")
          .contains("the first 20 entries have the root");
      assertThat(again.checkpoint()).isEmpty();
    }
  }

  private static void rename(TestLedger other, String origin) {
    try (Connection connection = other.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE ledger.origin DISABLE TRIGGER ALL");
      statement.execute("UPDATE ledger.origin SET name = '" + origin + "'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void historyChangedUnderTheSealIsFoundOutAtTheNextStart() throws Exception {
    Seal seal = seal();
    record(20);
    assertThat(seal.await(20, LONG)).isTrue();
    seal.close();
    // Everything that could tell is made to agree, but for what the keys remember.
    asSuperuser(
        "ALTER TABLE ledger.entry DISABLE TRIGGER ALL",
        "UPDATE ledger.entry SET leaf = leaf || ' '::bytea WHERE position = 7",
        "DROP SCHEMA seal CASCADE");

    Seal after = seal();

    await().atMost(LONG).until(() -> after.standstill().isPresent());
    assertThat(after.standstill().orElseThrow().why()).contains("history was changed");
    assertThat(after.checkpoint()).isEmpty();
  }

  @Test
  void aSealMadeToFitAChangedHistoryIsFoundOutByWhatTheKeysRemember() throws Exception {
    Seal seal = seal();
    record(20);
    assertThat(seal.await(20, LONG)).isTrue();
    seal.close();
    asSuperuser(
        "ALTER TABLE ledger.entry DISABLE TRIGGER ALL",
        "UPDATE ledger.entry SET leaf = leaf || ' '::bytea WHERE position = 7");
    GrowingTree forged = new GrowingTree();
    for (long position = 1; position <= 20; position++) {
      forged.add(leaf(position));
    }
    try (Connection connection = test.superuser();
        PreparedStatement edge = connection.prepareStatement("UPDATE seal.edge SET hashes = ?");
        PreparedStatement head = connection.prepareStatement("UPDATE seal.head SET root = ?")) {
      edge.setBytes(1, forged.edge().getFirst().bytes());
      head.setBytes(1, forged.root().bytes());
      assertThat(edge.executeUpdate()).isEqualTo(1);
      assertThat(head.executeUpdate()).isEqualTo(1);
    }
    record(1);

    Seal after = seal();

    await().atMost(LONG).until(() -> after.standstill().isPresent());
    assertThat(after.standstill().orElseThrow().why())
        .startsWith("the first 20 entries have the root " + forged.root().base64());
    assertThat(after.size()).as("nothing is signed on top of it").isEqualTo(20);
  }

  @Test
  void tilesThatDoNotHaveTheSignedRootAreNotBuiltOn() throws Exception {
    Seal seal = seal();
    record(20);
    assertThat(seal.await(20, LONG)).isTrue();
    seal.close();
    asSuperuser(
        "UPDATE seal.edge SET hashes = set_byte(hashes, 40, (get_byte(hashes, 40) + 1) % 256)");
    record(1);

    Seal after = seal();

    await().atMost(LONG).until(() -> after.standstill().isPresent());
    assertThat(after.standstill().orElseThrow().why())
        .startsWith("the tiles of 20 leaves have the root");
    assertThat(after.size()).isEqualTo(20);
  }

  @Test
  void anEntryMissingFromTheLedgerIsNotSealedOver() throws Exception {
    record(20);
    asSuperuser(
        "ALTER TABLE ledger.entry DISABLE TRIGGER ALL",
        "DELETE FROM ledger.entry WHERE position = 7");

    Seal seal = seal();

    await().atMost(LONG).until(() -> seal.standstill().isPresent());
    assertThat(seal.standstill().orElseThrow().why())
        .isEqualTo("position 7 is missing: the ledger goes on with 8");
    assertThat(seal.checkpoint()).isEmpty();
  }

  @Test
  void twoSealersWithTheSameKeysSignOneHistory() throws Exception {
    Seal first = seal();
    record(1);
    assertThat(first.await(1, LONG)).isTrue();
    Path other = folder.resolve("other");
    Files.createDirectories(other.resolve("seal"));
    for (String file : List.of("ed25519.key", "ml-dsa-44.key")) {
      Files.copy(folder.resolve("seal").resolve(file), other.resolve("seal").resolve(file));
    }
    Ledger node = test.node();
    Seal second = seal(node, SealSettings.in(other));
    for (int i = 0; i < 60; i++) {
      record(i % 2 == 0 ? ledger : node, "team/sales", 5);
      assertThat((i % 3 == 0 ? second : first).await(1 + 5L * (i + 1), LONG)).isTrue();
    }

    assertThat(first.standstill()).isEmpty();
    assertThat(second.standstill()).isEmpty();
    assertThat(first.checkpoints()).as("it goes on when the other was faster").isGreaterThan(10);
    assertThat(second.checkpoints()).as("and so does the other").isGreaterThan(10);
    List<Checkpoint> all = allCheckpoints(first);
    assertThat(all.size()).isGreaterThan(20);
    for (int i = 1; i < all.size(); i++) {
      Checkpoint before = all.get(i - 1);
      Checkpoint after = all.get(i);
      assertThat(first.consistency(before.size(), after.size()).proves(before.root(), after.root()))
          .as("%d to %d", before.size(), after.size())
          .isTrue();
    }
  }

  private List<Checkpoint> allCheckpoints(Seal seal) throws SQLException {
    List<Checkpoint> all = new ArrayList<>();
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT note FROM seal.checkpoint ORDER BY size")) {
      while (rows.next()) {
        all.add(opened(seal, rows.getBytes(1)));
      }
    }
    return all;
  }

  @Test
  void aNodeWithOtherKeysLeavesTheSealToWhoeverHasIt() throws InterruptedException {
    Seal first = seal();
    record(1);
    assertThat(first.await(1, LONG)).isTrue();

    Seal other = seal(test.node(), SealSettings.in(folder.resolve("other")));
    await().atMost(LONG).until(() -> other.standstill().isPresent());

    assertThat(other.standstill().orElseThrow().isAlarm()).isFalse();
    record(4);
    assertThat(other.await(5, LONG)).as("sealed by the first").isTrue();
    assertThat(opened(first, other.checkpoint().orElseThrow()).size()).isEqualTo(5);
  }

  @Test
  void keysAreMadeForTheirOwnerAloneAndRefusedWhereTheyAreAnothers() throws IOException {
    seal();
    for (String file : List.of("ed25519.key", "ml-dsa-44.key")) {
      Path key = folder.resolve("seal").resolve(file);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(key)).startsWith("PRIVATE+KEY+" + ledger.origin() + "+");
    }
    String elses = SignerKey.generate("example.com/other", KeyAlgorithm.ED25519).encoded();
    String ours = SignerKey.generate(ledger.origin(), KeyAlgorithm.ED25519).encoded();
    assertThatThrownBy(() -> seal(ledger, new SealSettings(folder.resolve("b"), elses, ours)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("is of the ledger `example.com/other`");
    assertThatThrownBy(() -> seal(ledger, new SealSettings(folder.resolve("b"), ours, ours)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("wanted one of ML_DSA_44_COSIGNATURE");
    assertThatThrownBy(() -> seal(ledger, new SealSettings(folder.resolve("b"), "secret", ours)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("is no key of the seal")
        .hasMessageNotContaining("secret");
  }

  private void sealOneByOne(int count) throws InterruptedException {
    Seal seal = seal();
    for (int size = 1; size <= count; size++) {
      record(1);
      assertThat(seal.await(size, LONG)).isTrue();
    }
    seal.close();
  }

  private void asIfSignedInOneMinuteTwoHoursAgo() throws SQLException {
    asSuperuser(
        "ALTER TABLE seal.checkpoint DISABLE TRIGGER USER",
        """
        UPDATE seal.checkpoint
           SET signed_at = date_trunc('minute', now()) - interval '2 hours' + size * interval '5 seconds'\
        """);
  }

  @Test
  void olderCheckpointsThinOutAndTheLastOfEachMinuteStays() throws Exception {
    sealOneByOne(4);
    asSuperuser(
        "ALTER TABLE seal.checkpoint DISABLE TRIGGER ALL",
        """
        UPDATE seal.checkpoint
           SET signed_at = date_trunc('minute', now()) - interval '2 hours'
                         + CASE WHEN size = 4 THEN interval '70 seconds' ELSE size * interval '10 seconds' END\
        """);

    Seal after = seal();
    record(1);
    assertThat(after.await(5, LONG)).isTrue();

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(allCheckpoints(after))
                    .extracting(Checkpoint::size)
                    .containsExactly(3L, 4L, 5L));
  }

  @Test
  void allOfTheLastHourStayThenOneAMinuteForADayThenOneAnHour() throws Exception {
    sealOneByOne(6);
    asSuperuser(
        "ALTER TABLE seal.checkpoint DISABLE TRIGGER USER",
        """
        UPDATE seal.checkpoint
           SET signed_at = CASE
                 WHEN size <= 2 THEN date_trunc('hour', now() - interval '2 days') + size * interval '10 minutes'
                 WHEN size <= 4 THEN date_trunc('hour', now() - interval '3 hours') + size * interval '10 minutes'
                 ELSE date_trunc('minute', now() - interval '30 minutes') + size * interval '5 seconds' END\
        """);

    Seal after = seal();
    record(1);
    assertThat(after.await(7, LONG)).isTrue();

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(allCheckpoints(after))
                    .extracting(Checkpoint::size)
                    .containsExactly(2L, 3L, 4L, 5L, 6L, 7L));
  }

  /** Whose policy asks for fewer than the ledger's own trusts what has no quorum. */
  @Test
  void whatAWitnessCosignedGivesWayOnlyToWhatItCosignedLaterThoughThereIsNoQuorum()
      throws Exception {
    sealOneByOne(5);
    asIfSignedInOneMinuteTwoHoursAgo();
    asSuperuser(
        """
        INSERT INTO seal.cosignature
        VALUES (1, 'a+00000000', 'x', now()), (1, 'b+00000000', 'x', now()),
               (2, 'a+00000000', 'x', now()), (4, 'a+00000000', 'x', now())\
        """);

    Seal after = seal();
    record(1);
    assertThat(after.await(6, LONG)).isTrue();

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(allCheckpoints(after))
                    .extracting(Checkpoint::size)
                    .as("`b` cosigned none behind the first, `a` the fourth behind the second")
                    .containsExactly(1L, 4L, 5L, 6L));
  }

  /** A later signature alone is no reason to let go of what others signed. */
  @Test
  void whatWasWitnessedGivesWayOnlyToWhatWasWitnessedLater() throws Exception {
    sealOneByOne(5);
    asIfSignedInOneMinuteTwoHoursAgo();
    asSuperuser(
        "INSERT INTO seal.witnessed VALUES (1, now()), (3, now())",
        "INSERT INTO seal.cosignature VALUES (1, 'w+00000000', 'x', now()), (3, 'w+00000000', 'x',"
            + " now())");

    Seal after = seal();
    record(1);
    assertThat(after.await(6, LONG)).isTrue();

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(allCheckpoints(after))
                    .extracting(Checkpoint::size)
                    .containsExactly(3L, 5L, 6L));
    assertThat(count("seal.cosignature")).as("what goes takes its cosignatures along").isEqualTo(1);
  }

  private long count(String table) throws SQLException {
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    }
  }

  @Test
  void aLeafIsSealedAsTheLedgerHasIt() throws InterruptedException {
    Seal seal = seal();
    record(2);
    assertThat(seal.await(2, LONG)).isTrue();
    LedgerEntry entry = ledger.entry(2).orElseThrow();
    assertThat(EntryBundle.read(seal.tile(new TileId(TileId.ENTRIES, 0, 2)).orElseThrow()).get(1))
        .isEqualTo(entry.leaf());
  }
}
