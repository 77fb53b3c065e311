package dev.daybook.bench;

import dev.daybook.path.Slices;
import dev.daybook.store.EntryScan;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerSettings;
import dev.daybook.views.AllViews;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import dev.daybook.views.Views;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * How many entries a second come back out of a ledger: read and decoded, and read into views from
 * the first entry on; and what share that is of the raw limit, which is how fast PostgreSQL hands
 * out the same bytes to somebody who does nothing with them.
 *
 * <p>Everything is done once before it is counted: the first round warms the machine up.
 */
public final class ReplayBench {

  /** Entries and bytes of one page. */
  private static final int PAGE = 1_024;

  private static final long PAGE_BYTES = 1L << 20;

  private static final long SEED = 20_260_101;

  /** How long one rebuild may take. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Threads, each with a connection and a stretch of the ledger. */
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private ReplayBench() {}

  /**
   * A run.
   *
   * @param entries entries of the history
   * @param bytesPerEvent mean size of an event's payload
   * @param bytesPerEntry mean size of payload, metadata and leaf together, as they are kept
   * @param raw the raw limit: entries without their leaves, in order, sent with binary COPY over as
   *     many connections as there are processors, and dropped
   * @param decode the same, and made events and metadata
   * @param rebuild all views at once, from empty tables to the last entry
   * @param views each view on its own
   */
  public record Result(
      long entries,
      long bytesPerEvent,
      long bytesPerEntry,
      Raw raw,
      Pace decode,
      Pace rebuild,
      List<ViewPace> views) {}

  /**
   * @param megabytesPerSecond of 10^6 bytes, as sent
   */
  public record Raw(double entriesPerSecond, double megabytesPerSecond) {}

  /**
   * @param ratio to reading the bytes alone, in the same run
   */
  public record Pace(double entriesPerSecond, double ratio) {
    private static Pace of(double perSecond, Raw raw) {
      return new Pace(Math.round(perSecond), share(perSecond, raw));
    }
  }

  /**
   * @param rows rows in its tables afterwards
   */
  public record ViewPace(String view, double entriesPerSecond, double ratio, long rows) {}

  /**
   * Measures on a history of {@code entries} entries, in a database of its own in {@code folder}.
   */
  public static Result run(Path folder, int entries) throws SQLException, InterruptedException {
    return run(LedgerSettings.embedded(folder.resolve("data")), entries);
  }

  /**
   * The same on a history that took the way of every command, judged and recorded by a server of
   * its own, with the answers of every rule in the background. It takes minutes to make.
   */
  public static Result runThroughCommands(Path folder, int entries)
      throws SQLException, InterruptedException {
    Path data = folder.resolve("data");
    CommandHistory.served(data, entries, SEED).close();
    return run(LedgerSettings.embedded(data), entries);
  }

  /** Measures on a history of {@code entries} entries, made first where the ledger is empty. */
  static Result run(LedgerSettings settings, int entries)
      throws SQLException, InterruptedException {
    try (Ledger ledger = Ledger.open(settings, Slices.eventTypes()).closedOnExit()) {
      if (ledger.head().position() == 0) {
        SampleHistory.fill(ledger, entries, SEED);
      }
      long head = ledger.head().position();
      readRaw(ledger, head);
      Raw raw = readRaw(ledger, head);
      decode(ledger, head);
      double decoded = decode(ledger, head);
      rebuild(ledger, AllViews.views());
      double all = rebuild(ledger, AllViews.views());
      List<ViewPace> views = new ArrayList<>();
      for (View view : AllViews.views()) {
        double alone = rebuild(ledger, List.of(view));
        views.add(
            new ViewPace(view.name(), Math.round(alone), share(alone, raw), rows(ledger, view)));
      }
      return new Result(
          head,
          mean(ledger, "octet_length(payload)"),
          mean(ledger, "octet_length(payload) + octet_length(metadata) + octet_length(leaf)"),
          raw,
          Pace.of(decoded, raw),
          Pace.of(all, raw),
          views);
    }
  }

