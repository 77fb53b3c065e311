package dev.daybook.replay.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.replay.verify.Earlier;
import dev.daybook.replay.verify.Frontier;
import dev.daybook.replay.verify.Outcome;
import dev.daybook.replay.verify.Trust;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.Hash;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.NoteSignature;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.TlogPolicy;
import dev.daybook.seal.VerifierKey;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.NewEvent;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ledger sealed at 10 and at 30 entries, an auditor who trusts a witness, and somebody who has
 * the ledger's keys and its tables.
 */
class CosignedLedgerTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Hash OTHER = Merkle.leafHash("other".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder = Path.of("");

  private final TestLedger test = TestLedger.fresh(EventTypes.of(new TeamSlice()));
  private final SignerKey witness = SignerKey.generate("w/one", KeyAlgorithm.ED25519_COSIGNATURE);
  private Trust trust = new Trust.Nobody();
  private List<VerifierKey> signers = List.of();
  private SignedNote ten = SignedNote.of("\n");
  private SignedNote thirty = ten;

  @BeforeEach
  void sealTwice() throws Exception {
    try (Seal seal = Seal.start(test.ledger(), SealSettings.in(folder), Clock.systemUTC())) {
      record(0, 10);
      assertThat(seal.await(10, LONG)).isTrue();
      ten = SignedNote.parse(seal.checkpoint().orElseThrow());
      record(10, 20);
      assertThat(seal.await(30, LONG)).isTrue();
      thirty = SignedNote.parse(seal.checkpoint().orElseThrow());
      signers = seal.keys();
      trust =
          new Trust.Policy(
              TlogPolicy.parse(
                  "log %s\nwitness one %s\nquorum one\n"
                      .formatted(seal.keys().getFirst(), witness.verifier())
                      .getBytes(StandardCharsets.UTF_8)));
    }
  }

  @AfterEach
  void close() {
    test.close();
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
    EntryMetadata metadata =
        new EntryMetadata(
            "act_0123456789abcdef", Actor.Kind.PERSON, new UUID(1, 2), Context.prod(), null);
    test.ledger()
        .append(
            IntStream.range(first, first + count)
                .mapToObj(i -> NewEvent.of("team/sales", i, team, metadata))
                .toList(),
            Append.alone());
  }

  private NoteSignature cosignature(SignedNote of) {
    return witness.cosign(of.text(), Instant.now());
  }

  private void keep(long size, NoteSignature cosignature) throws SQLException {
    try (Connection connection = test.superuser();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO seal.cosignature VALUES (?, 'w', ?, now())")) {
      insert.setLong(1, size);
      insert.setString(2, cosignature.line());
      insert.execute();
    }
  }

  private Outcome verify(@Nullable Earlier earlier, @Nullable Frontier from) {
    return new LedgerVerification(
            test.node(), SealSettings.in(folder), trust, (_, _) -> {}, earlier, from)
        .run();
  }

  private Outcome.Consistent consistent(@Nullable Earlier earlier) {
    Outcome outcome = verify(earlier, null);
    assertThat(outcome).isInstanceOf(Outcome.Consistent.class);
    return (Outcome.Consistent) outcome;
  }

  @Test
  void whatNoWitnessCosignedIsConsistentAndNotTrusted() {
    Outcome.Consistent outcome = consistent(null);
    assertThat(outcome.signed().unknown()).startsWith("too few witnesses cosigned");
    assertThat(outcome.signed().checkpoint().size()).isEqualTo(30);
  }

  @Test
  void theNewestCheckpointIsTrustedOnceItIsCosigned() throws SQLException {
    keep(10, cosignature(ten));
    keep(30, cosignature(thirty));
    Outcome.Consistent outcome = consistent(null);
    assertThat(outcome.signed().unknown()).isNull();
    assertThat(outcome.signed().checkpoint().size()).isEqualTo(30);
    assertThat(outcome.signed().signers())
        .extracting(signer -> signer.key().name())
        .contains("w/one");
    assertThat(outcome.remarks()).noneMatch(remark -> remark.contains("you trust"));
  }

  @Test
  void whereTheNewestIsNotTheOneBeforeIsTrustedAndTheRestSaidNotToBe() throws SQLException {
    keep(10, cosignature(ten));
    Outcome.Consistent outcome = consistent(new Earlier(thirty.with(cosignature(thirty)).bytes()));
    assertThat(outcome.signed().unknown()).isNull();
    assertThat(outcome.signed().checkpoint().size()).isEqualTo(10);
    assertThat(outcome.reached().size()).isEqualTo(30);
    assertThat(outcome.remarks())
        .contains("it begins with the 30 entries of the checkpoint that was kept")
        .anySatisfy(
            remark ->
                assertThat(remark)
                    .startsWith("20 sealed entries behind it are in no checkpoint that you trust"));
  }

  @Test
  void whoAsksForNoWitnessTrustsTheNewestThoughAnOlderOneIsCosigned() throws SQLException {
    keep(10, cosignature(ten));
    trust = new Trust.Keys(signers);
    assertThat(consistent(null).signed())
        .returns(null, Trust.Signed::unknown)
        .returns(30L, signed -> signed.checkpoint().size());
  }

  @Test
  void whatAStrangerCosignedIsPassedOver() throws SQLException {
    SignerKey stranger = SignerKey.generate("w/two", KeyAlgorithm.ED25519_COSIGNATURE);
    keep(30, stranger.cosign(thirty.text(), Instant.now()));
    keep(10, cosignature(ten));
    assertThat(consistent(null).signed())
        .returns(null, Trust.Signed::unknown)
        .returns(10L, signed -> signed.checkpoint().size());
  }

  @Test
  void aCosignatureOfAnotherCheckpointIsForged() throws SQLException {
    keep(10, cosignature(thirty));
    assertThat(verify(null, null).toString())
        .contains("the checkpoint of 10 entries: the signature by w/one")
        .contains("does not verify");
  }

  /** As whoever has the ledger's key can sign it. */
  private SignedNote signed(long size, Hash root) throws IOException {
    SignerKey log = SignerKey.parse(Files.readString(folder.resolve("seal/ed25519.key")).strip());
    return SignedNote.of(new Checkpoint(test.ledger().origin(), size, root).text()).signed(log);
  }

  private SignedNote keepSigned(long size, Hash root) throws IOException, SQLException {
    SignedNote note = signed(size, root);
    test.tamper("DELETE FROM seal.checkpoint WHERE size = " + size);
    try (Connection connection = test.superuser();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO seal.checkpoint VALUES (?, ?, now(), ?)")) {
      insert.setLong(1, size);
      insert.setBytes(2, root.bytes());
      insert.setBytes(3, note.bytes());
      insert.execute();
    }
    return note;
  }

  @Test
  void anotherHistoryThatWasCosignedIsFoundOutThoughItsEntriesWereVerifiedBefore()
      throws Exception {
    Frontier before = consistent(null).reached();
    SignedNote note = keepSigned(10, OTHER);
    keep(10, cosignature(note));
    assertThat(verify(null, before).toString())
        .contains("its tree does not begin with the 10 entries");
  }

  @Test
  void whatWasSignedLastHasTheRootThatFollowsFromTheEntries() throws IOException {
    Files.write(folder.resolve("seal/last-signed"), signed(30, OTHER).bytes());
    assertThat(verify(null, null).toString())
        .contains("last-signed")
        .contains("the root %s of 30 entries was signed".formatted(OTHER.base64()));
  }

  @Test
  void noCheckpointIsKeptOfMoreEntriesThanAreSealed() throws Exception {
    record(30, 5);
    GrowingTree tree = new GrowingTree();
    test.ledger().entries(1, 35).forEach(entry -> tree.add(Merkle.leafHash(entry.leaf())));
    keepSigned(35, tree.root());
    assertThat(verify(null, null).toString())
        .contains("the checkpoint of 35 entries: only 30 entries are sealed");
  }

  @Test
  void noCheckpointIsKeptOfMoreEntriesThanThereAre() throws Exception {
    keepSigned(99, OTHER);
    assertThat(verify(null, null).toString())
        .contains("the checkpoint of 99 entries: the ledger has only 30 entries");
  }
}
