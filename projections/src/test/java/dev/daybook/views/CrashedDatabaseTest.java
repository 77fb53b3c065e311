package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.store.FaultyWire;
import dev.daybook.store.FaultyWire.Cut;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.Postgres;
import dev.daybook.store.TestLedger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The database goes away under the views. Their commits do not wait for the disk, so a crash may
 * take some back; whatever it takes, rows and position go together and are followed again.
 */
class CrashedDatabaseTest {

  private static final long SEED = 20_261_123;
  private static final int ROUNDS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void afterPostgresqlWasKilledUnderLoadEveryViewIsAsItWouldBeDerivedAnew(@TempDir Path data)
      throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger recorded = new AtomicInteger();
    try (Book book = Book.on(LedgerSettings.embedded(data))) {
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String name = "sales.load-%d-".formatted(i);
        callers.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      for (int n = 0; !stop.get(); n++) {
                        book.record(Samples.registered(name + n));
                        recorded.incrementAndGet();
                      }
                    }));
      }
      try {
        for (int round = 0; round < ROUNDS; round++) {
          int before = recorded.get();
          while (recorded.get() < before + 300) {
            Thread.sleep(5);
          }
          Thread.sleep(random.nextInt(200));
          kill(data);
        }
      } finally {
        stop.set(true);
      }
      for (Thread caller : callers) {
        caller.join();
      }
      book.settle(PATIENCE);
      List<String> followed = Histories.everyRow(book);
      for (String view : book.views().names()) {
        book.views().rebuild(view, Anew.ERASURE);
      }
      book.settle(PATIENCE);
      assertThat(followed).isEqualTo(Histories.everyRow(book));
      assertThat(book.views().parked()).isEmpty();
    }
  }

  @Test
  void whatACrashTookBackIsFollowedAgainWhenTheDatabaseIsBack() throws Exception {
    try (Book book = Book.open()) {
      Histories.everythingOnce(book);
      book.settle();
      List<String> before = Histories.everyRow(book);
      takeBack(book, "activity", "DELETE FROM views.activity");
      long head = book.ledger().head().position();

      book.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

      // Its own connections were cut too, so a first look may fail.
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(Histories.everyRow(book)).isEqualTo(before));
      assertThat(book.views().awaitPosition(head, PATIENCE)).isTrue();
    }
  }

  @Test
  void aViewNeverGoesOnBehindAGap() {
    try (Book book = Book.open()) {
      Histories.everythingOnce(book);
      book.settle();
      List<String> before = book.rows("SELECT * FROM views.activity ORDER BY position");
      takeBack(book, "activity", "DELETE FROM views.activity");

      book.record(Samples.registered("sales.next"));

      book.settle();
      assertThat(book.rows("SELECT * FROM views.activity ORDER BY position"))
          .startsWith(before.toArray(String[]::new))
          .hasSizeGreaterThan(before.size());
    }
  }

  /**
   * The coordinator passes at every wake-up; while a view's failure is not dealt with, since other
   * views keep every worker, none of these passes may put off its return.
   */
  @Test
  void aViewThatFailedWhileAllWorkersWereBusyIsBackSoon() throws Exception {
    try (Book book = Book.open()) {
      book.settle();
      try (Connection lock = book.test().superuser();
          Statement statement = lock.createStatement();
          Connection other = book.test().superuser();
          Statement superuser = other.createStatement()) {
        lock.setAutoCommit(false);
        for (View view : AllViews.views()) {
          for (Table<?> table : view.tables()) {
            statement.execute(
                "LOCK TABLE views.%s IN ACCESS EXCLUSIVE MODE".formatted(table.name()));
          }
        }
        Histories.everythingOnce(book);
        String one = blocked(superuser).getFirst();
        superuser.execute("SELECT pg_terminate_backend(%s)".formatted(one));
        blocked(superuser);
        for (int i = 0; i < 10; i++) {
          book.record(Samples.registered("sales.meanwhile-" + i));
          Thread.sleep(2 * LedgerSpans.BREATH_MILLIS);
        }
        lock.rollback();
      }
      book.settle(Duration.ofSeconds(10));
    }
  }

  /** Waits until all three workers wait for a lock; their backends. */
  private static List<String> blocked(Statement superuser) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<String> pids = new ArrayList<>();
              try (ResultSet rows =
                  superuser.executeQuery(
                      "SELECT pid FROM pg_stat_activity"
                          + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
                while (rows.next()) {
                  pids.add(rows.getString("pid"));
                }
              }
              return pids;
            },
            pids -> pids.size() == 3);
  }

  @ParameterizedTest
  @EnumSource(value = Cut.class, names = "NOWHERE", mode = EnumSource.Mode.EXCLUDE)
  void aConnectionCutUnderAViewsWriteChangesNothing(Cut cut, @TempDir Path data) throws Exception {
    cutAt(cut, false, data);
  }

  @ParameterizedTest
  @EnumSource(value = Cut.class, names = "NOWHERE", mode = EnumSource.Mode.EXCLUDE)
  void aConnectionCutUnderAViewsCommitChangesNothing(Cut cut, @TempDir Path data) throws Exception {
    cutAt(cut, true, data);
  }

  /**
   * The last that a view's transaction writes is its token.
   *
   * @param commit whether to cut at the commit behind it
   */
  private static void cutAt(Cut cut, boolean commit, Path data) throws Exception {
    try (Postgres postgres = Postgres.start(data)) {
      postgres.createDatabase();
      int port = URI.create(postgres.url().substring("jdbc:".length())).getPort();
      try (FaultyWire wire = FaultyWire.ofThePool(port, "globalIndex", commit);
          Book book =
              Book.on(
                  LedgerSettings.external(
                      postgres.url().replace(":" + port, ":" + wire.port()),
                      postgres.user(),
                      postgres.password(),
                      TestLedger.KEYS))) {
        book.settle(PATIENCE);
        wire.cutNext(cut);
        Histories.everythingOnce(book);
        book.settle(PATIENCE);
        assertThat(wire.cuts()).isEqualTo(1);
        List<String> followed = Histories.everyRow(book);

        for (String view : book.views().names()) {
          book.views().rebuild(view, Anew.ERASURE);
        }
        book.settle(PATIENCE);
        assertThat(followed).isEqualTo(Histories.everyRow(book));
        assertThat(book.views().parked()).isEmpty();
      }
    }
  }

  /** As a crash would: rows and position of a view are what they were at its first position. */
  private static void takeBack(Book book, String view, String rows) {
    book.run(
        """
        BEGIN;
        UPDATE views.token
           SET token = convert_to(
             replace(convert_from(token, 'UTF8'),
               '"globalIndex":' || (SELECT position FROM views.progress WHERE view = '%1$s'),
               '"globalIndex":0'), 'UTF8')
         WHERE processor = '%1$s';
        %2$s;
        COMMIT;
        """
            .formatted(view, rows));
    assertThat(book.rows("SELECT position FROM views.progress WHERE view = '%s'".formatted(view)))
        .containsExactly("0");
  }

  private static void kill(Path data) throws Exception {
    Path file = data.resolve("postgres/postmaster.pid");
    ProcessHandle parent =
        ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip())).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(parent.descendants().toList());
    all.addFirst(parent);
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
