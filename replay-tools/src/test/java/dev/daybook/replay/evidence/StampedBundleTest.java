package dev.daybook.replay.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.replay.evidence.EvidenceExport.Asked;
import dev.daybook.seal.OwnTimestampAuthority;
import dev.daybook.seal.TimestampAuthorities;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that carry timestamps: who saw the entries when. */
class StampedBundleTest {

  private static final Instant NOON = Instant.parse("2026-11-30T13:00:00Z");

  private final OwnTimestampAuthority authority = OwnTimestampAuthority.selfSigned();
  private final OwnTimestampAuthority other = OwnTimestampAuthority.selfSigned();

  @TempDir private Path folder = Path.of("");

  private Path export(EvidenceSource ledger, Asked asked) throws IOException {
    Path file = folder.resolve("orders.evidence");
    new EvidenceExport(ledger, file, (_, _) -> {}).export(asked);
    return file;
  }

  private static EvidenceOutcome verify(
      Path file, OwnLedger ledger, TimestampAuthorities authorities) throws IOException {
    return new EvidenceVerification(file, ledger.trusted(), null, authorities, (_, _) -> {}).run();
  }

  private static Asked asked() {
    return Asked.of(Question.streamsOf(OwnLedger.PRODUCT));
  }

  private static List<String> stamps(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith("timestamp/"))
          .map(name -> name.replaceAll("[0-9a-f]{16}", "…"))
          .toList();
    }
  }

  /** A history that authorities saw when it was whole, and again when others had gone on. */
  private OwnLedger stamped() {
    OwnLedger ledger = OwnLedger.withHistory(100);
    ledger.stamp(authority, NOON);
    ledger.others(300);
    ledger.seal();
    ledger.stamp(authority, NOON.plusSeconds(60));
    ledger.stamp(other, NOON.plusSeconds(61));
    ledger.others(3);
    ledger.seal();
    ledger.stamp(authority, NOON.plusSeconds(120));
    return ledger;
  }

  @Test
  void eachAuthoritysFirstWordOnTheEntriesIsCarried() throws IOException {
    OwnLedger ledger = stamped();
    Path file = export(ledger, asked());
    assertThat(stamps(file))
        .containsExactlyInAnyOrder(
            "timestamp/407/checkpoint",
            "timestamp/407/….tst",
            "timestamp/707/checkpoint",
            "timestamp/707/….tst");
    EvidenceOutcome outcome = verify(file, ledger, authority.trusted());
    assertThat(outcome.verdict()).isEqualTo("proven");
    assertThat(outcome.remarks())
        .contains("`CN=Own timestamp authority` saw the first 407 entries at 2026-11-30T13:00:00Z")
        .anyMatch(remark -> remark.contains("which no known authority vouches for"));
  }

  @Test
  void whatTheCheckpointDoesNotCoverIsNotCarried() throws IOException {
    OwnLedger ledger = OwnLedger.withHistory(3);
    byte[] note = ledger.get("checkpoint");
    ledger.others(3);
    ledger.seal();
    ledger.stamp(authority, NOON);
    assertThat(stamps(export(ledger, asked().provenBy(note)))).isEmpty();
  }

  @Test
  void anEntryThatCameLaterIsCoveredByTheNextTimestamp() throws IOException {
    OwnLedger ledger = stamped();
    ledger.decide(OwnLedger.PRODUCT, true);
    ledger.seal();
    ledger.stamp(authority, NOON.plusSeconds(180));
    Path file = export(ledger, asked());
    assertThat(stamps(file))
        .contains("timestamp/711/checkpoint")
        .doesNotContain("timestamp/710/checkpoint");
    assertThat(verify(file, ledger, authority.trusted()).remarks())
        .contains("`CN=Own timestamp authority` saw the first 711 entries at 2026-11-30T13:03:00Z");
  }

  /** A ledger whose timestamps are of another checkpoint than they say. */
  private static final class Swapping extends ThroughLedger {
    private final OwnLedger stranger;

    Swapping(OwnLedger ledger, OwnLedger stranger) {
      super(ledger);
      this.stranger = stranger;
    }

    @Override
    public List<Timestamped> timestamps(long after) throws IOException {
      return stranger.timestamps(after);
    }
  }

  @Test
  void aTimestampOfAnotherHistoryIsRefused() throws IOException {
    OwnLedger ledger = stamped();
    OwnLedger stranger = OwnLedger.withHistory(50);
    stranger.stamp(authority, NOON);
    assertThatThrownBy(() -> export(new Swapping(ledger, stranger), asked()))
        .hasMessageContaining("does not begin with its 207");
  }

  private String faults(RawZip raw, OwnLedger ledger) throws IOException {
    Path file = raw.relisted().write(folder.resolve("tampered.evidence"));
    EvidenceOutcome outcome = verify(file, ledger, authority.trusted());
    assertThat(outcome.isProven()).isFalse();
    return outcome.faults().toString();
  }

  /** The name of a bundle's token of the checkpoint of this size. */
  private static String token(RawZip raw, long size) {
    return raw.names().stream()
        .filter(name -> name.startsWith("timestamp/" + size + "/") && name.endsWith(".tst"))
        .findFirst()
        .orElseThrow();
  }

  private static RawZip rename(RawZip raw, String from, String to) {
    byte[] bytes = raw.file(from);
    return raw.remove(from).add(to, bytes);
  }

  @Test
  void aTimestampStandsUnderItsOwnNameBesideItsOwnCheckpoint() throws IOException {
    OwnLedger ledger = stamped();
    Path file = export(ledger, asked());
    RawZip raw = RawZip.of(file);
    String token = token(raw, 407);
    assertThat(faults(rename(raw, token, "timestamp/407/0123456789abcdef.tst"), ledger))
        .contains("`0123456789abcdef.tst` is not named by its SHA-256");
    raw = RawZip.of(file);
    String other = token(raw, 707);
    byte[] ofOther = raw.file(other);
    assertThat(faults(raw.remove(token).add(other.replace("/707/", "/407/"), ofOther), ledger))
        .contains("the timestamp is of another checkpoint");
    raw = RawZip.of(file);
    rename(raw, "timestamp/407/checkpoint", "timestamp/408/checkpoint");
    assertThat(faults(rename(raw, token, token.replace("/407/", "/408/")), ledger))
        .contains("`timestamp/408`: the checkpoint is of 407 entries");
  }

  @Test
  void aTimestampNeedsItsCheckpointAndACheckpointItsTimestamp() throws IOException {
    OwnLedger ledger = stamped();
    Path file = export(ledger, asked());
    assertThat(faults(RawZip.of(file).remove("timestamp/407/checkpoint"), ledger))
        .contains("`timestamp/407`: the checkpoint that was seen is not in the bundle");
    RawZip raw = RawZip.of(file);
    assertThat(faults(raw.remove(token(raw, 407)), ledger))
        .contains("`timestamp/407`: there is no timestamp beside the checkpoint");
  }
}
