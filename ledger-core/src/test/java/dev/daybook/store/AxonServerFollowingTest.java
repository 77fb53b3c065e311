package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.personal.PersonalData;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Sha256;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A ledger that follows Axon Server. */
class AxonServerFollowingTest {

  private final TestAxonServer server = TestAxonServer.orSkipped();
  private final TestLedger test = server.fresh(Note.types());
  private final Ledger ledger = test.ledger();
  private final AxonServer direct = AxonServer.connect(server.settings());

  @AfterEach
  void close() {
    direct.close();
    test.close();
  }

  @Test
  void theEventOfAnIndexStandsAtTheNextPositionByteForByte() {
    ledger.append(List.of(Note.taken("team/a", 0), Note.taken("team/b", 0)), Append.alone());

    for (long index = 0; index < 2; index++) {
      EventWithToken event = direct.at(index).orElseThrow();
      LedgerEntry entry = ledger.entry(index + 1).orElseThrow();
      assertThat(event.getToken()).isEqualTo(index);
      assertThat(event.getEvent().getMessageIdentifier()).isEqualTo(entry.eventId().toString());
      assertThat(event.getEvent().getPayload().getData().toByteArray()).isEqualTo(entry.payload());
      assertThat(new String(entry.leaf(), StandardCharsets.UTF_8))
          .contains("\"index\":%d,".formatted(index))
          .contains("\"actor\":\"act_0123456789abcdef\"")
          .contains(Sha256.hex(entry.payload()))
          .contains(LeafEntry.time(entry.recordedAt()));
    }
  }

  @Test
  void whatAnEventCitesIsKeptBeforeIt() {
    byte[] document = "kind: DataProduct".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(
            () -> ledger.append(List.of(Note.taken("team/a", 7)), Append.alone().content(document)))
        .isInstanceOf(ConcurrencyException.class);

    assertThat(ledger.content(Sha256.hex(document))).hasValue(document);
    assertThat(direct.size()).isZero();
  }

  @Test
  void anAppendComesWhole() {
    Proposal proposal =
        Proposal.of(
            ledger.origin(),
            new EntryForm(Note.types(), PersonalData.none()),
            List.of(Note.taken("team/a", 0), Note.taken("team/b", 0)),
            Append.alone());
    List<Event> events = AxonServerForm.of(ledger.origin(), proposal);

    direct.append(List.of(events.getFirst())); // and the other is on its way
    direct.append(List.of(events.getLast()));

    awaitPosition(2);
    assertThat(ledger.recordedAt(1)).isEqualTo(ledger.recordedAt(2)).isPresent();
  }

  @Test
  void whatIsDurableAndHasNoPlaceYetIsAnsweredByItsIds() throws Exception {
    AxonServerSettings hasty =
        new AxonServerSettings(
            server.settings().servers(),
            AxonServerSettings.CONTEXT,
            null,
            Duration.ofMillis(200),
            true);
    try (Ledger other = Ledger.open(test.settings().withAxonServer(hasty), Note.types());
        Connection holder = test.superuser();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("SELECT * FROM ledger.head FOR UPDATE"); // nobody gives places
      var work = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("append"));
      UUID id = TimeOrderedIds.next();
      Append append = Append.in(work).by(Note.metadata());
      other
          .eventStore()
          .publish(
              new GenericDomainEventMessage<>(
                  "team",
                  "team/a",
                  0,
                  new Note.NoteTaken("soon", 0),
                  Map.of(),
                  id.toString(),
                  Instant.now()));
      work.commit();

      assertThat(append.recorded()).isFalse();
      assertThat(append.unplaced()).containsExactly(id);
      assertThatThrownBy(() -> other.standing("team/a"))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("`team/a` ends at 0 in Axon Server");
      holder.rollback();

      awaitPosition(1);
      assertThat(ledger.entry(1).orElseThrow().eventId()).isEqualTo(id);
      assertThat(other.standing("team/a").lastSequence()).isZero();
    }
  }

  @Test
  void whereTheNodeThatFollowsEndsAnotherDoes() {
    Ledger other = test.node();
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
    ledger.close();

    assertThat(other.append(List.of(Note.taken("team/a", 1)), Append.alone()).first()).isEqualTo(2);
  }

  @Test
  void anEventThatIsNoneOfThisLedgerEndsTheFollowing() {
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
    direct.append(
        List.of(
            Event.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setAggregateIdentifier("order-17")
                .setAggregateType("Order")
                .build()));

    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> ledger.stopped().isPresent());
    assertThat(ledger.stopped().orElseThrow())
        .contains("`order-17` number 0")
        .contains("a ledger needs a context of its own");
    assertThat(ledger.head().position()).isEqualTo(1);
  }

  @Test
  void anotherLedgersEventEndsTheFollowing() {
    Proposal another =
        Proposal.of(
            "another.example/mesh",
            new EntryForm(Note.types(), PersonalData.none()),
            List.of(Note.taken("team/a", 0)),
            Append.alone());
    direct.append(AxonServerForm.of("another.example/mesh", another));

    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> ledger.stopped().isPresent());
    assertThat(ledger.stopped().orElseThrow()).contains("of the ledger `another.example/mesh`");
    assertThat(ledger.head().position()).isZero();
  }

  @Test
  void anAxonServerThatHasLostWhatTheLedgerHasIsRefused() {
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
    ledger.close();
    server.empty();

    assertThatThrownBy(test::node)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("the ledger has 1 entries")
        .hasMessageContaining("only 0 events");
  }

  @Test
  void anotherAxonServerIsRefused() {
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
    ledger.close();
    server.empty();
    direct.append(
        List.of(
            Event.newBuilder()
                .setMessageIdentifier("another")
                .setAggregateIdentifier("order-17")
                .setAggregateType("Order")
                .build()));

    assertThatThrownBy(test::node)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("position 1 of the ledger is event")
        .hasMessageContaining("has another in its place");
  }

  @Test
  void withoutAxonServerSuchALedgerIsReadAndNothingIsRecorded() {
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
    ledger.close();

    try (Ledger reading = Ledger.open(test.settings().withAxonServer(null), Note.types())) {
      assertThat(reading.entry(1)).isPresent();
      assertThat(reading.upstreamMissing()).isPresent();
      assertThatThrownBy(() -> reading.append(List.of(Note.taken("team/a", 1)), Append.alone()))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("DAYBOOK_EVENT_STORE=axon-server");
    }
  }

  private void awaitPosition(long position) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> ledger.head().position() == position);
  }
}
