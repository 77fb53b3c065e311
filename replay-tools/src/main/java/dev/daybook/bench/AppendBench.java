package dev.daybook.bench;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.Recorded;
import dev.daybook.decision.Slice;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Append;
import dev.daybook.store.EventTypes;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.NewEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many appends a second the ledger acknowledges, and what share that is of the fastest way
 * PostgreSQL has to insert the same bytes durably: one statement with as many rows as the appender
 * put in its commits, into a bare table, over and over.
 *
 * <p>Run it on a ledger of its own: it fills it.
 */
public final class AppendBench {

  /** Callers in each step. */
  private static final List<Integer> CALLERS = List.of(1, 64, 256);

  /** Bytes of text in an event, so that its JSON has about 600. */
  private static final int TEXT = 560;

  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private AppendBench() {}

  /**
   * One step.
   *
   * @param callers threads that append one event each, again and again, each to a stream of its own
   * @param appendsPerSecond acknowledged, durable
   * @param entriesPerCommit mean size of a commit
   * @param rawPerSecond rows a second of the raw insert at that size
   * @param ratio appends to raw rows
   */
  public record Step(
      int callers,
      double appendsPerSecond,
      Latencies latencies,
      double entriesPerCommit,
      double rawPerSecond,
      double ratio) {}

  /**
   * A run.
   *
   * @param eventBytes size of an event's JSON
   */
  public record Result(int eventBytes, List<Step> steps) {}

  /** Measures for {@code each} per step and as long for its raw limit. */
  public static Result run(LedgerSettings settings, Duration each)
      throws SQLException, InterruptedException {
    try (Ledger ledger =
        Ledger.open(settings, EventTypes.of(new Sample.SampleSlice())).closedOnExit()) {
      ledger.migrate("bench", "classpath:db/bench");
      step(ledger, 64, WARM_UP);
      List<Step> steps = new ArrayList<>();
      for (int callers : CALLERS) {
        Measured load = step(ledger, callers, each);
        double raw = raw(ledger, (int) Math.max(1, Math.round(load.entriesPerCommit())), each);
        steps.add(
            new Step(
                callers,
                load.perSecond(),
                load.latencies(),
                load.entriesPerCommit(),
                raw,
                load.perSecond() / raw));
      }
      int bytes = ledger.entry(1).map(entry -> entry.payload().length).orElse(0);
      return new Result(bytes, List.copyOf(steps));
    }
  }

  /** What callers came to. */
  record Measured(double perSecond, double entriesPerCommit, Latencies latencies) {}

