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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bundle of a product's history carries, and what it proves. */
class BundleTest {

  @TempDir private Path folder = Path.of("");

  private static Asked asked(boolean complete) {
    Asked asked = Asked.of(Question.streamsOf(OwnLedger.PRODUCT));
    return complete ? asked.complete() : asked;
  }

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

  private static List<String> names(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().map(entry -> entry.getName()).toList();
    }
  }

  @Test
  void aSubjectsHistoryIsProvenWithTheLedgersKey() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(100);
    Path file = export(ledger, asked(false));
    EvidenceOutcome outcome = verify(file, ledger.trusted(), null);
    assertThat(outcome.faults()).isEmpty();
    assertThat(outcome.isProven()).isTrue();
    assertThat(outcome.entries())
        .as("two of the product, one slo, one posture, three decisions")
        .isEqualTo(7);
    assertThat(outcome.remarks()).anyMatch(remark -> remark.startsWith("completeness is unproven"));
    assertThat(names(file))
        .contains("checkpoint", "leaves", "trust/policy.tlog", "tile/0/000", "tile/1/000.p/1")
        .doesNotContain("tile/entries/000")
        .anyMatch(name -> name.startsWith("facts/"))
        .anyMatch(name -> name.startsWith("policy/") && name.endsWith(".yaml"))
        .anyMatch(name -> name.startsWith("params/"))
        .anyMatch(name -> name.startsWith("document/"))
        .last()
        .isEqualTo("MANIFEST");
  }

  @Test
  void whoeverHasNoKeyIsToldThatItIsConsistentAtBest() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(3);
    Path file = export(ledger, asked(false));
    EvidenceOutcome nobody = verify(file, new Trust.Nobody(), null);
    assertThat(nobody.verdict()).isEqualTo("consistent, signer unknown");
    Trust other =
        new Trust.Keys(
            List.of(SignerKey.generate(OwnLedger.ORIGIN, KeyAlgorithm.ED25519).verifier()));
    assertThat(verify(file, other, null).verdict()).isEqualTo("consistent, signer unknown");
  }

  @Test
  void theSameQuestionMakesTheSameBytesWhateverWasRecordedSince() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(100);
    byte[] note = ledger.get("checkpoint");
    Asked asked = Asked.of(Question.streamsOf(OwnLedger.PRODUCT)).complete().provenBy(note);
    byte[] first = Files.readAllBytes(export(ledger, asked));
    ledger.others(300);
    ledger.seal();
    byte[] second = Files.readAllBytes(export(ledger, asked));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void aCompleteBundleCarriesAllStatementsAndProvesThatNoneIsMissing() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(200);
    Path file = export(ledger, asked(true));
    EvidenceOutcome outcome = verify(file, ledger.trusted(), null);
    assertThat(outcome.faults()).isEmpty();
    assertThat(outcome.remarks()).noneMatch(remark -> remark.contains("unproven"));
    assertThat(names(file)).contains("tile/entries/000", "tile/entries/001", "tile/entries/002");
  }

  /** A ledger that keeps a decision to itself. */
  private static final class Silent extends ThroughLedger {
    private final String stream;

    Silent(OwnLedger ledger, String stream) {
      super(ledger);
      this.stream = stream;
    }

    @Override
    public List<Long> decisions(Question question, Set<String> subjects) throws IOException {
      return super.decisions(question, subjects).stream()
          .filter(position -> !wrapped().entry(position).stream().equals(stream))
          .toList();
    }
  }

  @Test
  void aDecisionThatIsLeftOutOfACompleteBundleIsMissed() {
    OwnLedger ledger = OwnLedger.withHistory(10);
    String accepted = ledger.entry(12).stream();
    assertThat(accepted).startsWith("decision/");
    assertThatThrownBy(() -> export(new Silent(ledger, accepted), asked(true)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("position 12")
        .hasMessageContaining("was asked for, and is not carried");
  }

  @Test
  void aRangeOfTimeIsWhatWasRecordedInIt() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(100);
    Instant from = ledger.entry(102).recordedAt();
    Instant to = ledger.entry(310).recordedAt();
    Path file =
        export(
            ledger, Asked.of(Question.streamsOf(OwnLedger.PRODUCT)).between(from, to).complete());
    EvidenceOutcome outcome = verify(file, ledger.trusted(), null);
    assertThat(outcome.isProven()).as(outcome.faults().toString()).isTrue();
    assertThat(outcome.entries())
        .as("all but what was denied before, and amended after")
        .isEqualTo(6);
  }

  @Test
  void itIsShownToBeginWithACheckpointThatWasKept() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(100);
    byte[] kept = ledger.get("checkpoint");
    long size = ledger.size();
    ledger.others(700);
    ledger.seal();
    Path with = export(ledger, Asked.of(Question.streamsOf(OwnLedger.PRODUCT)).goingOnFrom(kept));
    EvidenceOutcome outcome = verify(with, ledger.trusted(), new Earlier(kept));
    assertThat(outcome.isProven()).as(outcome.faults().toString()).isTrue();
    assertThat(outcome.remarks())
        .contains("it begins with the %d entries of the checkpoint that was kept".formatted(size));
    OwnLedger other = OwnLedger.withHistory(101);
    EvidenceOutcome forked = verify(with, new Trust.Nobody(), new Earlier(other.get("checkpoint")));
    assertThat(forked.faults()).isNotEmpty();
  }

  @Test
  void anExportThatWasInterruptedGoesOn() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(50);
    byte[] whole = Files.readAllBytes(export(ledger, asked(true)));
    Path file = folder.resolve("interrupted.evidence");
    boolean interrupted = true;
    for (int calls = 1; interrupted; calls += 3) {
      Files.deleteIfExists(file);
      interrupted = isInterrupted(new Failing(ledger, calls), file);
      assertThat(Files.exists(file)).isNotEqualTo(interrupted);
      if (interrupted) {
        new EvidenceExport(ledger, file, (_, _) -> {}).export(asked(true));
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }
    try (var left = Files.list(folder)) {
      assertThat(left).hasSize(2);
    }
  }

  private static boolean isInterrupted(EvidenceSource ledger, Path file) throws IOException {
    try {
      new EvidenceExport(ledger, file, (_, _) -> {}).export(asked(true));
      return false;
    } catch (IOException e) {
      assertThat(e).hasMessage("the line is dead");
      return true;
    }
  }

  /** A ledger whose line goes dead after so many calls. */
  private static final class Failing extends ThroughLedger {
    private int left;

    Failing(OwnLedger ledger, int calls) {
      super(ledger);
      this.left = calls;
    }

    @Override
    OwnLedger called() throws IOException {
      if (left-- == 0) {
        throw new IOException("the line is dead");
      }
      return super.called();
    }
  }

  @Test
  void anotherQuestionDoesNotGoOnWhereOneWasInterrupted() {
    OwnLedger ledger = OwnLedger.withHistory(5);
    assertThatThrownBy(() -> export(new Failing(ledger, 3), asked(true)))
        .hasMessage("the line is dead");
    assertThatThrownBy(() -> export(ledger, asked(false)))
        .hasMessageContaining("another question; delete it");
  }

  @Test
  void aTileThatIsNotTheTreesIsNamedThoughNoEntryThatIsHereStandsAtThatPlace() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(100);
    RawZip raw = RawZip.of(export(ledger, asked(false)));
    byte[] tile = raw.file("tile/0/000");
    tile[50 * 32] ^= 1;
    Path changed =
        raw.replace("tile/0/000", tile).relisted().write(folder.resolve("changed.evidence"));
    EvidenceOutcome outcome = verify(changed, ledger.trusted(), null);
    assertThat(outcome.faults()).isNotEmpty();
    assertThat(outcome.faults().getFirst().toString())
        .startsWith("`tile/0/000`: it hashes to ")
        .contains("; the tree has ");
    byte[] narrower = raw.file("tile/1/000.p/1");
    EvidenceOutcome superfluous =
        verify(
            RawZip.of(export(ledger, asked(false)))
                .add("tile/2/000.p/1", narrower)
                .relisted()
                .write(changed),
            ledger.trusted(),
            null);
    assertThat(superfluous.faults().toString())
        .contains("`tile/2/000.p/1`: a tree of 407 entries has none");
  }

  @Test
  void anActorOtherThanTheMetadataNamesIsFoundByWhoeverExports() {
    OwnLedger ledger = OwnLedger.withHistory(3);
    ledger.record(
        OwnLedger.PRODUCT, "product.retired", new UUID(5, 5), Map.of(), "act_ffffffffffffffff");
    ledger.seal();
    assertThatThrownBy(() -> export(ledger, asked(false)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not hold together")
        .hasMessageContaining("its actor is `act_0123456789abcdef`; its leaf says `act_ffff");
  }

  @Test
  void whatTheLedgerNoLongerHasIsSaidAndNotMissed() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(5);
    String document =
        Citations.of("", null, ledger.entry(1).metadata()).files().getFirst().substring(9);
    ledger.forget(document);
    EvidenceOutcome outcome = verify(export(ledger, asked(false)), ledger.trusted(), null);
    assertThat(outcome.isProven()).as(outcome.faults().toString()).isTrue();
    assertThat(outcome.remarks())
        .anyMatch(remark -> remark.contains("the ledger no longer kept: 1"));
  }
}
