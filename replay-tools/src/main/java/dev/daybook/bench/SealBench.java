package dev.daybook.bench;

import dev.daybook.seal.InclusionProof;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.TlogProof;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.LeafScan;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.NewEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.LongStream;

/**
 * How many leaves a second are sealed where many wait, beside the raw limit: the same leaves read
 * and hashed, and nothing else; how long an entry waits for its checkpoint while 64 callers append;
 * and what sealing costs those callers.
 */
public final class SealBench {

  /** Entries there are before sealing begins. */
  private static final int ENTRIES = 200_000;

  private static final int APPEND = 1_000;
  private static final int CALLERS = 64;
  private static final int PROOFS = 200;
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  private SealBench() {}

  /**
   * A run.
   *
   * @param ratio sealed to read and hashed
   * @param appendsUnsealed appends a second at 64 callers before sealing began
   * @param appendsSealed the same while it goes on
   * @param cost share of appends that sealing takes
   * @param lag from recorded to sealed under that load
   * @param bytesPerEntry of the seal on disk: tiles, edge and checkpoints
   * @param proofBytes of one {@code .tlog-proof}, checkpoint and signatures included
   * @param proofHashes of its path
   * @param proofMillis to make it
   */
  public record Result(
      long leaves,
      double sealedPerSecond,
      double rawPerSecond,
      double ratio,
      double appendsUnsealed,
      double appendsSealed,
      double cost,
      Latencies lag,
      double bytesPerEntry,
      long proofBytes,
      int proofHashes,
      double proofMillis) {}

  /** Measures in {@code folder}, each step for {@code each}. */
  public static Result run(Path folder, Duration each) throws SQLException, InterruptedException {
    Path data = folder.resolve("data");
    try (Ledger ledger =
        Ledger.open(
                LedgerSettings.embedded(data), EventTypes.of(new AppendBench.Sample.SampleSlice()))
            .closedOnExit()) {
      fill(ledger);
      AppendBench.step(ledger, CALLERS, WARM_UP);
      double unsealed = AppendBench.step(ledger, CALLERS, each).perSecond();
      long leaves = ledger.head().position();
      readAndHash(ledger, leaves);
      double raw = readAndHash(ledger, leaves);
      long start = System.nanoTime();
      try (Seal seal = Seal.start(ledger, SealSettings.in(data), Clock.systemUTC())) {
        if (!seal.await(leaves, PATIENCE)) {
          throw new IllegalStateException("not sealed within " + PATIENCE);
        }
        double sealed = leaves / seconds(start);
        double bytes = bytes(ledger) / (double) leaves;
        Lag lag = new Lag(ledger, seal);
        Thread watch = Thread.ofPlatform().daemon().name("bench-lag").start(lag);
        double with = AppendBench.step(ledger, CALLERS, each).perSecond();
        watch.interrupt();
        watch.join();
        return result(leaves, sealed, raw, unsealed, with, lag.recorder.sum(), bytes, seal);
      }
    }
  }

  private static Result result(
      long leaves,
      double sealed,
      double raw,
      double unsealed,
      double with,
      Latencies lag,
      double bytes,
      Seal seal) {
    long start = System.nanoTime();
    for (int i = 0; i < PROOFS; i++) {
      InclusionProof _ = seal.inclusion(i * (leaves / PROOFS), leaves);
    }
    double proofMillis = Math.round(seconds(start) * 1e5 / PROOFS) / 100.0;
    TlogProof proof = seal.proof(leaves / 3).orElseThrow();
    return new Result(
        leaves,
        Math.round(sealed),
        Math.round(raw),
        share(sealed / raw),
        Math.round(unsealed),
        Math.round(with),
        share(1 - with / unsealed),
        lag,
        Math.round(bytes * 10) / 10.0,
        proof.bytes().length,
        proof.inclusion().path().size(),
        proofMillis);
  }

  private static void fill(Ledger ledger) {
    for (long first = 0; first < ENTRIES; first += APPEND) {
      ledger.append(
          LongStream.range(first, first + APPEND)
              .mapToObj(
                  sequence ->
                      NewEvent.of(
                          "team/bench-fill",
                          sequence,
                          AppendBench.Sample.of(sequence),
                          AppendBench.METADATA))
              .toList(),
          Append.alone());
    }
  }

  private static double readAndHash(Ledger ledger, long last) {
    long start = System.nanoTime();
    long read = 0;
    try (LeafScan leaves = ledger.leaves(1, last)) {
      for (byte[] leaf = leaves.next(); leaf != null; leaf = leaves.next()) {
        Merkle.leafHash(leaf);
        read++;
      }
    }
    return read / seconds(start);
  }

  private static long bytes(Ledger ledger) throws SQLException {
    try (Connection connection = ledger.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet size =
            statement.executeQuery(
                """
                SELECT sum(pg_total_relation_size(oid)) FROM pg_class
                 WHERE relnamespace = 'seal'::regnamespace AND relkind = 'r'
                """)) {
      size.next();
      return size.getLong(1);
    }
  }

  /** Looks every few milliseconds what is recorded and what is sealed. */
  private static final class Lag implements Runnable {
    private final Ledger ledger;
    private final Seal seal;
    private final Deque<long[]> recorded = new ArrayDeque<>();
    final Latencies.Recorder recorder = new Latencies.Recorder();

    Lag(Ledger ledger, Seal seal) {
      this.ledger = ledger;
      this.seal = seal;
    }

    @Override
    public void run() {
      try {
        while (true) {
          recorded.add(new long[] {ledger.knownPosition(), System.nanoTime()});
          long size = seal.size();
          long now = System.nanoTime();
          while (!recorded.isEmpty() && recorded.getFirst()[0] <= size) {
            recorder.record(now - recorded.removeFirst()[1]);
          }
          Thread.sleep(LOOK_EVERY);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double share(double share) {
    return Math.round(1000 * share) / 1000.0;
  }
}
