package dev.daybook.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.replay.log.FolderLog;
import dev.daybook.rotation.RotationEvent.KeysRotated;
import dev.daybook.seal.CanonicalJson;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.Hash;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.TlogPolicy;
import dev.daybook.seal.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs whose keys were rotated, before who has some of these keys. */
class RotatedLogTest {

  @TempDir private Path folder = Path.of("");
  private OwnLog log = new OwnLog(folder);
  private OwnLog.Keys first = log.keys();

  @BeforeEach
  void begin() {
    log = new OwnLog(folder).cosigned();
    first = log.keys();
  }

  private Outcome verify(Trust trust, byte @Nullable [] since, @Nullable Frontier from)
      throws IOException {
    return new LogVerification(
            new FolderLog(folder),
            trust,
            (_, _) -> {},
            since == null ? null : new Earlier(since),
            from,
            null)
        .run();
  }

  private Outcome verify(Trust trust) throws IOException {
    return verify(trust, null, null);
  }

  private static Outcome.Consistent consistent(Outcome outcome) {
    assertThat(outcome).as("%s", outcome).isInstanceOf(Outcome.Consistent.class);
    return (Outcome.Consistent) outcome;
  }

  private static Fault fault(Outcome outcome) {
    assertThat(outcome).as("%s", outcome).isInstanceOf(Outcome.Broken.class);
    return ((Outcome.Broken) outcome).fault();
  }

  /** Entries, each in a stream of its own, so that any number of them can be left out. */
  private byte[] growTo(int size) throws IOException {
    return log.growTo(
        size,
        leaf ->
            new LeafEntry(
                leaf.origin(),
                leaf.index(),
                leaf.event(),
                "team/t" + leaf.index(),
                0,
                leaf.type(),
                leaf.revision(),
                leaf.recordedAt(),
                leaf.actor(),
                leaf.payload(),
                leaf.metadata()));
  }

  private void requireSignedBy(Outcome.Consistent outcome, OwnLog.Keys... keys) {
    assertThat(outcome.signed().unknown()).isNull();
    assertThat(outcome.signed().signers())
        .extracting(signer -> signer.key().shortName())
        .isEqualTo(
            Stream.of(keys)
                .flatMap(each -> each.verifiers().stream())
                .map(VerifierKey::shortName)
                .toList());
  }

  private static List<String> told(int position, OwnLog.Keys before, OwnLog.Keys after) {
    return List.of(
        "trusted by the rotation at position %d: %s signed that %s follow"
            .formatted(
                position,
                KeyRotation.names(before.verifiers()),
                KeyRotation.names(after.verifiers())));
  }

  @Test
  void whoHasOnlyTheFirstKeysFollowsEveryRotation() throws IOException {
    growTo(300);
    log.rotate();
    OwnLog.Keys second = log.keys();
    growTo(320);
    log.rotate();
    growTo(330);

    Outcome.Consistent outcome = consistent(verify(first.trusted()));

    requireSignedBy(outcome, log.keys());
    assertThat(outcome.remarks())
        .isEqualTo(
            Stream.of(told(301, first, second), told(321, second, log.keys()))
                .flatMap(List::stream)
                .toList());
    Outcome.Consistent fromTheSecond = consistent(verify(second.trusted()));
    requireSignedBy(fromTheSecond, log.keys());
    assertThat(fromTheSecond.remarks()).isEqualTo(told(321, second, log.keys()));
  }

  @Test
  void oneOfTheTwoFirstKeysIsEnough() throws IOException {
    growTo(5);
    log.rotate();
    growTo(9);
    for (VerifierKey key : first.verifiers()) {
      requireSignedBy(consistent(verify(new Trust.Keys(List.of(key)))), log.keys());
    }
  }