  /** Has {@code callers} append one event each, again and again, for {@code duration}. */
  static Measured step(Ledger ledger, int callers, Duration duration) throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    LongAdder done = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    List<Latencies.Recorder> latencies = new ArrayList<>();
    UUID run = UUID.randomUUID();
    for (int caller = 0; caller < callers; caller++) {
      String stream = "team/bench-%s-%d".formatted(run, caller);
      Latencies.Recorder mine = new Latencies.Recorder();
      latencies.add(mine);
      threads.add(
          Thread.ofVirtual()
              .unstarted(
                  () -> {
                    for (long sequence = 0; !stop.get(); sequence++) {
                      long start = System.nanoTime();
                      ledger.append(
                          List.of(NewEvent.of(stream, sequence, Sample.of(sequence), METADATA)),
                          Append.alone());
                      mine.record(System.nanoTime() - start);
                      done.increment();
                    }
                  }));
    }
    long before = ledger.commits();
    long start = System.nanoTime();
    threads.forEach(Thread::start);
    Thread.sleep(duration);
    long counted = done.sum();
    double seconds = (System.nanoTime() - start) / 1e9;
    long commits = ledger.commits() - before;
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    Latencies.Recorder all = new Latencies.Recorder();
    latencies.forEach(all::add);
    return new Measured(counted / seconds, (double) counted / Math.max(1, commits), all.sum());
  }

  /** The fastest way to insert the same bytes durably: {@code rows} a statement, nothing else. */
  private static double raw(Ledger ledger, int rows, Duration duration) throws SQLException {
    List<LedgerEntry> entries = ledger.entries(1, 1);
    LedgerEntry sample = entries.getFirst();
    try (Connection connection = ledger.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE bench.raw");
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              INSERT INTO bench.raw
              SELECT * FROM unnest(?::bigint[], ?::text[]::uuid[], ?::text[], ?::bigint[], ?::text[],
                ?::integer[], ?::timestamptz[], ?::bytea[], ?::bytea[], ?::bytea[])
              """)) {
        long position = 0;
        long inserted = 0;
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        while (System.nanoTime() < end) {
          Long[] positions = new Long[rows];
          String[] ids = new String[rows];
          String[] streams = new String[rows];
          String[] types = new String[rows];
          Integer[] revisions = new Integer[rows];
          String[] times = new String[rows];
          byte[][] payloads = new byte[rows][];
          byte[][] metadata = new byte[rows][];
          byte[][] leaves = new byte[rows][];
          for (int i = 0; i < rows; i++) {
            positions[i] = ++position;
            ids[i] = sample.eventId().toString();
            streams[i] = sample.stream();
            types[i] = sample.type();
            revisions[i] = sample.revision();
            times[i] = sample.recordedAt().toString();
            payloads[i] = sample.payload();
            metadata[i] = sample.metadataJson();
            leaves[i] = sample.leaf();
          }
          insert.setArray(1, connection.createArrayOf("bigint", positions));
          insert.setArray(2, connection.createArrayOf("text", ids));
          insert.setArray(3, connection.createArrayOf("text", streams));
          insert.setArray(4, connection.createArrayOf("bigint", positions));
          insert.setArray(5, connection.createArrayOf("text", types));
          insert.setArray(6, connection.createArrayOf("integer", revisions));
          insert.setArray(7, connection.createArrayOf("timestamptz", times));
          insert.setArray(8, connection.createArrayOf("bytea", payloads));
          insert.setArray(9, connection.createArrayOf("bytea", metadata));
          insert.setArray(10, connection.createArrayOf("bytea", leaves));
          inserted += insert.executeUpdate();
        }
        return inserted / ((System.nanoTime() - start) / 1e9);
      } finally {
        statement.execute("TRUNCATE bench.raw");
      }
    }
  }

  static final EntryMetadata METADATA =
      new EntryMetadata(
          "act_0123456789abcdef", Actor.Kind.SERVICE, new UUID(0, 1), Context.prod(), null);

  /** What is appended. */
  sealed interface Sample extends SubjectEvent {

    /** An event of about 600 bytes. */
    @Recorded("bench.appended")
    record SampleAppended(SubjectName subject, long number, String text) implements Sample {}

    static Sample of(long number) {
      return new SampleAppended(SubjectName.team("bench"), number, "x".repeat(TEXT));
    }

    /** Its slice, which decides nothing. */
    final class SampleSlice implements Slice<SubjectCommand, Sample, Boolean> {
      @Override
      public SubjectKind kind() {
        return SubjectKind.TEAM;
      }

      @Override
      public Class<SubjectCommand> commands() {
        return SubjectCommand.class;
      }

      @Override
      public Class<Sample> events() {
        return Sample.class;
      }

      @Override
      public Boolean initial() {
        return false;
      }

      @Override
      public Boolean evolve(Boolean state, Sample event) {
        return true;
      }

      @Override
      public Verdict<Sample> decide(Boolean state, SubjectCommand command) {
        return Verdict.unchanged();
      }

      /** Policies see nothing of it. */
      private record NoFacts() {}

      @Override
      public Class<? extends Record> stateFacts() {
        return NoFacts.class;
      }

      @Override
      public Optional<? extends Record> facts(Boolean state) {
        return Optional.empty();
      }
    }
  }
}
