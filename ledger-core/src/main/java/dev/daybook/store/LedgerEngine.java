package dev.daybook.store;

import dev.daybook.decision.EntryMetadata;
import dev.daybook.decision.SubjectEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as Axon sees it: streams by aggregate identifier, which is the whole stream name, and
 * one global order by position. Snapshots are not kept: a subject's history is short, and what is
 * not kept cannot disagree with it.
 */
final class LedgerEngine implements EventStorageEngine {

  private static final int PAGE = 500;

  private final EntryReader reader;
  private final Writer writer;

  /** Where appends go. */
  interface Writer {

    /** Where the events stand; empty where they are durable and have no places yet. */
    Optional<Receipt> append(List<NewEvent> events, Append append);
  }

  LedgerEngine(EntryReader reader, Writer writer) {
    this.reader = reader;
    this.writer = writer;
  }

  @Override
  public void appendEvents(List<? extends EventMessage<?>> events) {
    if (events.isEmpty()) {
      return;
    }
    Append append =
        CurrentUnitOfWork.isStarted() ? Append.in(CurrentUnitOfWork.get()) : Append.alone();
    List<NewEvent> made = new ArrayList<>(events.size());
    for (EventMessage<?> event : events) {
      made.add(newEvent(event, append.metadata()));
    }
    append.recorded(writer.append(made, append), made.stream().map(NewEvent::id).toList());
  }

  private static NewEvent newEvent(EventMessage<?> message, @Nullable EntryMetadata metadata) {
    if (!(message instanceof DomainEventMessage<?> domain)) {
      throw new IllegalArgumentException(
          "every entry belongs to a stream; `%s` names none: publish a DomainEventMessage"
              .formatted(message.getPayloadType().getSimpleName()));
    }
    if (!(domain.getPayload() instanceof SubjectEvent event)) {
      throw new IllegalArgumentException(
          "the ledger records SubjectEvents; seen %s".formatted(domain.getPayloadType()));
    }
    if (metadata == null) {
      throw new IllegalArgumentException(
          "every entry says who caused it; call Append.in(unitOfWork).by(metadata) before the"
              + " commit");
    }
    return new NewEvent(
        UUID.fromString(domain.getIdentifier()),
        domain.getAggregateIdentifier(),
        domain.getSequenceNumber(),
        event,
        metadata);
  }

  @Override
  public void storeSnapshot(DomainEventMessage<?> snapshot) {
    // see the class comment
  }

  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
    return Optional.empty();
  }

  @Override
  public Stream<? extends TrackedEventMessage<?>> readEvents(
      @Nullable TrackingToken trackingToken, boolean mayBlock) {
    return pages(
            position(trackingToken) + 1,
            from -> reader.entries(from, PAGE),
            entry -> entry.position() + 1)
        .map(LedgerEngine::tracked);
  }

  @Override
  public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
    long[] last = {-1};
    Stream<DomainEventMessage<?>> events =
        pages(
                firstSequenceNumber,
                from -> reader.stream(aggregateIdentifier, from, PAGE),
                entry -> entry.sequence() + 1)
            .map(
                entry -> {
                  last[0] = entry.sequence();
                  return domain(entry);
                });
    return DomainEventStream.of(events, () -> last[0] < 0 ? null : last[0]);
  }

  @Override
  public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
    OptionalLong last = reader.lastSequence(aggregateIdentifier);
    return last.isPresent() ? Optional.of(last.getAsLong()) : Optional.empty();
  }

  @Override
  public TrackingToken createTailToken() {
    return new GlobalSequenceTrackingToken(0);
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(reader.head().position());
  }

  /** The token after which come the entries recorded at {@code dateTime} or later. */
  @Override
  public TrackingToken createTokenAt(Instant dateTime) {
    return new GlobalSequenceTrackingToken(reader.positionAt(dateTime.minusNanos(1000)).orElse(0));
  }

  static long position(@Nullable TrackingToken token) {
    return token == null ? 0 : token.position().orElse(0);
  }

  static TrackedEventMessage<?> tracked(LedgerEntry entry) {
    return new GenericTrackedDomainEventMessage<>(
        new GlobalSequenceTrackingToken(entry.position()), domain(entry));
  }

  private static DomainEventMessage<?> domain(LedgerEntry entry) {
    return new GenericDomainEventMessage<>(
        entry.stream().substring(0, Math.max(0, entry.stream().indexOf('/'))),
        entry.stream(),
        entry.sequence(),
        entry.decoded(),
        MetaData.with(LedgerEntry.KEY, entry),
        entry.eventId().toString(),
        entry.recordedAt());
  }

  private interface Pages {
    EntryPage from(long from);
  }

  private interface Next {
    long after(LedgerEntry entry);
  }

  private static Stream<LedgerEntry> pages(long from, Pages pages, Next next) {
    return StreamSupport.stream(
        new Spliterators.AbstractSpliterator<>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          private List<LedgerEntry> entries = List.of();
          private int at;
          private long following = from;
          private boolean ended;

          @Override
          public boolean tryAdvance(Consumer<? super LedgerEntry> action) {
            if (at == entries.size()) {
              if (ended) {
                return false;
              }
              EntryPage page = pages.from(following);
              entries = page.entries();
              at = 0;
              ended = entries.size() < PAGE && !page.isCut();
              if (entries.isEmpty()) {
                return false;
              }
            }
            LedgerEntry entry = entries.get(at++);
            following = next.after(entry);
            action.accept(entry);
            return true;
          }
        },
        false);
  }
}