  @Test
  void whoHasTheKeysInForceNeedsNoOther() throws IOException {
    growTo(5);
    log.rotate();
    growTo(9);
    Outcome.Consistent outcome = consistent(verify(log.keys().trusted()));
    requireSignedBy(outcome, log.keys());
    assertThat(outcome.remarks()).isEmpty();
    Files.delete(folder.resolve("rotation/6"));
    assertThat(consistent(verify(log.keys().trusted())).signed().unknown()).isNull();
  }

  @Test
  void whoHasBothSeesNothingToRemark() throws IOException {
    growTo(5);
    log.rotate();
    growTo(9);
    List<VerifierKey> both = new ArrayList<>(first.verifiers());
    both.addAll(log.keys().verifiers());
    Outcome.Consistent outcome = consistent(verify(new Trust.Keys(both)));
    requireSignedBy(outcome, log.keys());
    assertThat(outcome.remarks()).isEmpty();
  }

  @Test
  void whoHasNoneOfItsKeysKnowsNobody() throws IOException {
    growTo(5);
    log.rotate();
    growTo(9);
    assertThat(consistent(verify(new Trust.Nobody())).signed().unknown())
        .isEqualTo("no key was given that could have signed it");
    assertThat(consistent(verify(OwnLog.Keys.fresh().trusted())).signed().unknown())
        .contains("none of the 2 known keys signed");
  }

  @Test
  void theCheckpointThatEndsWithTheRotationIsTrustedByEither() throws IOException {
    growTo(5);
    log.rotate();
    requireSignedBy(consistent(verify(first.trusted())), first, log.keys());
    requireSignedBy(consistent(verify(log.keys().trusted())), log.keys());
  }

  @Test
  void withoutWhatTheEntrySaysItIsToldWhatIsNeeded() throws IOException {
    growTo(5);
    log.rotate();
    growTo(9);
    Files.delete(folder.resolve("rotation/6"));
    assertThat(consistent(verify(first.trusted())).signed().unknown())
        .contains("none of the 2 known keys signed")
        .endsWith(
            "; the log's keys were rotated, and what the entry says is not here: give the keys it"
                + " has now, or a copy of the log that has `rotation/6`");
  }

  @Test
  void aPolicyFollowsToo() throws IOException {
    growTo(5);
    log.rotate();
    growTo(9);
    String policy = "log %s\nquorum none\n".formatted(first.key().verifier());
    Outcome.Consistent outcome =
        consistent(
            verify(new Trust.Policy(TlogPolicy.parse(policy.getBytes(StandardCharsets.UTF_8)))));
    requireSignedBy(outcome, log.keys());
    assertThat(outcome.remarks()).isEqualTo(told(6, first, log.keys()));
  }

  @Test
  void aCheckpointThatWasKeptIsHeldToAcrossARotationWhicheverKeysAreGiven() throws IOException {
    byte[] kept = growTo(5);
    byte[] both = log.rotate();
    growTo(9);
    for (Trust trust : List.of(first.trusted(), log.keys().trusted())) {
      assertThat(consistent(verify(trust, kept, null)).remarks())
          .contains("it begins with the 5 entries of the checkpoint that was kept");
      assertThat(consistent(verify(trust, both, null)).remarks())
          .contains("it begins with the 6 entries of the checkpoint that was kept");
    }
  }

  /** Whoever stole keys that gave way can sign with them still. */
  @Test
  void aCheckpointByKeysThatGaveWayIsNotBelieved() throws IOException {
    growTo(5);
    log.rotate();
    log.signedBy(first);
    byte[] stolen = growTo(9);
    String told =
        "%s signed checkpoints of 9 entries, by the rotation at position 6; neither signed this one"
            .formatted(KeyRotation.names(log.keys().verifiers()));
    for (Trust trust : List.of(first.trusted(), log.keys().trusted(), new Trust.Nobody())) {
      assertThat(fault(verify(trust))).hasToString("the latest checkpoint: " + told);
    }
    log.signedBy(log.keys());
    growTo(12);
    assertThat(fault(verify(first.trusted(), stolen, null)))
        .hasToString("the checkpoint that was kept: " + told);
  }

