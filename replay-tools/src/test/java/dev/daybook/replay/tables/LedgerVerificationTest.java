package dev.daybook.replay.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.ceiling.CeilingEvent;
import dev.daybook.ceiling.CeilingEvent.CeilingRaised;
import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.Effect;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.mesh.SubjectName;
import dev.daybook.replay.verify.Earlier;
import dev.daybook.replay.verify.Fault;
import dev.daybook.replay.verify.Frontier;
import dev.daybook.replay.verify.Outcome;
import dev.daybook.replay.verify.Trust;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.Hash;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerBroken;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.NewEvent;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.TestLedger;
import dev.daybook.team.TeamEvent.TeamRegistered;
import dev.daybook.team.TeamSlice;
import dev.daybook.team.TeamSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A ledger of 300 sealed entries, and somebody with all rights over its database. */
class LedgerVerificationTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder = Path.of("");

  private final TestLedger test =
      TestLedger.fresh(EventTypes.of(new TeamSlice()).and(CeilingEvent.class));
  private Trust trust = new Trust.Nobody();

  @BeforeEach
  void sealThreeHundred() throws Exception {
    test.tamper("INSERT INTO ledger.content VALUES (sha256('one'), 'one'), (sha256('two'), 'two')");
    seal(
        seal -> {
          record(0, 100);
          assertThat(seal.await(100, LONG)).isTrue();
          record(100, 200);
          assertThat(seal.await(300, LONG)).isTrue();
          trust = new Trust.Keys(seal.keys());
        });
  }

  @AfterEach
  void close() {
    test.close();
  }

  private interface Work {
    void with(Seal seal) throws Exception;
  }

  private void seal(Work work) throws Exception {
    try (Seal seal = Seal.start(test.ledger(), SealSettings.in(folder), Clock.systemUTC())) {
      work.with(seal);
    }
  }

  private void record(int first, int count) {
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
    EntryMetadata metadata = metadata();
    test.ledger()
        .append(
            IntStream.range(first, first + count)
                .mapToObj(i -> NewEvent.of("team/sales", i, team, metadata))
                .toList(),
            Append.alone());
  }

  private static EntryMetadata metadata() {
    return new EntryMetadata(
        "act_0123456789abcdef", Actor.Kind.PERSON, new UUID(1, 2), Context.prod(), null);
  }

  /** Records that the ceiling of a domain of its own is set, which changes policies. */
  private void setCeiling(String domain) {
    SubjectName ceiling = SubjectName.parse("ceiling/" + domain);
    CeilingRaised raised = new CeilingRaised(ceiling, Effect.DENY, null, "because");
    test.ledger()
        .append(List.of(NewEvent.of(ceiling.stream(), 0, raised, metadata())), Append.alone());
  }

  /** As somebody who comes later, on a node of his own. */
  private Outcome verify(@Nullable Earlier earlier, @Nullable Frontier from) {
    Ledger node = test.node();
    return new LedgerVerification(node, SealSettings.in(folder), trust, (_, _) -> {}, earlier, from)
        .run();
  }

  private Outcome.Consistent consistent() {
    return consistent(verify(null, null));
  }

  private static Outcome.Consistent consistent(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Consistent.class);
    return (Outcome.Consistent) outcome;
  }

  private Fault fault() {
    return fault(verify(null, null));
  }

  private static Fault fault(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Broken.class);
    return ((Outcome.Broken) outcome).fault();
  }

  @Test
  void aLedgerNobodyTouchedHoldsAndItsSealersKeysAreKnown() {
    Outcome.Consistent outcome = consistent();
    assertThat(outcome.signed().unknown()).isNull();
    assertThat(outcome.signed().signers()).hasSize(2);
    assertThat(outcome.signed().checkpoint().size()).isEqualTo(300);
    assertThat(outcome.remarks())
        .containsExactly("2 documents, policies and facts have the digests they are kept by");
  }

  @Test
  void entriesThatAreNotSealedYetAreVerifiedAndSaidToBeSo() {
    record(300, 300);
    Outcome.Consistent outcome = consistent();
    assertThat(outcome.reached().size()).isEqualTo(300);
    assertThat(outcome.remarks()).contains("300 entries are not sealed yet");
    assertThat(consistent(verify(null, outcome.reached())).from())
        .as("they are looked at again once they are")
        .isEqualTo(301);
  }

  /**
   * Something that was done to the database.
   *
   * @param told what the verdict begins with
   */
  private record Tampering(String told, List<String> sql) {
    Tampering(String told, String... sql) {
      this(told, List.of(sql));
    }

    @Override
    public String toString() {
      return sql.getLast();
    }
  }

  private static Tampering entry(String told, String set) {
    return new Tampering(
        "position 7: " + told, "UPDATE ledger.entry SET " + set + " WHERE position = 7");
  }

  private static String flip(String column, int at) {
    return "%1$s = set_byte(%1$s, %2$d, get_byte(%1$s, %2$d) # 1)".formatted(column, at);
  }

  static Stream<Tampering> tamperings() {
    return Stream.of(
        entry("its event's id is", "event_id = gen_random_uuid()"),
        entry("its stream is `team/other`; its leaf says `team/sales`", "stream = 'team/other'"),
        entry("its sequence is `9999`; its leaf says `6`", "sequence = 9999"),
        entry("its type is `team.x`", "type = 'team.x'"),
        entry("its revision is `2`; its leaf says `1`", "revision = 2"),
        entry("its time is", "recorded_at = recorded_at + interval '1 microsecond'"),
        entry("its payload is", flip("payload", 5)),
        entry("its payload is", "payload = payload || ' '::bytea"),
        entry("its metadata is", flip("metadata", 14)),
        entry("its metadata is", flip("metadata", 0)),
        entry("its actor is", flip("leaf", 20)),
        entry("its leaf is no leaf statement", flip("leaf", 0)),
        entry("its leaf is not written in the one form", "leaf = leaf || ' '::bytea"),
        entry("its leaf is no leaf statement", "leaf = ''::bytea || '[]'::bytea"),
        new Tampering(
            "position 7: its index is `6`; its leaf says `7`",
            "UPDATE ledger.entry SET position = 1007 WHERE position = 7",
            "UPDATE ledger.entry SET position = 7 WHERE position = 8",
            "UPDATE ledger.entry SET position = 8 WHERE position = 1007"),
        new Tampering(
            "position 7: it is missing: the ledger goes on with 8",
            "DELETE FROM ledger.entry WHERE position = 7"),
        new Tampering(
            "position 1: it is missing: the ledger goes on with 2",
            "DELETE FROM ledger.entry WHERE position = 1"),
        new Tampering(
            "position 300: it is missing: the ledger's head stands at 300",
            "DELETE FROM ledger.entry WHERE position = 300"),
        new Tampering(
            "position 1: it is missing: the ledger's head stands at 300", "TRUNCATE ledger.entry"),
        new Tampering(
            "position 291: it is missing; 300 entries are sealed",
            "DELETE FROM ledger.entry WHERE position > 290",
            "UPDATE ledger.head SET position = 290, recorded_at = (SELECT recorded_at FROM"
                + " ledger.entry WHERE position = 290), policy_position = 0"),
        new Tampering(
            "position 301: its index is `300`; its leaf says `299`",
            """
            INSERT INTO ledger.entry
            SELECT 301, gen_random_uuid(), stream, 300, type, revision, recorded_at, payload, metadata, leaf
              FROM ledger.entry WHERE position = 300\
            """),
        new Tampering(
            "position 0: there is no such position",
            "ALTER TABLE ledger.entry DROP CONSTRAINT entry_position_counts_from_one",
            """
            INSERT INTO ledger.entry
            SELECT 0, gen_random_uuid(), stream, 300, type, revision, recorded_at, payload, metadata, leaf
              FROM ledger.entry WHERE position = 300\
            """),
        new Tampering(
            "ledger.head: it stands at 299; entries go up to 300",
            "UPDATE ledger.head SET position = 299"),
        new Tampering(
            "position 301: it is missing: the ledger's head stands at 301",
            "UPDATE ledger.head SET position = 301"),
        new Tampering(
            "ledger.head: it says the last entry was recorded at",
            "UPDATE ledger.head SET recorded_at = recorded_at + interval '1 second'"),
        new Tampering(
            "ledger.head: it says position 5 changed the policies last; that entry did not",
            "UPDATE ledger.head SET policy_position = 5"),
        new Tampering(
            "last-signed, beside the keys: it is of `daybook/",
            "UPDATE ledger.origin SET name = 'daybook/else'"),
        new Tampering(
            "position 2: its leaf has the hash",
            "UPDATE seal.tile SET " + flip("hashes", 33) + " WHERE level = 0"),
        new Tampering("`tile/0/000`: there is none", "DELETE FROM seal.tile WHERE level = 0"),
        new Tampering(
            "`tile/0/000`: 8160 bytes; wanted 8192",
            "ALTER TABLE seal.tile DROP CONSTRAINT tile_is_full",
            "UPDATE seal.tile SET hashes = substr(hashes, 1, 8160)"),
        new Tampering(
            "`tile/0/009`: no tree of 300 entries has it",
            "INSERT INTO seal.tile SELECT 0, 9, hashes FROM seal.tile WHERE level = 0"),
        new Tampering(
            "position 258: its leaf has the hash",
            "UPDATE seal.edge SET " + flip("hashes", 32) + " WHERE level = 0"),
        new Tampering(
            "`tile/1/000.p/1`: its hash number 0 is",
            "UPDATE seal.edge SET " + flip("hashes", 31) + " WHERE level = 1"),
        new Tampering("`tile/1/000.p/1`: there is none", "DELETE FROM seal.edge WHERE level = 1"),
        new Tampering(
            "`tile/0/001.p/44`: there is none", "UPDATE seal.edge SET index = 2 WHERE level = 0"),
        new Tampering(
            "the checkpoint of 100 entries: the signature by",
            "UPDATE seal.checkpoint SET " + flip("note", 41) + " WHERE size = 100"),
        new Tampering(
            "the checkpoint of 100 entries: its note says another root",
            "UPDATE seal.checkpoint SET " + flip("root", 0) + " WHERE size = 100"),
        new Tampering(
            "the checkpoint of 101 entries: its note is of 100 entries",
            "UPDATE seal.checkpoint SET size = 101 WHERE size = 100"),
        new Tampering(
            "seal.head: it says 300 entries are sealed; the latest checkpoint that is kept is of"
                + " 100",
            "DELETE FROM seal.checkpoint WHERE size = 300"),
        new Tampering("seal.head: nothing is sealed yet", "TRUNCATE seal.checkpoint CASCADE"),
        new Tampering("seal.head: it says another root", "UPDATE seal.head SET " + flip("root", 3)),
        new Tampering(
            "`tile/0/001.p/43`: 1408 bytes; wanted 1376", "UPDATE seal.head SET size = 299"),
        new Tampering(
            "seal.keys: it names a key that is none",
            "UPDATE seal.keys SET keys = overlay(keys placing 'x' from 3)"),
        new Tampering(
            "seal.keys: it does not say who sealed first: somebody deleted that",
            "DELETE FROM seal.keys"),
        new Tampering(
            "the checkpoint of 400 entries: the ledger has only 300 entries",
            "UPDATE seal.checkpoint SET size = 400 WHERE size = 300"),
        new Tampering("seal.head: it is empty", "DELETE FROM seal.head"),
        new Tampering("seal.head: this ledger was never sealed", "DROP SCHEMA seal CASCADE"),
        new Tampering(
            "what is kept as",
            "UPDATE ledger.content SET bytes = 'two!' WHERE sha256 = sha256('two')"),
        new Tampering(
            "what is kept as",
            "UPDATE ledger.content SET " + flip("sha256", 9) + " WHERE sha256 = sha256('two')"));
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void whateverWasDoneIsNamedWithItsFirstPlace(Tampering tampering) {
    test.tamper(tampering.sql().toArray(String[]::new));
    Fault fault = fault();
    assertThat(fault.toString())
        .startsWith(tampering.told())
        .doesNotContain("Exception")
        .doesNotContain("java.");
  }

  @Test
  void whoeverTakesTheOnlyRowOfATableIsNamed() {
    LedgerVerification open = verification();
    test.tamper("DELETE FROM ledger.head");
    assertThatThrownBy(open::run)
        .isInstanceOf(LedgerBroken.class)
        .hasMessage("`ledger.head` is empty: somebody deleted its row");
    assertThatThrownBy(test::node).isInstanceOf(LedgerBroken.class);
    test.tamper("DELETE FROM ledger.origin");
    assertThatThrownBy(test::node)
        .isInstanceOf(LedgerBroken.class)
        .hasMessage("`ledger.origin` is empty: somebody deleted its row");
  }

  @Test
  void tablesOfAnEarlierDaybookAreToldToBeThat() {
    test.tamper(
        "ALTER TABLE seal.head ADD COLUMN keys text NOT NULL DEFAULT 'x'", "DROP TABLE seal.keys");
    for (int again = 0; again < 15; again++) {
      assertThatThrownBy(verification()::run)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("are those of an earlier Daybook; start a server of this one")
          .hasMessageNotContaining("does not exist");
    }
  }

  @Test
  void ofManyThingsThatAreWrongTheFirstIsNamed() {
    test.tamper(
        "UPDATE ledger.entry SET type = 'team.x' WHERE position IN (290, 280, 8)",
        "DELETE FROM ledger.entry WHERE position = 9");
    assertThat(fault().toString()).startsWith("position 8: its type is");
  }

  @Test
  void everyByteOfALeafCounts() {
    int length = test.ledger().entry(7).orElseThrow().leaf().length;
    for (int at = 0; at < length; at += 13) {
      String flip = "UPDATE ledger.entry SET " + flip("leaf", at) + " WHERE position = 7";
      test.tamper(flip);
      assertThat(fault(verification().run()).toString())
          .as("byte %d", at)
          .startsWith("position 7: ");
      test.tamper(flip); // back
    }
    consistent();
  }

  /** On the node that is there. */
  private LedgerVerification verification() {
    return new LedgerVerification(
        test.ledger(), SealSettings.in(folder), trust, (_, _) -> {}, null, null);
  }

  /** Whoever has all rights can make entry, leaf, tiles and head agree with one another. */
  private void forgeEntrySeven(boolean tilesToo) throws SQLException {
    LedgerEntry seven = test.ledger().entry(7).orElseThrow();
    byte[] payload =
        new String(seven.payload(), StandardCharsets.UTF_8)
            .replace("#sales", "#fraud")
            .getBytes(StandardCharsets.UTF_8);
    byte[] leaf =
        new LeafEntry(
                test.ledger().origin(),
                6,
                seven.eventId(),
                seven.stream(),
                seven.sequence(),
                seven.type(),
                seven.revision(),
                seven.recordedAt(),
                seven.metadata().actor(),
                LeafEntry.Content.of(payload),
                LeafEntry.Content.of(seven.metadataJson()))
            .json();
    test.tamper();
    try (Connection connection = test.superuser()) {
      execute(
          connection,
          "UPDATE ledger.entry SET payload = ?, leaf = ? WHERE position = 7",
          payload,
          leaf);
      if (tilesToo) {
        execute(connection, "SET session_replication_role = replica");
        GrowingTree tree = new GrowingTree();
        test.ledger().entries(1, 300).forEach(entry -> tree.add(Merkle.leafHash(entry.leaf())));
        execute(connection, "UPDATE seal.tile SET hashes = ?", tree.takeFull().getFirst().bytes());
        for (GrowingTree.Full edge : tree.edge()) {
          execute(
              connection,
              "UPDATE seal.edge SET hashes = ? WHERE level = " + edge.tile().level(),
              edge.bytes());
        }
        execute(connection, "UPDATE seal.head SET root = ?", tree.root().bytes());
      }
    }
  }

  private static void execute(Connection connection, String sql, byte[]... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setBytes(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  @Test
  void anEntryForgedWithItsLeafIsNotTheOneThatWasSealed() throws SQLException {
    forgeEntrySeven(false);
    assertThat(fault().toString()).startsWith("position 7: its leaf has the hash");
  }

  @Test
  void aHistoryForgedWithAllItsTilesIsNotTheOneThatWasSigned() throws SQLException {
    forgeEntrySeven(true);
    assertThat(fault().toString()).startsWith("the checkpoint of 100 entries: it says the root");
  }

  @Test
  void aHistorySealedAnewByOthersIsAsConsistentAsItIsUntrusted() throws Exception {
    byte[] kept = latestNote();
    forgeEntrySeven(false);
    test.tamper("DROP SCHEMA seal CASCADE");
    Path others = folder.resolve("others");
    try (Seal seal = Seal.start(test.ledger(), SealSettings.in(others), Clock.systemUTC())) {
      assertThat(seal.await(300, LONG)).isTrue();
    }
    LedgerVerification anew =
        new LedgerVerification(
            test.node(), SealSettings.in(others), trust, (_, _) -> {}, null, null);
    assertThat(consistent(anew.run()).signed().unknown())
        .contains("none of the 2 known keys signed this note");
    LedgerVerification since =
        new LedgerVerification(
            test.node(), SealSettings.in(others), trust, (_, _) -> {}, new Earlier(kept), null);
    assertThat(fault(since.run()).toString())
        .startsWith("the checkpoint of 300 entries: its tree does not begin with");
    assertThat(fault().toString())
        .as("beside the keys that sealed it before")
        .startsWith("last-signed, beside the keys: ");
  }

  private byte[] latestNote() throws SQLException, IOException {
    assertThat(folder.resolve("seal/last-signed")).exists();
    return Files.readAllBytes(folder.resolve("seal/last-signed"));
  }

  @Test
  void anOlderCopyIsToldByWhatWasSignedLast() throws SQLException {
    test.tamper(
        "DELETE FROM ledger.entry WHERE position > 100",
        "UPDATE ledger.head SET position = 100, policy_position = 0, recorded_at ="
            + " (SELECT recorded_at FROM ledger.entry WHERE position = 100)",
        "DELETE FROM seal.checkpoint WHERE size = 300",
        "DELETE FROM seal.tile",
        "DELETE FROM seal.edge");
    GrowingTree tree = new GrowingTree();
    test.ledger().entries(1, 100).forEach(entry -> tree.add(Merkle.leafHash(entry.leaf())));
    try (Connection connection = test.superuser()) {
      execute(connection, "INSERT INTO seal.edge VALUES (0, 0, ?)", tree.edge().getFirst().bytes());
      execute(connection, "UPDATE seal.head SET size = 100, root = ?", tree.root().bytes());
    }
    assertThat(fault().toString())
        .isEqualTo(
            "last-signed, beside the keys: 300 entries were signed; the ledger has 100: entries"
                + " were dropped, or an older copy was put in place");
  }

  @Test
  void aChangedLastSignedIsFoundOutAndAMissingOneSaid() throws IOException {
    Path last = folder.resolve("seal/last-signed");
    byte[] note = Files.readAllBytes(last);
    note[45] ^= 1;
    Files.write(last, note);
    assertThat(fault().toString()).startsWith("last-signed, beside the keys: ");
    Files.delete(last);
    assertThat(consistent().remarks().getFirst()).contains("no `last-signed`");
  }

  /** What only who has the ledger's keys can sign. */
  private byte[] signed(String origin, long size, Hash root) throws IOException {
    String key = Files.readString(folder.resolve("seal/ed25519.key")).strip();
    return SignedNote.of(new Checkpoint(origin, size, root).text())
        .signed(SignerKey.parse(key))
        .bytes();
  }

  @Test
  void anotherHistoryThatTheKeysSignedLastIsFoundOut() throws IOException {
    Frontier reached = consistent().reached();
    Files.write(
        folder.resolve("seal/last-signed"), signed(test.ledger().origin(), 300, Merkle.EMPTY_ROOT));
    String told =
        "last-signed, beside the keys: the root %s of 300 entries was signed; from the entries"
            .formatted(Merkle.EMPTY_ROOT.base64());
    assertThat(fault().toString()).startsWith(told);
    assertThat(fault(verify(null, reached)).toString())
        .as("where the run before ended")
        .startsWith(told);
  }

  @Test
  void checkpointsOfAnotherLedgerByItsOwnKeysAreNoneOfThisOnesThoughTheirRootsAreRight()
      throws Exception {
    SignerKey key = SignerKey.generate("daybook/else", KeyAlgorithm.ED25519);
    Files.delete(folder.resolve("seal/last-signed"));
    GrowingTree tree = new GrowingTree();
    test.ledger().entries(1, 100).forEach(entry -> tree.add(Merkle.leafHash(entry.leaf())));
    test.tamper("UPDATE seal.keys SET keys = '%s'".formatted(key.verifier()));
    try (Connection connection = test.superuser()) {
      execute(connection, "SET session_replication_role = replica");
      execute(
          connection,
          "UPDATE seal.checkpoint SET note = ? WHERE size = 100",
          SignedNote.of(new Checkpoint("daybook/else", 100, tree.root()).text())
              .signed(key)
              .bytes());
    }
    assertThat(fault().toString())
        .isEqualTo(
            "the checkpoint of 100 entries: it is of `daybook/else`; this is `%s`"
                .formatted(test.ledger().origin()));
  }

  @Test
  void theHeadSaysWhichEntryChangedThePoliciesLastAndNoOther() throws Exception {
    seal(
        seal -> {
          setCeiling("sales");
          setCeiling("finance");
          assertThat(seal.await(302, LONG)).isTrue();
        });
    Frontier reached = consistent().reached();
    seal(
        seal -> {
          record(300, 1);
          assertThat(seal.await(303, LONG)).isTrue();
        });
    assertThat(consistent().reached().size()).isEqualTo(303);
    assertThat(consistent(verify(null, reached)).reached().size()).isEqualTo(303);
    for (int wrong : List.of(301, 0)) {
      test.tamper("UPDATE ledger.head SET policy_position = " + wrong);
      String told =
          "ledger.head: it says position %d changed the policies last; position 302 did"
              .formatted(wrong);
      assertThat(fault().toString()).isEqualTo(told);
      assertThat(fault(verify(null, reached)).toString())
          .as("where the run before read it")
          .isEqualTo(told);
    }
  }

  @Test
  void aCheckpointOfMoreThanIsSealedIsFoundOutThoughItsRootIsRight() throws Exception {
    record(300, 50);
    GrowingTree tree = new GrowingTree();
    test.ledger().entries(1, 350).forEach(entry -> tree.add(Merkle.leafHash(entry.leaf())));
    test.tamper();
    try (Connection connection = test.superuser()) {
      execute(
          connection,
          "INSERT INTO seal.checkpoint (size, root, note, signed_at) VALUES (350, ?, ?, now())",
          tree.root().bytes(),
          signed(test.ledger().origin(), 350, tree.root()));
    }
    assertThat(fault().toString())
        .isEqualTo(
            "the checkpoint of 350 entries: only 300 entries are sealed according to seal.head");
  }

  @Test
  void theNextRunGoesOnAndFindsWhatChangedBehindIt() throws Exception {
    Frontier reached = consistent().reached();
    seal(
        seal -> {
          record(300, 300);
          assertThat(seal.await(600, LONG)).isTrue();
        });
    Outcome.Consistent next = consistent(verify(null, reached));
    assertThat(next.from()).isEqualTo(301);
    assertThat(next.reached().size()).isEqualTo(600);
    assertThat(consistent().reached().size()).as("two full tiles").isEqualTo(600);
    test.tamper("UPDATE ledger.entry SET type = 'team.x' WHERE position = 333");
    assertThat(fault(verify(null, reached)).toString()).startsWith("position 333: its type is");
  }

  @Test
  void someoneElsesKeyMakesTheSignerUnknown() {
    trust =
        new Trust.Keys(
            List.of(SignerKey.generate(test.ledger().origin(), KeyAlgorithm.ED25519).verifier()));
    assertThat(consistent().signed().unknown()).contains("none of the 1 known keys");
  }
}
