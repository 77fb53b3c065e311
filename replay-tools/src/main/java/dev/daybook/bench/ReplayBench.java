package dev.daybook.bench;

import dev.daybook.path.Slices;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerSettings;
import dev.daybook.views.AllViews;
import dev.daybook.views.Table;
import dev.daybook.views.View;
import dev.daybook.views.Views;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many entries a second come back out of a ledger: read and decoded, and read into views from
 * the first entry on; and what share that is of reading their bytes in order and doing nothing with
 * them.
 *
 * <p>Everything is done once before it is counted: the first round warms the machine up.
 */
public final class ReplayBench {

  /** Entries of one read. */
  private static final int PAGE = 5_000;

  private static final long SEED = 20_260_101;

  /** How long one rebuild may take. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private ReplayBench() {}

  /**
   * A run.
   *
   * @param entries entries of the history
   * @param bytesPerEntry mean size of payload, metadata and leaf together
   * @param rawPerSecond entries a second whose bytes one connection reads in order
   * @param decode read, and made events and metadata, by as many threads as there are processors
   * @param rebuild all views at once, from empty tables to the last entry
   * @param views each view on its own
   */
  public record Result(
      long entries,
      long bytesPerEntry,
      double rawPerSecond,
      Pace decode,
      Pace rebuild,
      List<ViewPace> views) {}

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

  /** Measures on a history of {@code entries} entries, made first where the ledger is empty. */
  static Result run(LedgerSettings settings, int entries)
      throws SQLException, InterruptedException {
    try (Ledger ledger = Ledger.open(settings, Slices.eventTypes())) {
      if (ledger.head().position() == 0) {
        SampleHistory.fill(ledger, entries, SEED);
      }
      long head = ledger.head().position();
      readRaw(ledger);
      Raw raw = readRaw(ledger);
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
          raw.bytes() / head,
          Math.round(raw.perSecond()),
          Pace.of(decoded, raw),
          Pace.of(all, raw),
          views);
    }
  }

  private record Raw(double perSecond, long bytes) {}

  /** Every entry's bytes, in order, over one connection. */
  private static Raw readRaw(Ledger ledger) throws SQLException {
    long start = System.nanoTime();
    long entries = 0;
    long bytes = 0;
    try (Connection connection = ledger.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT payload, metadata, leaf FROM ledger.entry ORDER BY position")) {
        select.setFetchSize(PAGE);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            entries++;
            for (int column = 1; column <= 3; column++) {
              bytes += rows.getBytes(column).length;
            }
          }
        }
      }
      connection.rollback();
    }
    return new Raw(entries / seconds(start), bytes);
  }

  private static double decode(Ledger ledger, long head) throws InterruptedException {
    long start = System.nanoTime();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Integer>> pages = new ArrayList<>();
      for (long from = 1; from <= head; from += PAGE) {
        long first = from;
        pages.add(threads.submit(() -> decodePage(ledger, first)));
      }
      long decoded = 0;
      for (Future<Integer> page : pages) {
        decoded += page.get();
      }
      if (decoded != head) {
        throw new IllegalStateException("%d entries decoded of %d".formatted(decoded, head));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return head / seconds(start);
  }

  private static int decodePage(Ledger ledger, long from) {
    int decoded = 0;
    for (LedgerEntry entry : ledger.entries(from, PAGE)) {
      if (entry.event().subject() != null && entry.metadata().decision() != null) {
        decoded++;
      }
    }
    return decoded;
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
    return Math.round(1_000 * perSecond / raw.perSecond()) / 1_000.0;
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
