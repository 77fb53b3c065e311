package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A node is killed with SIGKILL under load, twenty times. The next one starts while its predecessor
 * still runs, as in a rolling restart, so that two of them append half of the time.
 */
class KilledProcessTest {

  private static final int ROUNDS = 20;
  private static final long SEED = 20_261_120;

  @Test
  void everyAcknowledgedEntryStandsOnceAfterTwentyKills() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    Acknowledged acknowledged = new Acknowledged();
    try (TestLedger test = TestLedger.fresh(Note.types())) {
      Deque<Node> nodes = new ArrayDeque<>();
      nodes.add(new Node(test, acknowledged));
      for (int round = 0; round < ROUNDS; round++) {
        nodes.add(new Node(test, acknowledged));
        Node node = nodes.removeFirst();
        node.awaitFirst();
        Thread.sleep(random.nextInt(20, 250));
        node.kill();
      }
      nodes.removeFirst().kill();

      assertThat(acknowledged.size()).isGreaterThan(ROUNDS * 10);
      acknowledged.verify(test.ledger());
    }
  }

  /** A node in a JVM of its own, and what it says. */
  private static final class Node {
    private final Process process;
    private final Thread reader;

    Node(TestLedger test, Acknowledged acknowledged) throws IOException {
      var server = TestLedger.Server.current();
      AxonServerSettings axonServer = test.settings().axonServer();
      this.process =
          ChildJvm.start(
              AppendUntilKilled.class,
              test.url(),
              server.user(),
              server.password(),
              axonServer == null ? "" : axonServer.servers().getFirst().toString());
      this.reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (BufferedReader said = process.inputReader()) {
                      for (String line = said.readLine(); line != null; line = said.readLine()) {
                        note(line, acknowledged);
                      }
                    } catch (IOException _) {
                      // the process is gone
                    }
                  });
    }

    private volatile boolean spoke;

    private void note(String line, Acknowledged acknowledged) {
      if (line.endsWith(".")) { // the last line may be torn
        int space = line.indexOf(' ');
        acknowledged.add(
            UUID.fromString(line.substring(0, space)),
            Long.parseLong(line.substring(space + 1, line.length() - 1)));
        spoke = true;
      }
    }

    void awaitFirst() throws InterruptedException {
      while (!spoke) {
        assertThat(process.isAlive()).as("the node runs").isTrue();
        Thread.sleep(10);
      }
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
      reader.join();
    }
  }

  /** Appends from many callers and says what was acknowledged. */
  static final class AppendUntilKilled {
    private AppendUntilKilled() {}

    @SuppressWarnings("SystemOut") // the parent reads it
    public static void main(String[] args) throws InterruptedException {
      LedgerSettings settings = LedgerSettings.external(args[0], args[1], args[2], TestLedger.KEYS);
      Ledger ledger =
          Ledger.open(
              args[3].isEmpty()
                  ? settings
                  : settings.withAxonServer(
                      AxonServerSettings.fromEnvironment(Map.of("AXON_SERVERS", args[3]))),
              Note.types());
      String run = UUID.randomUUID().toString();
      for (int i = 0; i < 16; i++) {
        String stream = "team/%s-%d".formatted(run, i);
        Thread.ofVirtual()
            .start(
                () -> {
                  for (long sequence = 0; ; sequence++) {
                    NewEvent event = Note.taken(stream, sequence);
                    Receipt receipt = ledger.append(List.of(event), Append.alone());
                    System.out.println(event.id() + " " + receipt.first() + ".");
                  }
                });
      }
      Thread.sleep(60_000);
    }
  }
}
