package dev.daybook.store;

import io.axoniq.axonserver.grpc.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as Axon sees it where events live in Axon Server: streams are read there, so that a
 * command is judged on what is recorded and not on what has been followed; all else is the
 * ledger's.
 */
final class AxonServerEngine implements EventStorageEngine {

  private final AxonServer server;
  private final EntryForm form;
  private final LedgerEngine ledger;

  AxonServerEngine(AxonServer server, EntryForm form, LedgerEngine ledger) {
    this.server = server;
    this.form = form;
    this.ledger = ledger;
  }

  @Override
  public DomainEventStream readEvents(String stream, long firstSequence) {
    List<? extends DomainEventMessage<?>> events =
        server.stream(stream, firstSequence).stream().map(this::message).toList();
    return events.isEmpty()
        ? DomainEventStream.empty()
        : DomainEventStream.of(events.stream(), () -> events.getLast().getSequenceNumber());
  }

  private DomainEventMessage<?> message(Event event) {
    UUID id = UUID.fromString(event.getMessageIdentifier());
    return new GenericDomainEventMessage<>(
        event.getAggregateType(),
        event.getAggregateIdentifier(),
        event.getAggregateSequenceNumber(),
        form.read(
            id,
            event.getPayload().getType(),
            Integer.parseInt(event.getPayload().getRevision()),
            event.getPayload().getData().toByteArray()),
        Map.of(),
        event.getMessageIdentifier(),
        Instant.ofEpochMilli(event.getTimestamp()));
  }

  @Override
  public Optional<Long> lastSequenceNumberFor(String stream) {
    long last = server.lastSequence(stream);
    return last < 0 ? Optional.empty() : Optional.of(last);
  }

  @Override
  public void appendEvents(List<? extends EventMessage<?>> events) {
    ledger.appendEvents(events);
  }

  @Override
  public void storeSnapshot(DomainEventMessage<?> snapshot) {
    ledger.storeSnapshot(snapshot);
  }

  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
    return ledger.readSnapshot(stream);
  }

  @Override
  public Stream<? extends TrackedEventMessage<?>> readEvents(
      @Nullable TrackingToken token, boolean mayBlock) {
    return ledger.readEvents(token, mayBlock);
  }

  @Override
  public TrackingToken createTailToken() {
    return ledger.createTailToken();
  }

  @Override
  public TrackingToken createHeadToken() {
    return ledger.createHeadToken();
  }

  @Override
  public TrackingToken createTokenAt(Instant dateTime) {
    return ledger.createTokenAt(dateTime);
  }
}
