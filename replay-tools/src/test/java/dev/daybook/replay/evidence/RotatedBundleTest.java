package dev.daybook.replay.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.replay.evidence.EvidenceExport.Asked;
import dev.daybook.replay.verify.Earlier;
import dev.daybook.replay.verify.Trust;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.TimestampAuthorities;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of a ledger whose keys were rotated, for who has a key from before. */
class RotatedBundleTest {

  @TempDir private Path folder = Path.of("");

  private Path export(EvidenceSource ledger, Asked asked) throws IOException {
    Path file = folder.resolve("orders.evidence");
    new EvidenceExport(ledger, file, (_, _) -> {}).export(asked);
    return file;
  }

  private static EvidenceOutcome verify(Path file, Trust trust, @Nullable Earlier earlier)
      throws IOException {
    return new EvidenceVerification(file, trust, earlier, TimestampAuthorities.NONE, (_, _) -> {})
        .run();
  }

  private static Asked asked() {
    return Asked.of(Question.streamsOf(OwnLedger.PRODUCT));
  }

  /** A history in which the keys were rotated twice, and others went on in between. */
  private static OwnLedger rotated() {
    OwnLedger ledger = OwnLedger.withHistory(100);
    ledger.rotate();
    ledger.others(300);
    ledger.seal();
    ledger.rotate();
    ledger.others(5);
    ledger.seal();
    return ledger;
  }

  @Test
  void aKeyFromBeforeProvesItThroughTheRotations() throws IOException {
    OwnLedger ledger = rotated();
    EvidenceOutcome outcome = verify(export(ledger, asked()), ledger.trusted(), null);
    assertThat(outcome.faults()).isEmpty();
    assertThat(outcome.verdict()).isEqualTo("proven");
    assertThat(outcome.entries()).as("seven, and the two rotations").isEqualTo(9);
    assertThat(outcome.remarks())
        .filteredOn(remark -> remark.startsWith("trusted by the rotation at position"))
        .hasSize(2);
  }

  @Test
  void aRotationIsCarriedWheneverItWas() throws IOException {
    OwnLedger ledger = rotated();
    Instant late = ledger.entry(ledger.size() - 1).recordedAt();
    Path file = export(ledger, asked().between(late, late.plusSeconds(9)).complete());
    assertThat(verify(file, ledger.trusted(), null).verdict()).isEqualTo("proven");
  }

  @Test
  void aStrangersKeyProvesNothing() throws IOException {
    OwnLedger ledger = rotated();
    Trust stranger =
        new Trust.Keys(
            List.of(SignerKey.generate(OwnLedger.ORIGIN, KeyAlgorithm.ED25519).verifier()));
    assertThat(verify(export(ledger, asked()), stranger, null).verdict())
        .isEqualTo("consistent, signer unknown");
  }

  @Test
  void aCheckpointOfTheFirstKeysIsItsBeginning() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(100);
    byte[] kept = ledger.get("checkpoint");
    ledger.rotate();
    Path file = export(ledger, asked().goingOnFrom(kept));
    EvidenceOutcome outcome = verify(file, ledger.trusted(), new Earlier(kept));
    assertThat(outcome.faults()).isEmpty();
    assertThat(outcome.remarks()).anyMatch(remark -> remark.startsWith("it begins with the 4"));
  }

  /** A ledger that tells nobody of its rotations. */
  private static final class Silent extends ThroughLedger {
    Silent(OwnLedger ledger) {
      super(ledger);
    }

    @Override
    public List<Long> rotations() {
      return List.of();
    }
  }

  @Test
  void whoIsNotToldOfARotationTrustsNobodyAfterIt() throws IOException {
    OwnLedger ledger = rotated();
    Path file = export(new Silent(ledger), asked());
    assertThat(verify(file, ledger.trusted(), null).verdict())
        .isEqualTo("consistent, signer unknown");
  }

  @Test
  void aCompleteBundleWithoutItsRotationsIsNotComplete() throws IOException {
    OwnLedger ledger = rotated();
    assertThatThrownBy(() -> export(new Silent(ledger), asked().complete()))
        .hasMessageContaining("`seal/daybook/example` at sequence 0 was asked for");
    assertThat(folder.resolve("orders.evidence")).doesNotExist();
  }

  @Test
  void aRotationSignedByAStrangerIsRefused() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(3);
    ledger.rotate();
    ledger.rotateAs(
        List.of(
            SignerKey.generate(OwnLedger.ORIGIN, KeyAlgorithm.ED25519),
            SignerKey.generate(OwnLedger.ORIGIN, KeyAlgorithm.ML_DSA_44_COSIGNATURE)));
    assertThatThrownBy(() -> export(ledger, asked()))
        .hasMessageContaining("it rotates the log's keys, and must not");
  }
}