  @Test
  void theCheckpointThatEndsWithTheRotationNeedsBoth() throws IOException {
    growTo(5);
    log.rotate();
    OwnLog.Keys second = log.keys();
    Hash root = log.sealed().root();
    log.signedBy(first);
    log.sign(root);
    assertThat(fault(verify(first.trusted())).toString())
        .startsWith("the latest checkpoint: %s signed".formatted(names(second)));
    log.signedBy(second);
    log.sign(root);
    assertThat(fault(verify(first.trusted())).toString())
        .startsWith("the latest checkpoint: %s signed".formatted(names(first)));
  }

  private static String names(OwnLog.Keys keys) {
    return KeyRotation.names(keys.verifiers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"size", "root", "signature", "cosignature", "thief", "origin", "past", "no json"})
  void aForgedRotationIsNamedAtItsPosition(String forged) throws IOException {
    growTo(5);
    Checkpoint five = log.sealed();
    growTo(8);
    Checkpoint sealed = log.sealed();
    OwnLog.Keys next = log.next();
    OwnLog.Keys thief = OwnLog.Keys.fresh();
    KeyRotation right = says(sealed, first, next);
    byte[] zeros = new byte[64];
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Case(byte[] payload, String told) {}
    Case wrong =
        switch (forged) {
          case "size" ->
              new Case(
                  payload(with(right, 7, right.root(), right.signature(), right.cosignature())),
                  "it is not signed by " + first.key().verifier().shortName());
          case "root" ->
              new Case(
                  payload(with(right, 8, five.root(), right.signature(), right.cosignature())),
                  "it is not signed by " + first.key().verifier().shortName());
          case "signature" ->
              new Case(
                  payload(with(right, 8, right.root(), zeros, right.cosignature())),
                  "the ED25519 key until here");
          case "cosignature" ->
              new Case(
                  payload(with(right, 8, right.root(), right.signature(), zeros)),
                  "the ML_DSA_44_COSIGNATURE key until here");
          case "thief" -> new Case(payload(says(sealed, thief, next)), "");
          case "origin" ->
              new Case(
                  new String(payload(right), StandardCharsets.UTF_8)
                      .replace("seal/daybook/test", "seal/daybook/else")
                      .getBytes(StandardCharsets.UTF_8),
                  "bear its name");
          case "past" ->
              new Case(
                  payload(says(new Checkpoint(OwnLog.ORIGIN, 8, five.root()), first, next)),
                  "this log does not begin with them");
          default -> new Case("{".getBytes(StandardCharsets.UTF_8), "line 1");
        };
    log.rotate(wrong.payload());
    growTo(12);

    Outcome outcome = verify(first.trusted());
    if (forged.equals("thief")) {
      // Nobody can tell from the log alone who had it before; who has its first keys can.
      assertThat(consistent(outcome).signed().unknown()).contains("known keys signed");
      assertThat(consistent(verify(first.trusted())).remarks()).isEmpty();
    } else {
      assertThat(fault(outcome).place()).isEqualTo(new Place.Entry(9));
      assertThat(fault(outcome).what())
          .startsWith("it rotates the log's keys, and must not: ")
          .contains(wrong.told());
    }
  }

  private static KeyRotation says(Checkpoint follows, OwnLog.Keys before, OwnLog.Keys after) {
    return KeyRotation.of(follows, before.key(), before.cosigner(), after.verifiers());
  }

  private static byte[] payload(KeyRotation says) {
    return CanonicalJson.write(KeysRotated.of(says));
  }

  private static KeyRotation with(
      KeyRotation right, long size, Hash root, byte[] signature, byte[] cosignature) {
    return new KeyRotation(
        right.origin(), size, root, right.before(), right.after(), signature, cosignature);
  }

