package dev.daybook.replay.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.replay.verify.Fault;
import dev.daybook.seal.TimestampAuthorities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles whose zip and manifest were made to agree with what was changed in them. */
class TamperedBundleTest {

  @TempDir private Path folder = Path.of("");
  private OwnLedger ledger = OwnLedger.withHistory(3);
  private Path bundle = Path.of("");

  @BeforeEach
  void export() throws IOException {
    bundle = export(false);
  }

  private Path export(boolean complete) throws IOException {
    Path file = folder.resolve("good.evidence");
    EvidenceExport.Asked asked = EvidenceExport.Asked.of(Question.streamsOf(OwnLedger.PRODUCT));
    new EvidenceExport(ledger, file, (_, _) -> {}).export(complete ? asked.complete() : asked);
    return file;
  }

  private EvidenceOutcome verify(RawZip raw) throws IOException {
    Path file = raw.relisted().write(folder.resolve("tampered.evidence"));
    return new EvidenceVerification(
            file, ledger.trusted(), null, TimestampAuthorities.NONE, (_, _) -> {})
        .run();
  }

  private String faults(RawZip raw) throws IOException {
    EvidenceOutcome outcome = verify(raw);
    assertThat(outcome.isProven()).isFalse();
    return String.join("\n", outcome.faults().stream().map(Fault::toString).toList());
  }

