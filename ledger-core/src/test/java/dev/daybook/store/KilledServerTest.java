package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** PostgreSQL is killed with SIGKILL under load, five times; the node lives on. */
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
    Postgres server = Postgres.start(folder);
    try {
      String url = server.url();
      try (Ledger ledger =
          Ledger.open(
              LedgerSettings.external(url, server.user(), server.password()), Note.types())) {
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
          kill(folder);
          server = restart(server, folder, URI.create(url.substring("jdbc:".length())).getPort());
          assertThat(server.url()).isEqualTo(url);
        }
        while (acknowledged.size() < before + 200) {
          Thread.sleep(10);
        }
        stop.set(true);
        for (Thread caller : callers) {
          caller.join();
        }
        assertThat(ledger.stopped()).isEmpty();
        acknowledged.verify(ledger);
      }
    } finally {
      stop.set(true);
      server.close();
    }
  }

  private static void append(
      Ledger ledger, String stream, AtomicBoolean stop, Acknowledged acknowledged) {
    for (long sequence = 0; !stop.get(); sequence++) {
      NewEvent event = Note.taken(stream, sequence);
      acknowledged.add(event.id(), ledger.append(List.of(event), Append.alone()).first());
    }
  }

  private static void kill(Path folder) throws IOException, InterruptedException {
    long pid =
        Long.parseLong(
            Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst().strip());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    all.addFirst(postmaster);
    all.forEach(ProcessHandle::destroyForcibly);
    while (all.stream().anyMatch(ProcessHandle::isAlive)) {
      Thread.sleep(5);
    }
  }

  private static Postgres restart(Postgres dead, Path folder, int port) {
    dead.close(); // gives the folder's lock back
    return Postgres.start(folder, port);
  }
}
