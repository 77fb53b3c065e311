package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection to PostgreSQL breaks around a commit. */
class CutConnectionTest {

  private static final long SEED = 20_261_122;

  private static final List<FaultyWire.Cut> CUTS =
      List.of(
          FaultyWire.Cut.BEFORE_THE_SERVER,
          FaultyWire.Cut.WITHIN_THE_REQUEST,
          FaultyWire.Cut.BEFORE_THE_ANSWER);

  private final TestLedger test = TestLedger.fresh(Note.types());
  private FaultyWire wire;
  private Ledger ledger;

  @BeforeEach
  void open() throws IOException {
    URI url = URI.create(test.url().substring("jdbc:".length()));
    wire = new FaultyWire(url.getPort());
    LedgerSettings through =
        LedgerSettings.external(
            test.url().replace(":" + url.getPort() + "/", ":" + wire.port() + "/"),
            TestLedger.Server.current().user(),
            TestLedger.Server.current().password(),
            TestLedger.KEYS);
    ledger =
        Ledger.open(
            new LedgerSettings(
                through.database(),
                4,
                1000,
                100,
                Duration.ofSeconds(3),
                null,
                TestLedger.KEYS,
                null),
            Note.types());
  }

  @AfterEach
  void close() {
    ledger.close();
    wire.close();
    test.close();
  }

  @ParameterizedTest
  @EnumSource(value = FaultyWire.Cut.class, names = "NOWHERE", mode = EnumSource.Mode.EXCLUDE)
  void theCallerGetsTheAnswerAndTheEntryStandsOnce(FaultyWire.Cut cut) {
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
    wire.cutNext(cut);

    Receipt receipt =
        ledger.append(List.of(Note.taken("team/a", 1), Note.taken("team/b", 0)), Append.alone());

    assertThat(wire.cuts()).isEqualTo(1);
    assertThat(receipt.first()).isEqualTo(2);
    assertThat(receipt.last()).isEqualTo(3);
    assertThat(test.ledger().head().position()).isEqualTo(3);
    assertThat(test.ledger().entry(2).orElseThrow().recordedAt()).isEqualTo(receipt.recordedAt());
    // And the node still knows where its streams end.
    ledger.append(List.of(Note.taken("team/a", 2)), Append.alone());
  }

  @Test
  void aRetryAfterALostAnswerGetsTheFirstAnswer() throws Exception {
    UUID id = UUID.randomUUID();
    List<NewEvent> command = List.of(Note.taken("decision/" + id, 0), Note.taken("team/a", 0));
    ledger.append(List.of(Note.taken("team/warm", 0)), Append.alone());
    wire.cutNext(FaultyWire.Cut.BEFORE_THE_ANSWER);
    Thread breaker =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (wire.cuts() == 0) {
                    Thread.onSpinWait();
                  }
                  wire.down(true);
                });

    assertThatThrownBy(() -> ledger.append(command, Append.alone()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("not known");
    breaker.join();
    wire.down(false);

    assertThatThrownBy(() -> ledger.append(command, Append.alone()))
        .isInstanceOfSatisfying(DecisionExists.class, e -> assertThat(e.id()).isEqualTo(id));
    assertThat(test.ledger().stream("decision/" + id, 0, 9)).hasSize(1);
    assertThat(test.ledger().stream("team/a", 0, 9)).hasSize(1);
  }

  @Test
  void aDatabaseThatRefusesToSayMakesTheOutcomeNoBetterKnown() throws Exception {
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
    wire.cutNext(FaultyWire.Cut.BEFORE_THE_ANSWER);
    // The connections there are go on; a new one is refused by the server itself.
    String database = test.url().substring(test.url().lastIndexOf('/') + 1);
    TestLedger.Server.admin("ALTER DATABASE " + database + " WITH ALLOW_CONNECTIONS false");
    try {
      assertThatThrownBy(() -> ledger.append(List.of(Note.taken("team/a", 1)), Append.alone()))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("refused")
          .hasMessageContaining("not known");
    } finally {
      TestLedger.Server.admin("ALTER DATABASE " + database + " WITH ALLOW_CONNECTIONS true");
    }
    assertThat(test.ledger().stream("team/a", 0, 9)).hasSize(2);
  }

  @Test
  void aDatabaseToldToAcknowledgeEarlyIsNotObeyed() throws Exception {
    try (Connection admin = test.superuser();
        Statement statement = admin.createStatement()) {
      String database = test.url().substring(test.url().lastIndexOf('/') + 1);
      statement.execute("ALTER DATABASE " + database + " SET synchronous_commit = off");
    }
    try (Connection connection = test.superuser();
        AppendSession _ = new AppendSession(connection);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("on");
    }
  }

  @Test
  void anotherNodeMayTakeThePlaceWhileWeAreCutOff() {
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
    test.ledger().append(List.of(Note.taken("team/other", 0)), Append.alone());
    wire.cutNext(FaultyWire.Cut.BEFORE_THE_SERVER);

    Receipt receipt = ledger.append(List.of(Note.taken("team/a", 1)), Append.alone());

    assertThat(receipt.first()).isEqualTo(3);
  }

  @Test
  void underLoadWithManyCutsEveryAnswerIsTrue() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    Acknowledged acknowledged = new Acknowledged();
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String stream = "team/load-" + i;
      Ledger node = i % 4 == 0 ? test.ledger() : ledger;
      callers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (long sequence = 0; !stop.get(); sequence++) {
                      NewEvent event = Note.taken(stream, sequence);
                      acknowledged.add(
                          event.id(), node.append(List.of(event), Append.alone()).first());
                    }
                  }));
    }
    for (int i = 0; i < 400 && wire.cuts() < 20; i++) {
      Thread.sleep(random.nextInt(20, 80));
      wire.cutNext(CUTS.get(random.nextInt(CUTS.size())));
    }
    stop.set(true);
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(wire.cuts()).isGreaterThanOrEqualTo(20);
    assertThat(ledger.stopped()).isEmpty();
    acknowledged.verify(test.ledger());
  }
}
