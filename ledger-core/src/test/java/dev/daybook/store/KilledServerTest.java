package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Our own PostgreSQL is killed with SIGKILL under load, five times: it is started again, and the
 * node lives on.
 */
class KilledServerTest {

  private static final int ROUNDS = 5;
  private static final long SEED = 20_261_121;

  @Test
  void everyAcknowledgedEntryStandsOnceAfterPostgresqlWasKilledFiveTimes() throws Exception {
    Path folder = TestLedger.folder();
    SplittableRandom random = new SplittableRandom(SEED);
    Acknowledged acknowledged = new Acknowledged();
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> callers = new ArrayList<>();
    try (Ledger ledger = Ledger.open(LedgerSettings.embedded(folder), Note.types())) {
      for (int i = 0; i < 32; i++) {
        String stream = "team/load-" + i;
        callers.add(Thread.ofVirtual().start(() -> append(ledger, stream, stop, acknowledged)));
      }
      int before = 0;
      for (int round = 0; round < ROUNDS; round++) {
        while (acknowledged.size() < before + 200) {
          Thread.sleep(10);
        }
        Thread.sleep(random.nextInt(100));
        before = acknowledged.size();
        // The whole server in some rounds; in others its parent alone, whose children live on a
        // bit.
        kill(folder, round % 2 == 0);
      }
      while (acknowledged.size() < before + 200) {
        Thread.sleep(10);
      }
      stop.set(true);
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(ledger.stopped()).isEmpty();
      // The pool looks at a connection before it hands it out once that has rested for 500 ms;
      // until
      // then a read may meet one of the server that was killed last, and is told so.
      Thread.sleep(1_000);
      acknowledged.verify(ledger);
    } finally {
      stop.set(true);
    }
  }

  @Test
  void aServerThatSomebodyStoppedIsStartedAgain() throws Exception {
    Path folder = TestLedger.folder();
    try (Ledger ledger = Ledger.open(LedgerSettings.embedded(folder), Note.types())) {
      ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
      PostgresPrograms.ours().stop(folder.resolve("postgres"), PostgresLog.in(folder));

      assertThat(ledger.append(List.of(Note.taken("team/a", 1)), Append.alone()).first())
          .isEqualTo(2);
    }
  }

  @Test
  void aServerThatNeverComesUpIsLeftAloneAfterSomeTries() throws Exception {
    Path folder = TestLedger.folder();
    try (Postgres server = Postgres.start(folder)) {
      Path configuration = folder.resolve("postgres/postgresql.conf");
      String sound = Files.readString(configuration);
      Files.writeString(configuration, "nonsense\n");
      kill(folder, true);

      Awaitility.await().atMost(Duration.ofMinutes(1)).until(server::isGivenUp);

      assertThat(Files.readString(folder.resolve("postgres.log"))).contains("syntax error in file");
      Files.writeString(configuration, sound);
    }
    Ledger.open(LedgerSettings.embedded(folder), Note.types()).close();
  }

  private static void append(
      Ledger ledger, String stream, AtomicBoolean stop, Acknowledged acknowledged) {
    for (long sequence = 0; !stop.get(); sequence++) {
      NewEvent event = Note.taken(stream, sequence);
      acknowledged.add(event.id(), ledger.append(List.of(event), Append.alone()).first());
    }
  }

  private static void kill(Path folder, boolean whole) throws Exception {
    ProcessHandle parent =
        ProcessHandle.of(PidFile.read(folder.resolve("postgres")).orElseThrow().pid())
            .orElseThrow();
    List<ProcessHandle> all = new ArrayList<>();
    all.add(parent);
    if (whole) {
      all.addAll(parent.descendants().toList());
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
