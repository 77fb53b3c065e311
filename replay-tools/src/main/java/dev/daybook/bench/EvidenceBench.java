package dev.daybook.bench;

import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.path.Slices;
import dev.daybook.replay.evidence.EvidenceExport;
import dev.daybook.replay.evidence.EvidenceExport.Asked;
import dev.daybook.replay.evidence.EvidenceOutcome;
import dev.daybook.replay.evidence.EvidenceSource;
import dev.daybook.replay.evidence.EvidenceVerification;
import dev.daybook.replay.verify.Trust;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.TimestampAuthorities;
import dev.daybook.sealer.Seal;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.util.List;

/**
 * How long an evidence bundle of a whole ledger takes to export from a server and to verify, and
 * what share of that is reading and hashing the file once and nothing else.
 */
public final class EvidenceBench {

  private static final long SEED = 20_260_101;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private EvidenceBench() {}

  /** Reads a server's ledger as an auditor does. */
  @FunctionalInterface
  public interface Auditor {

    /**
     * @param data the server's folder, in which its token lies
     */
    EvidenceSource of(Server server, Path data);
  }

  /**
   * A run.
   *
   * @param entries the bundle carries
   * @param megabytes of the bundle, 2^20 bytes each
   * @param exportSeconds with the export's own verification
   * @param verifySeconds the best of three
   * @param verifiedPerSecond entries a second in that one
   * @param rawSeconds to read and hash the file, the best of three
   * @param ratio of {@code rawSeconds} to {@code verifySeconds}
   */
  public record Result(
      long entries,
      long megabytes,
      double exportSeconds,
      double verifySeconds,
      double verifiedPerSecond,
      double rawSeconds,
      double ratio) {}

  /** Measures on a history of about {@code entries} entries in {@code folder}. */
  public static Result run(Path folder, int entries, Auditor auditor)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    try (Ledger ledger =
        Ledger.open(LedgerSettings.embedded(data), Slices.eventTypes()).closedOnExit()) {
      SampleHistory.fill(ledger, entries, SEED);
    }
    Path bundle = folder.resolve("all.evidence");
    try (Server server = Server.start(ServerSettings.in(data).withPort(-1))) {
      long head = server.part(Ledger.class).head().position();
      if (!server.part(Seal.class).await(head, PATIENCE)) {
        throw new IllegalStateException("not sealed within " + PATIENCE);
      }
      EvidenceExport export = new EvidenceExport(auditor.of(server, data), bundle, (_, _) -> {});
      double exported = seconds(() -> export.export(Asked.of(List.of("*")).complete()).question());
      Trust trust = new Trust.Keys(server.part(Seal.class).keys());
      return measured(bundle, exported, trust);
    }
  }

  private static Result measured(Path bundle, double exported, Trust trust) throws IOException {
    double best = Double.MAX_VALUE;
    double raw = Double.MAX_VALUE;
    long entries = 0;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      EvidenceOutcome outcome =
          new EvidenceVerification(bundle, trust, null, TimestampAuthorities.NONE, (_, _) -> {})
              .run();
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
      if (!outcome.isProven()) {
        throw new IllegalStateException("the bundle is not proven: " + outcome.faults());
      }
      entries = outcome.entries();
      raw = Math.min(raw, seconds(() -> hash(bundle)));
    }
    return new Result(
        entries,
        Files.size(bundle) >> 20,
        tenths(exported),
        tenths(best),
        Math.round(entries / best),
        tenths(raw),
        Math.round(1000 * raw / best) / 1000.0);
  }

  private static byte[] hash(Path file) throws IOException {
    var digest = Sha256.begun();
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    return digest.digest();
  }

  private static double tenths(double seconds) {
    return Math.round(10 * seconds) / 10.0;
  }

  @FunctionalInterface
  private interface Timed {
    Object go() throws IOException;
  }

  private static double seconds(Timed timed) throws IOException {
    long start = System.nanoTime();
    timed.go();
    return (System.nanoTime() - start) / 1e9;
  }
}
