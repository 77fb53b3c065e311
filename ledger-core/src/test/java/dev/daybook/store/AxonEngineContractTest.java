package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.personal.PersonalData;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStorageEngineTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Axon's own contract for storage engines, as far as it fits. Where it does not, because the ledger
 * promises something else, the method says what holds instead.
 */
class AxonEngineContractTest extends EventStorageEngineTest {

  private static final Instant LONG_AGO = Instant.parse("2006-12-03T10:15:30Z");

  private final TestLedger test = TestLedger.fresh(Note.types());
  private EventStorageEngine engine = engine();

  private EventStorageEngine engine() {
    EntryReader reader =
        new EntryReader(
            test.ledger().dataSource(), new EntryForm(Note.types(), PersonalData.none()));
    return new AsNotes(
        new LedgerEngine(
            reader, (events, append) -> Optional.of(test.ledger().append(events, append))));
  }

  @BeforeEach
  void open() {
    engine = engine();
    setTestSubject(engine);
  }

  @AfterEach
  void close() {
    test.close();
  }

  /** Every entry belongs to a stream. */
  @Override
  @Test
  public void appendAndReadNonDomainEvent() {
    assertThatThrownBy(
            () -> engine.appendEvents(new GenericEventMessage<>(new Note.NoteTaken("free", 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("belongs to a stream");
  }

  /** The same; and metadata has a fixed form, which the next test shows. */
  @Override
  @Test
  public void storeAndLoadApplicationEvent() {
    appendAndReadNonDomainEvent();
  }

  /** A message read carries its whole entry as metadata, and behaves as messages do. */
  @Override
  @Test
  public void returnedEventMessageBehavior() {
    engine.appendEvents(message("team/a", 0));

    DomainEventMessage<?> read = engine.readEvents("team/a").next();

    assertThat(read.getMetaData().get(LedgerEntry.KEY))
        .isInstanceOfSatisfying(
            LedgerEntry.class, entry -> assertThat(entry.position()).isEqualTo(1));
    assertThat(read.andMetaData(Map.of("key", "value")).getMetaData())
        .containsKeys(LedgerEntry.KEY, "key");
    assertThat(read.withMetaData(Map.of("key", "value")).getMetaData()).containsOnlyKeys("key");
  }

  /** Snapshots are not kept. */
  @Override
  @Test
  public void storeAndLoadSnapshot() {
    engine.storeSnapshot(message("team/a", 3));
    assertThat(engine.readSnapshot("team/a")).isEmpty();
  }

  /** The ledger gives times itself: a token at a time precedes what was recorded from then on. */
  @Override
  @Test
  public void createTokenAt() {
    engine.appendEvents(message("team/a", 0));
    engine.appendEvents(message("team/a", 1));
    Instant second = test.ledger().entry(2).orElseThrow().recordedAt();

    assertThat(after(second.minusNanos(1000))).containsExactly(2L);
    assertThat(after(second)).containsExactly(2L);
    assertThat(after(second.plusNanos(1000))).isEmpty();
  }

  /** As above, on the microsecond. */
  @Override
  @Test
  public void createTokenAtExactTime() {
    createTokenAt();
  }

  /** Recorded times rise with positions, whatever times messages claim. */
  @Override
  @Test
  public void createTokenWithUnorderedEvents() {
    engine.appendEvents(message("team/a", 0));
    engine.appendEvents(
        new GenericDomainEventMessage<>(
            "team",
            "team/a",
            1,
            new Note.NoteTaken("late", 1),
            Map.of(),
            TimeOrderedIds.next().toString(),
            LONG_AGO));

    assertThat(test.ledger().entries(1, 10))
        .extracting(LedgerEntry::recordedAt)
        .isSorted()
        .doesNotContain(LONG_AGO);
  }

  @Override
  @Test
  public void createTokenAtTimeAfterLastEvent() {
    engine.appendEvents(message("team/a", 0));
    assertThat(after(Instant.now().plusSeconds(3600))).isEmpty();
  }

  private List<Long> after(Instant time) {
    return engine
        .readEvents(engine.createTokenAt(time), false)
        .map(message -> message.trackingToken().position().orElseThrow())
        .toList();
  }

  private static DomainEventMessage<?> message(String stream, long sequence) {
    return new GenericDomainEventMessage<>(
        "team", stream, sequence, new Note.NoteTaken("note", sequence));
  }

  /**
   * Turns the contract's texts into notes. Some of its tests continue streams that never began; the
   * ledger refuses gaps, so those events take the next place in theirs.
   */
  private static final class AsNotes implements EventStorageEngine {

    private final LedgerEngine engine;
    private final Map<String, Long> next = new HashMap<>();

    AsNotes(LedgerEngine engine) {
      this.engine = engine;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
      var work =
          org.axonframework.messaging.unitofwork.DefaultUnitOfWork.startAndGet(
              GenericEventMessage.asEventMessage("append"));
      Append.in(work).by(Note.metadata());
      try {
        engine.appendEvents(events.stream().map(this::asNote).toList());
        work.commit();
      } catch (RuntimeException e) {
        work.rollback();
        throw e;
      }
    }

    private EventMessage<?> asNote(EventMessage<?> message) {
      if (!(message instanceof DomainEventMessage<?> domain)
          || !(message.getPayload() instanceof String text)) {
        return message;
      }
      long sequence = next.merge(domain.getAggregateIdentifier(), 0L, (last, _) -> last + 1);
      return new GenericDomainEventMessage<>(
          domain.getType(),
          domain.getAggregateIdentifier(),
          sequence,
          new Note.NoteTaken(text, sequence),
          domain.getMetaData(),
          UUID.fromString(domain.getIdentifier()).toString(),
          domain.getTimestamp());
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
      engine.storeSnapshot(snapshot);
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
        @Nullable TrackingToken trackingToken, boolean mayBlock) {
      return engine.readEvents(trackingToken, mayBlock);
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
      return engine.readEvents(aggregateIdentifier, firstSequenceNumber);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
      return engine.readSnapshot(aggregateIdentifier);
    }

    @Override
    public TrackingToken createTailToken() {
      return engine.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
      return engine.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
      return engine.createTokenAt(dateTime);
    }
  }
}