  /** The bundle with another beginning of its manifest. */
  private RawZip withHead(String from, String to) throws IOException {
    RawZip raw = RawZip.of(bundle);
    String manifest = new String(raw.file("MANIFEST"), StandardCharsets.UTF_8);
    assertThat(manifest).contains(from);
    return raw.replace("MANIFEST", manifest.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private static RawZip withLeaves(RawZip raw, UnaryOperator<List<String>> change) {
    List<String> lines =
        new ArrayList<>(new String(raw.file("leaves"), StandardCharsets.UTF_8).lines().toList());
    return raw.replace(
        "leaves", (String.join("\n", change.apply(lines)) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> without(List<String> leaves, String type) {
    leaves.removeIf(leaf -> leaf.contains("\"type\":\"%s\"".formatted(type)));
    return leaves;
  }

  @Test
  void anEntryThatIsCutOutOfItsStreamLeavesAGap() throws IOException {
    RawZip raw = withHead("entries 7", "entries 6");
    assertThat(faults(withLeaves(raw, leaves -> without(leaves, "product.registered"))))
        .contains("`product/sales.orders` goes on with sequence 1; wanted 0");
  }

  @Test
  void theLastEntryIsMissedByACompleteBundleAlone() throws IOException {
    UnaryOperator<List<String>> cut = leaves -> without(leaves, "product.amended");
    RawZip raw = withLeaves(withHead("entries 7", "entries 6"), cut);
    Report.ALL.forEach(report -> raw.remove(report.name()));
    EvidenceOutcome outcome = verify(raw);
    assertThat(outcome.isProven()).isTrue();
    assertThat(outcome.remarks().toString()).contains("completeness is unproven");
    bundle = export(true);
    assertThat(faults(withLeaves(withHead("entries 7", "entries 6"), cut)))
        .contains("position 16: `product/sales.orders` at sequence 1 was asked for, and is not");
  }

  @Test
  void whatIsOutsideOfTheQuestionDoesNotBelongThere() throws IOException {
    assertThat(faults(withHead("as-of 19", "as-of 15")))
        .contains("position 16: it was recorded outside of what the MANIFEST asks for");
    assertThat(faults(withHead("as-of 19", "to 2026-11-30T12:00:15Z\nas-of 19")))
        .contains("position 16: it was recorded outside of what the MANIFEST asks for");
    assertThat(faults(withHead("stream slo/sales.orders/*\n", "")))
        .contains("the MANIFEST does not ask for `slo/sales.orders/freshness`");
  }

  @Test
  void theManifestSaysHowManyEntriesThereAre() throws IOException {
    assertThat(faults(withHead("entries 7", "entries 8")))
        .contains("`leaves`: it has 7 statements; the MANIFEST says 8");
  }

  @Test
  void entriesStandInTheLedgersOrder() throws IOException {
    assertThat(
            faults(
                withLeaves(
                    RawZip.of(bundle),
                    leaves -> {
                      Collections.swap(leaves, 0, 1);
                      return leaves;
                    })))
        .contains("position 1: it stands behind position 5 in `leaves`");
  }

  @Test
  void anOlderCheckpointDoesNotCoverWhatCameAfterIt() throws IOException {
    byte[] kept = ledger.get("checkpoint");
    ledger.others(400);
    ledger.decide(OwnLedger.PRODUCT, false);
    ledger.seal();
    bundle = export(false);
    assertThat(faults(RawZip.of(bundle).replace("checkpoint", kept)))
        .contains("`MANIFEST`: it speaks of 420 entries; the checkpoint is of 19")
        .contains("`MANIFEST`: it answers as of position 420; the checkpoint ends at 19")
        .contains("position 420: the checkpoint is of 19 entries")
        .contains("`tile/0/000`: a tree of 19 entries has none");
  }

  @Test
  void theManifestIsOfTheLedgerTheCheckpointIsOf() throws IOException {
    assertThat(faults(withHead("origin daybook/example", "origin daybook/other")))
        .contains("`MANIFEST`: it is of `daybook/other`; the checkpoint is of `daybook/example`");
  }

  @Test
  void aManifestHasOneForm() throws IOException {
    for (String[] change :
        new String[][] {
          {"daybook/evidence@v1", "daybook/evidence@v2"},
          {"entries 7", "entries 07"},
          {"entries 7", "entries many"},
          {"complete no", "complete perhaps"},
          {"as-of 19", "as-of 19\nfrom 2026-11-30T12:00:00Z"},
          {"stream product/sales.orders\n", "stream zzz\nstream product/sales.orders\n"}
        }) {
      assertThat(faults(withHead(change[0], change[1]))).as(change[1]).contains("`MANIFEST`: ");
    }
  }

  @Test
  void aManifestListsEachFileOnceByName() throws IOException {
    RawZip raw = RawZip.of(bundle);
    String manifest = new String(raw.file("MANIFEST"), StandardCharsets.UTF_8);
    String last = manifest.lines().toList().getLast();
    Path file =
        raw.replace("MANIFEST", (manifest + last + "\n").getBytes(StandardCharsets.UTF_8))
            .write(folder.resolve("twice.evidence"));
    EvidenceOutcome outcome =
        new EvidenceVerification(
                file, ledger.trusted(), null, TimestampAuthorities.NONE, (_, _) -> {})
            .run();
    assertThat(outcome.faults().toString()).contains("sorted by name");
  }

  @Test
  void aPolicyOfTrustThatIsNoneIsTold() throws IOException {
    assertThat(
            faults(
                RawZip.of(bundle)
                    .replace("trust/policy.tlog", "log\n".getBytes(StandardCharsets.UTF_8))))
        .contains("`trust/policy.tlog`: it is no tlog-policy");
  }

  @Test
  void aReportThatSaysSomethingElseThanTheEntriesIsTold() throws IOException {
    for (Report report : Report.ALL) {
      RawZip raw = RawZip.of(bundle);
      String text = new String(raw.file(report.name()), StandardCharsets.UTF_8);
      assertThat(text).contains("denied");
      raw.replace(report.name(), text.replace("denied", "passed").getBytes(StandardCharsets.UTF_8));
      assertThat(faults(raw))
          .isEqualTo(
              "`%s`: it is not the one that follows from the entries".formatted(report.name()));
    }
  }

  @Test
  void reportsOfAnotherVersionAreNotCompared() throws IOException {
    EvidenceOutcome outcome = verify(withHead("reports 2", "reports 3"));
    assertThat(outcome.isProven()).as(outcome.faults().toString()).isTrue();
    assertThat(outcome.remarks().toString())
        .contains("were made by version 3 of them, and not compared with version 2");
  }

  @Test
  void statementsThatAreMissingFromACompleteBundleAreTold() throws IOException {
    bundle = export(true);
    assertThat(faults(RawZip.of(bundle).remove("tile/entries/000.p/19")))
        .contains(
            "`tile/entries/000.p/19`: it is not in the bundle, which says that it is complete");
  }

  @Test
  void whatACompleteBundleSaysOfOthersStandsInTheTreeToo() throws IOException {
    bundle = export(true);
    RawZip raw = RawZip.of(bundle);
    byte[] statements = raw.file("tile/entries/000.p/19");
    String text = new String(statements, StandardCharsets.ISO_8859_1);
    int other = text.indexOf("team.changed");
    assertThat(other).isPositive();
    statements[other] = 'x';
    assertThat(faults(raw.replace("tile/entries/000.p/19", statements)))
        .contains("position 2: the tree has another leaf there than `tile/entries` has");
  }
}
