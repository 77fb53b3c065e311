package dev.daybook.bench;

import dev.daybook.path.Slices;
import dev.daybook.replay.log.FolderLog;
import dev.daybook.replay.log.LogCopy;
import dev.daybook.replay.log.LogSource;
import dev.daybook.replay.tables.LedgerVerification;
import dev.daybook.replay.verify.LogVerification;
import dev.daybook.replay.verify.Outcome;
import dev.daybook.replay.verify.Trust;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.TileId;
import dev.daybook.sealer.Seal;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.WholeScan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * How many leaves a second {@code daybook verify} looks at, from a log as files and from a ledger's
 * tables, each beside the raw limit: the same bytes read and hashed on one thread, and nothing
 * compared.
 */
public final class VerifyBench {

  private static final long SEED = 20_260_101;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private VerifyBench() {}

  /**
   * A run.
   *
   * @param log a folder as {@code daybook seal export} writes it
   * @param tables every column of every entry, its payload and metadata too
   */
  public record Result(long leaves, Pace log, Pace tables) {}

  /**
   * Of one place.
   *
   * @param firstPerSecond leaves a second in the first run, while the JVM compiles
   * @param perSecond in the best of the runs behind it
   * @param ratio of {@code perSecond} to {@code rawPerSecond}
   */
  public record Pace(double firstPerSecond, double perSecond, double rawPerSecond, double ratio) {}

  /** One way through all leaves. */
  private interface Run {
    void go() throws IOException;
  }

  /** Measures on a history of about {@code entries} entries in {@code folder}. */
  public static Result run(Path folder, int entries) throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    SealSettings keys = SealSettings.in(data);
    try (Ledger ledger =
        Ledger.open(LedgerSettings.embedded(data), Slices.eventTypes()).closedOnExit()) {
      SampleHistory.fill(ledger, entries, SEED);
      long leaves = ledger.head().position();
      FolderLog copy = new FolderLog(folder.resolve("copy"));
      Trust trust;
      try (Seal seal = Seal.start(ledger, keys, Clock.systemUTC())) {
        if (!seal.await(leaves, PATIENCE)) {
          throw new IllegalStateException("not sealed within " + PATIENCE);
        }
        trust = new Trust.Keys(seal.keys());
        new LogCopy(served(seal), copy).copy();
      }
      Pace log =
          pace(
              leaves,
              () -> new LogVerification(copy, trust, (_, _) -> {}, null, null, null).run(),
              () -> hashLog(copy));
      Pace tables =
          pace(
              leaves,
              () -> new LedgerVerification(ledger, keys, trust, (_, _) -> {}, null, null).run(),
              () -> hashTables(ledger));
      return new Result(leaves, log, tables);
    }
  }

  private static LogSource served(Seal seal) {
    return path ->
        path.equals(LogSource.CHECKPOINT)
            ? seal.checkpoint().orElseThrow()
            : seal.tile(TileId.parse(path).orElseThrow()).orElseThrow();
  }

  private interface Verifying {
    Outcome go() throws IOException;
  }

  private static Pace pace(long leaves, Verifying verifying, Run raw) throws IOException {
    double first = leaves / seconds(() -> requireConsistent(verifying.go()));
    double best = 0;
    double limit = 0;
    for (int i = 0; i < 3; i++) {
      best = Math.max(best, leaves / seconds(() -> requireConsistent(verifying.go())));
      limit = Math.max(limit, leaves / seconds(raw));
    }
    return new Pace(
        Math.round(first),
        Math.round(best),
        Math.round(limit),
        Math.round(1000 * best / limit) / 1000.0);
  }

  private static void requireConsistent(Outcome outcome) {
    if (!(outcome instanceof Outcome.Consistent)) {
      throw new IllegalStateException("not consistent: " + outcome);
    }
  }

  private static void hashLog(LogSource log) throws IOException {
    long size = Checkpoint.parse(SignedNote.parse(log.get(LogSource.CHECKPOINT)).text()).size();
    for (long index = 0; index * TileId.WIDTH < size; index++) {
      int width = (int) Math.min(TileId.WIDTH, size - index * TileId.WIDTH);
      EntryBundle.read(log.get(new TileId(TileId.ENTRIES, index, width).path()))
          .forEach(Merkle::leafHash);
    }
  }

  private static void hashTables(Ledger ledger) {
    try (WholeScan entries = ledger.whole(1)) {
      for (WholeScan.Row row = entries.next(); row != null; row = entries.next()) {
        LedgerEntry entry = row.entry();
        Sha256.of(entry.payload());
        Merkle.leafHash(entry.leaf());
      }
    }
  }

  private static double seconds(Run run) throws IOException {
    long start = System.nanoTime();
    run.go();
    return (System.nanoTime() - start) / 1e9;
  }
}