  private static long mean(Ledger ledger, String size) throws SQLException {
    try (Connection connection = ledger.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet mean =
            statement.executeQuery("SELECT avg(%s) FROM ledger.entry".formatted(size))) {
      mean.next();
      return Math.round(mean.getDouble(1));
    }
  }

  private static Raw readRaw(Ledger ledger, long head) throws InterruptedException {
    long start = System.nanoTime();
    long bytes = inStretches(head, (first, last) -> copyOut(ledger, first, last));
    double seconds = seconds(start);
    return new Raw(Math.round(head / seconds), Math.round(bytes / seconds / 1e5) / 10.0);
  }

  private static long copyOut(Ledger ledger, long first, long last) throws SQLException {
    try (Connection connection = ledger.dataSource().getConnection()) {
      CopyOut copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(
                  """
                  COPY (SELECT position, event_id, stream, sequence, type, revision, recorded_at,
                               payload, metadata
                          FROM ledger.entry WHERE position BETWEEN %d AND %d ORDER BY position)
                    TO STDOUT (FORMAT binary)
                  """
                      .formatted(first, last));
      long bytes = 0;
      for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
        bytes += row.length;
      }
      return bytes;
    }
  }

  private static double decode(Ledger ledger, long head) throws InterruptedException {
    Set<String> types = Slices.eventTypes().names();
    long start = System.nanoTime();
    long decoded = inStretches(head, (first, last) -> decodeStretch(ledger, types, first, last));
    if (decoded != head) {
      throw new IllegalStateException("%d entries decoded of %d".formatted(decoded, head));
    }
    return head / seconds(start);
  }

  private static long decodeStretch(Ledger ledger, Set<String> types, long first, long last) {
    long decoded = 0;
    try (EntryScan scan = ledger.scan(types, first, last)) {
      for (var page = scan.next(PAGE, PAGE_BYTES);
          !page.isEmpty();
          page = scan.next(PAGE, PAGE_BYTES)) {
        for (LedgerEntry entry : page) {
          if (entry.event().subject() != null && entry.metadata().decision() != null) {
            decoded++;
          }
        }
      }
    }
    return decoded;
  }

  /** What is done with the positions from first to last. */
  private interface Stretch {
    long from(long first, long last) throws Exception;
  }

  /** Does it to all positions up to {@code head}, on {@link #THREADS} threads; the sum. */
  private static long inStretches(long head, Stretch stretch) throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Long>> parts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long first = head * i / THREADS + 1;
        long last = head * (i + 1) / THREADS;
        parts.add(threads.submit(() -> stretch.from(first, last)));
      }
      long sum = 0;
      for (Future<Long> part : parts) {
        sum += part.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** From empty tables until {@code views} are at the head. */
  private static double rebuild(Ledger ledger, List<View> views)
      throws SQLException, InterruptedException {
    try (Connection connection = ledger.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      ledger.migrate("views", "classpath:db/views");
      for (View view : views) {
        for (Table<?> table : view.tables()) {
          statement.execute("TRUNCATE views." + table.name());
        }
      }
      statement.execute("DELETE FROM views.token");
    }
    long head = ledger.head().position();
    long start = System.nanoTime();
    try (Views running = Views.start(ledger, views)) {
      if (!running.awaitPosition(head, PATIENCE)) {
        throw new IllegalStateException("views did not get to position " + head);
      }
      double perSecond = head / seconds(start);
      if (!running.parked().isEmpty()) {
        throw new IllegalStateException("parked: " + running.parked().getFirst());
      }
      return perSecond;
    }
  }

  private static long rows(Ledger ledger, View view) throws SQLException {
    long rows = 0;
    try (Connection connection = ledger.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (Table<?> table : view.tables()) {
        try (ResultSet count =
            statement.executeQuery("SELECT count(*) FROM views." + table.name())) {
          count.next();
          rows += count.getLong(1);
        }
      }
    }
    return rows;
  }

  private static double share(double perSecond, Raw raw) {
    return Math.round(1_000 * perSecond / raw.entriesPerSecond()) / 1_000.0;
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
