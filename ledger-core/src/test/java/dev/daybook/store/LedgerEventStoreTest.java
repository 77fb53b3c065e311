package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerEventStoreTest {

  private final TestLedger test = TestLedger.fresh(Note.types());
  private final Ledger ledger = test.ledger();
  private final EventStore store = ledger.eventStore();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void whatAUnitOfWorkPublishesIsOneAppendWithAReceipt() {
    UnitOfWork<?> work = begin();
    Append append = Append.in(work).by(Note.metadata()).judgedUnder(0);
    store.publish(taken("decision/" + new UUID(0, 1), 0));
    store.publish(taken("team/a", 0), taken("team/a", 1));
    assertThat(append.recorded()).isFalse();
    work.commit();

    assertThat(append.receipt().first()).isEqualTo(1);
    assertThat(append.receipt().position(2)).isEqualTo(3);
    assertThat(append.receipt().last()).isEqualTo(3);
    assertThat(store.readEvents("team/a").asStream()).hasSize(2);
    assertThat(store.lastSequenceNumberFor("team/a")).hasValue(1L);
    assertThat(store.lastSequenceNumberFor("team/none")).isEmpty();
  }

  @Test
  void aConflictRollsAllOfItBack() {
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());

    UnitOfWork<?> work = begin();
    Append append = Append.in(work).by(Note.metadata());
    store.publish(taken("team/b", 0), taken("team/a", 0));

    assertThatThrownBy(work::commit).isInstanceOf(ConcurrencyException.class);
    assertThat(append.recorded()).isFalse();
    assertThat(ledger.head().position()).isEqualTo(1);
    assertThat(ledger.stream("team/b", 0, 1)).isEmpty();
  }

  @Test
  void aStreamGoesOnWithWhatIsStagedForItAndNothingElse() {
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());

    UnitOfWork<?> outer = begin();
    store.publish(taken("team/a", 1), taken("team/b", 0));
    UnitOfWork<?> inner = begin();
    store.publish(taken("team/a", 2));
    assertThat(staged("team/a")).containsExactly(0L, 1L, 2L);
    assertThat(store.readEvents("team/a", 2).asStream()).hasSize(1);
    assertThat(staged("team/b")).containsExactly(0L);
    assertThat(staged("team/none")).isEmpty();

    inner.rollback();
    assertThat(staged("team/a")).containsExactly(0L, 1L);
    outer.rollback();
    assertThat(staged("team/a")).containsExactly(0L);
  }

  private List<Long> staged(String stream) {
    return store.readEvents(stream).asStream().map(DomainEventMessage::getSequenceNumber).toList();
  }

  @Test
  void anEventNobodyCausedIsRefused() {
    UnitOfWork<?> work = begin();
    store.publish(taken("team/a", 0));

    assertThatThrownBy(work::commit)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("says who caused it");
  }

  @Test
  void aStreamWaitsAndIsCalledBackInsteadOfPolling() throws Exception {
    try (BlockingStream<TrackedEventMessage<?>> stream = store.openStream(null)) {
      CountDownLatch called = new CountDownLatch(1);
      assertThat(stream.setOnAvailableCallback(called::countDown)).isTrue();
      assertThat(stream.hasNextAvailable()).isFalse();
      assertThat(stream.peek()).isEmpty();

      ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());

      assertThat(called.await(100, TimeUnit.MILLISECONDS)).isTrue();
      assertThat(stream.hasNextAvailable(1, TimeUnit.SECONDS)).isTrue();
      Optional<TrackedEventMessage<?>> peeked = stream.peek();
      TrackedEventMessage<?> message = stream.nextAvailable();
      assertThat(peeked.orElseThrow().getIdentifier()).isEqualTo(message.getIdentifier());
      assertThat(message.trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(1));
      assertThat(message.getPayload()).isEqualTo(new Note.NoteTaken("note 0", 0));
      assertThat(stream.hasNextAvailable()).isFalse();
    }
  }

  @Test
  void aStreamHearsOfAnotherNodesAppends() throws Exception {
    Ledger other = test.node();
    try (BlockingStream<TrackedEventMessage<?>> stream = other.eventStore().openStream(null)) {
      CountDownLatch called = new CountDownLatch(1);
      stream.setOnAvailableCallback(called::countDown);

      ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());

      assertThat(called.await(2, TimeUnit.SECONDS)).isTrue();
      assertThat(stream.hasNextAvailable()).isTrue();
    }
  }

  @Test
  void aStreamReadsOnFromItsTokenOverManyPages() throws Exception {
    for (int i = 0; i < 13; i++) {
      int first = i * 100;
      ledger.append(
          java.util.stream.IntStream.range(first, first + 100)
              .mapToObj(n -> Note.taken("team/a", n))
              .toList(),
          Append.alone());
    }

    try (BlockingStream<TrackedEventMessage<?>> stream =
        store.openStream(new GlobalSequenceTrackingToken(7))) {
      for (long position = 8; position <= 1300; position++) {
        assertThat(stream.hasNextAvailable()).isTrue();
        assertThat(stream.nextAvailable().trackingToken().position()).hasValue(position);
      }
      assertThat(stream.hasNextAvailable()).isFalse();
    }
    assertThat(store.readEvents("team/a").asStream()).hasSize(1300);
    assertThat(store.readEvents("team/a", 1290).asStream()).hasSize(10);
  }

  @Test
  void theSerializerKnowsEventsByWireName() {
    var serializer = ledger.types().serializer();
    Note.NoteTaken note = new Note.NoteTaken("a", 1);

    var serialized = serializer.serialize(note, byte[].class);

    assertThat(serialized.getType().getName()).isEqualTo("note.taken");
    assertThat(serialized.getType().getRevision()).isEqualTo("1");
    assertThat(new String(serialized.getData(), StandardCharsets.UTF_8))
        .isEqualTo("{\"number\":1,\"text\":\"a\"}");
    assertThat(serializer.<byte[], Object>deserialize(serialized)).isEqualTo(note);
    var token = new GlobalSequenceTrackingToken(7);
    assertThat(serializer.<byte[], Object>deserialize(serializer.serialize(token, byte[].class)))
        .isEqualTo(token);
  }

  private static UnitOfWork<?> begin() {
    return DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("command"));
  }

  private static GenericDomainEventMessage<Note> taken(String stream, long sequence) {
    return new GenericDomainEventMessage<>(
        "note", stream, sequence, new Note.NoteTaken("note", sequence));
  }
}
