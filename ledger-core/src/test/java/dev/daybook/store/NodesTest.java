package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several nodes on one database. */
class NodesTest {

  private final TestLedger test = TestLedger.fresh(Note.types());
  private final Ledger one = test.ledger();
  private final Ledger two = test.node();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void whatAnybodyElseNotifiesIsNotBelieved() throws Exception {
    awaitKnownByTheOther(one.append(List.of(Note.taken("team/a", 0)), Append.alone()).last());
    try (Connection anybody = test.superuser();
        Statement statement = anybody.createStatement()) {
      statement.execute("NOTIFY daybook_head, '1000000'");
      statement.execute("NOTIFY daybook_head, 'nonsense'");
    }
    awaitKnownByTheOther(one.append(List.of(Note.taken("team/a", 1)), Append.alone()).last());
  }

  private void awaitKnownByTheOther(long position) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(two.knownPosition()).isEqualTo(position));
  }

  @Test
  void ofEightAppendsOfOneSequenceOneWinsAndNobodyElseIsHarmed() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 20; round++) {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Boolean>> contenders = new ArrayList<>();
        List<Future<Receipt>> bystanders = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          Ledger node = i % 2 == 0 ? one : two;
          NewEvent contested = Note.taken("team/contested", round);
          NewEvent own = Note.taken("team/own-%d-%d".formatted(round, i), 0);
          contenders.add(
              callers.submit(
                  () -> {
                    go.await();
                    return wins(node, contested);
                  }));
          bystanders.add(
              callers.submit(
                  () -> {
                    go.await();
                    return node.append(List.of(own), Append.alone());
                  }));
        }
        go.countDown();

        int winners = 0;
        for (Future<Boolean> contender : contenders) {
          winners += contender.get() ? 1 : 0;
        }
        assertThat(winners).as("winners of round %d", round).isEqualTo(1);
        for (Future<Receipt> bystander : bystanders) {
          assertThat(bystander.get().first()).isPositive();
        }
      }
    }
    assertThat(one.head().position()).isEqualTo(20 * 9L);
    assertThat(positions(1000)).isEqualTo(20 * 9);
  }

  private static boolean wins(Ledger node, NewEvent event) {
    try {
      node.append(List.of(event), Append.alone());
      return true;
    } catch (ConcurrencyException _) {
      return false;
    }
  }

  @Test
  void twoNodesUnderLoadBothMakeProgress() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    LongAdder first = new LongAdder();
    LongAdder second = new LongAdder();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Ledger node = i % 2 == 0 ? one : two;
      LongAdder done = i % 2 == 0 ? first : second;
      String stream = "team/load-" + i;
      callers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (long sequence = 0; !stop.get(); sequence++) {
                      node.append(List.of(Note.taken(stream, sequence)), Append.alone());
                      done.increment();
                    }
                  }));
    }
    Thread.sleep(Duration.ofSeconds(3));
    stop.set(true);
    for (Thread caller : callers) {
      caller.join();
    }

    long all = first.sum() + second.sum();
    assertThat(Math.min(first.sum(), second.sum()))
        .as("the slower node's share of %d appends", all)
        .isGreaterThan(all / 5);
    assertThat(one.head().position()).isEqualTo(all);
    assertThat(positions(all)).isEqualTo(all);
  }

  @Test
  void aStreamOneNodeContinuedIsContinuedByTheOther() {
    for (int i = 0; i < 40; i++) {
      // Each node must notice what the other did, or it would see a conflict where there is none.
      (i % 2 == 0 ? one : two).append(List.of(Note.taken("team/a", i)), Append.alone());
    }
    assertThat(one.stream("team/a", 0, 100)).hasSize(40);
  }

  @Test
  void aDecisionOneNodeRecordedIsKnownToTheOther() {
    UUID id = UUID.randomUUID();
    one.append(List.of(Note.taken("decision/" + id, 0)), Append.alone());

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> two.append(List.of(Note.taken("decision/" + id, 0)), Append.alone())))
        .isInstanceOf(DecisionExists.class);
  }

  @Test
  void policiesOneNodeChangedCountForTheOther() {
    two.append(List.of(Note.taken("team/a", 0)), Append.alone().judgedUnder(0));
    one.append(List.of(Note.ruled("team/rules", 0)), Append.alone());

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> two.append(List.of(Note.taken("team/a", 1)), Append.alone().judgedUnder(1))))
        .isInstanceOfSatisfying(PoliciesMoved.class, e -> assertThat(e.position()).isEqualTo(2));
  }

  /** How many of the positions 1 to {@code last} hold an entry. */
  private long positions(long last) {
    long seen = 0;
    for (long from = 1; from <= last; from += EntryReader.MAX_LIMIT) {
      for (LedgerEntry entry : one.entries(from, EntryReader.MAX_LIMIT)) {
        assertThat(entry.position()).isEqualTo(++seen);
      }
    }
    return seen;
  }
}