  @Test
  void aRotationOfATreeThatIsNotYetOrBelongedToKeysBeforeIsNamed() throws IOException {
    growTo(5);
    Checkpoint early = log.sealed();
    log.rotate();
    OwnLog.Keys second = log.keys();
    growTo(9);
    log.rotate(says(early, second, log.next()));
    assertThat(fault(verify(first.trusted())).toString())
        .isEqualTo(
            "position 10: it rotates the log's keys, and must not: it says that it follows the tree"
                + " of 5 entries; wanted 6 to 9");
    begin();
    growTo(5);
    log.rotate(says(new Checkpoint(OwnLog.ORIGIN, 6, Merkle.EMPTY_ROOT), first, log.next()));
    assertThat(fault(verify(first.trusted())).what()).contains("of 6 entries; wanted 0 to 5");
  }

  @Test
  void aSecondRotationIsSignedByTheKeysOfTheFirst() throws IOException {
    growTo(5);
    log.rotate();
    OwnLog.Keys second = log.keys();
    growTo(9);
    log.rotate(says(log.sealed(), first, log.next()));
    assertThat(fault(verify(first.trusted())).toString())
        .isEqualTo(
            "position 10: it rotates the log's keys, and must not: it says that %s signed until here;"
                    .formatted(KeyRotation.names(first.verifiers()))
                + " in force are "
                + KeyRotation.names(second.verifiers()));
  }

  @Test
  void whatIsPublishedOfARotationMustBeWhatItsLeafDigests() throws IOException {
    growTo(5);
    log.rotate();
    growTo(9);
    Path file = folder.resolve("rotation/6");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] ^= 1;
    Files.write(file, bytes);
    assertThat(fault(verify(first.trusted())).place()).isEqualTo(new Place.Entry(6));
    assertThat(fault(verify(log.keys().trusted())).what()).contains("its leaf says");
  }

  /**
   * A log of somebody's own, which claims to have been handed over to the keys an auditor trusts
   * and then to others, of which it shows nothing: those before are trusted by nobody.
   */
  @Test
  void keysBeforeAreNotTrustedForWhatOnlyTheySign() throws IOException {
    growTo(5);
    OwnLog.Keys victims = log.next();
    log.rotate();
    growTo(9);
    log.rotate(says(log.sealed(), OwnLog.Keys.fresh(), log.next()));
    Files.delete(folder.resolve("rotation/10"));
    log.signedBy(first);
    growTo(12);
    Outcome.Consistent outcome = consistent(verify(victims.trusted()));
    assertThat(outcome.signed().unknown()).contains("none of the 2 known keys signed");
  }

  @Test
  void whoCanSignAsOneOfTheKeysBeforeCannotHandTheLogOverToWhoeverGaveBoth() throws IOException {
    growTo(5);
    OwnLog.Keys broken = new OwnLog.Keys(first.key(), OwnLog.Keys.fresh().cosigner());
    log.rotate(says(log.sealed(), broken, log.next()));
    growTo(9);
    assertThat(consistent(verify(first.trusted())).signed().unknown())
        .contains("none of the 2 known keys signed");
    assertThat(
            consistent(verify(new Trust.Keys(List.of(first.key().verifier())))).signed().unknown())
        .as("who gave that key alone has nothing else to go by")
        .isNull();
  }

  @Test
  void aLaterRunGoesOnBehindARotationAndKnowsWhoFollowed() throws IOException {
    growTo(5);
    log.rotate();
    growTo(9);
    Frontier reached =
        Verified.parse(new Verified(true, consistent(verify(first.trusted())).reached()).bytes())
            .frontier();
    assertThat(reached.rotated()).extracting(Rotated::position).containsExactly(6L);
    growTo(12);
    Outcome.Consistent outcome = consistent(verify(first.trusted(), null, reached));
    assertThat(outcome.from()).isEqualTo(10);
    requireSignedBy(outcome, log.keys());
  }
}
