package dev.daybook.bench;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.Slices;
import dev.daybook.slo.SloEvent;
import dev.daybook.slo.SloEvent.MeasurementReported;
import dev.daybook.slo.SloEvent.ObjectiveDeclared;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.NewEvent;
import dev.daybook.views.Views;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * How fast a ledger is read back: every entry parsed into its event, and every view built anew. The
 * raw limit is the same rows read over JDBC with nothing made of them.
 */
public final class ReplayBench {

  private static final int SUBJECTS = 500;
  private static final int PAGE = 1_000;
  private static final Duration LONGEST_REBUILD = Duration.ofMinutes(10);

  private ReplayBench() {}

  /**
   * A run.
   *
   * @param rawPerSecond rows read, and nothing made of them
   * @param decodedPerSecond entries read and parsed into their events and metadata
   * @param ratio decoded to raw
   * @param viewsPerSecond entries a second when all views are built from nothing at once
   */
  public record Result(
      long entries,
      double rawPerSecond,
      double decodedPerSecond,
      double ratio,
      int views,
      double viewsPerSecond) {}

  /** Fills a ledger in {@code folder} with this many entries, and reads it back. */
  public static Result run(Path folder, int entries)
      throws IOException, InterruptedException, SQLException {
    try (Ledger ledger =
        Ledger.open(LedgerSettings.embedded(folder.resolve("data")), Slices.eventTypes())) {
      fill(ledger, entries);
      long last = ledger.head().position();
      raw(ledger); // once without counting: the rows are in the cache then, for all alike
      double raw = last / raw(ledger);
      decode(ledger, last);
      double decoded = last / decode(ledger, last);
      long began = System.nanoTime();
      try (Views views = Views.start(ledger)) {
        if (!views.awaitPosition(last, LONGEST_REBUILD)) {
          throw new IOException("the views took longer than " + LONGEST_REBUILD);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Result(
            last,
            Math.round(raw),
            Math.round(decoded),
            Math.round(1000 * decoded / raw) / 1000.0,
            views.names().size(),
            Math.round(last / seconds));
      }
    }
  }

  private static void fill(Ledger ledger, int entries) {
    EntryMetadata metadata =
        new EntryMetadata(
            "act_00000000000000be",
            Actor.Kind.SERVICE,
            new UUID(0x8000L, 0x8000_0000_0000_0000L),
            Context.prod(),
            null);
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    List<NewEvent> batch = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      int of = i % SUBJECTS;
      SubjectName name =
          new SubjectName(SubjectKind.SLO, "bench.product-%d/completeness".formatted(of));
      long sequence = i / SUBJECTS;
      batch.add(
          NewEvent.of(
              name.stream(), sequence, event(name, of, sequence, begin.plusSeconds(i)), metadata));
      if (batch.size() == SUBJECTS) {
        ledger.append(List.copyOf(batch), Append.alone());
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      ledger.append(List.copyOf(batch), Append.alone());
    }
  }

  private static SloEvent event(SubjectName name, int of, long sequence, Instant at) {
    return sequence == 0
        ? new ObjectiveDeclared(
            name,
            SubjectName.product("bench", "product-" + of),
            new Objective(
                "completeness",
                "99%",
                Objective.Comparison.AT_LEAST,
                new BigDecimal("0.99"),
                Objective.Unit.FRACTION,
                "non_null_ratio",
                "Rows without a gap, of all rows"))
        : new MeasurementReported(
            name,
            new UUID(of, sequence),
            at,
            new BigDecimal("0.995"),
            "prod",
            "airflow/product-%d/run-%d".formatted(of, sequence),
            true,
            false);
  }

  /** Reads every entry and makes its event and metadata of it; answers seconds. */
  private static double decode(Ledger ledger, long last) {
    long began = System.nanoTime();
    long from = 1;
    long seen = 0;
    while (from <= last) {
      List<LedgerEntry> page = ledger.entries(from, PAGE);
      for (LedgerEntry entry : page) {
        seen += entry.event().subject().path().isEmpty() ? 0 : 1;
        seen += entry.metadata().actor().isEmpty() ? 1 : 0;
      }
      from = page.getLast().position() + 1;
    }
    if (seen != last) {
      throw new IllegalStateException("%d of %d entries had an event".formatted(seen, last));
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /** Reads the same bytes and drops them; answers seconds. */
  private static double raw(Ledger ledger) throws SQLException {
    long began = System.nanoTime();
    try (Connection connection = ledger.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(PAGE);
        try (ResultSet rows =
            statement.executeQuery("SELECT * FROM ledger.entry ORDER BY position")) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
              rows.getBytes(i);
            }
          }
        }
      }
      connection.rollback();
    }
    return (System.nanoTime() - began) / 1e9;
  }
}
