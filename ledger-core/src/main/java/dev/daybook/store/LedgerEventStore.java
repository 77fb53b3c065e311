package dev.daybook.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Axon's event store over the ledger. Its streams call back when the ledger grows, on this node or
 * another, so that processors need not poll.
 */
final class LedgerEventStore extends AbstractEventStore {

  /** What a unit of work has staged, by stream. */
  private static final String STAGED = LedgerEventStore.class.getName() + ".staged";

  private final EntryReader reader;
  private final HeadSignal signal;

  private LedgerEventStore(Builder builder) {
    super(builder);
    this.reader = builder.reader;
    this.signal = builder.signal;
  }

  static LedgerEventStore over(EventStorageEngine engine, EntryReader reader, HeadSignal signal) {
    Builder builder = new Builder(reader, signal);
    builder.storageEngine(engine);
    return new LedgerEventStore(builder);
  }

  @Override
  public void publish(List<? extends EventMessage<?>> events) {
    super.publish(events);
    if (CurrentUnitOfWork.isStarted()) {
      Map<String, List<DomainEventMessage<?>>> staged =
          CurrentUnitOfWork.get().getOrComputeResource(STAGED, _ -> new HashMap<>());
      for (EventMessage<?> event : events) {
        if (event instanceof DomainEventMessage<?> message) {
          staged
              .computeIfAbsent(message.getAggregateIdentifier(), _ -> new ArrayList<>())
              .add(message);
        }
      }
    }
  }

  /**
   * What this stream has staged. Axon looks through a copy of all that is staged, at every load;
   * one document can declare thousands of objectives, and each is loaded.
   */
  @Override
  protected Stream<? extends DomainEventMessage<?>> stagedDomainEventMessages(String stream) {
    return CurrentUnitOfWork.isStarted() ? staged(CurrentUnitOfWork.get(), stream) : Stream.empty();
  }

  private static Stream<? extends DomainEventMessage<?>> staged(UnitOfWork<?> work, String stream) {
    Stream<? extends DomainEventMessage<?>> outside =
        work.parent().map(parent -> staged(parent, stream)).orElseGet(Stream::empty);
    if (work.isRolledBack()) {
      return outside;
    }
    Map<String, List<DomainEventMessage<?>>> staged = work.getOrDefaultResource(STAGED, Map.of());
    return Stream.concat(outside, staged.getOrDefault(stream, List.of()).stream());
  }

  @Override
  public TrackingEventStream openStream(@Nullable TrackingToken trackingToken) {
    return new Follow(reader, signal, LedgerEngine.position(trackingToken));
  }

  private static final class Builder extends AbstractEventStore.Builder {
    private final EntryReader reader;
    private final HeadSignal signal;

    private Builder(EntryReader reader, HeadSignal signal) {
      this.reader = reader;
      this.signal = signal;
    }
  }

  /** The entries after a position, page by page, and those to come. */
  private static final class Follow implements TrackingEventStream {

    private static final int PAGE = 500;

    private final EntryReader reader;
    private final HeadSignal signal;
    private final AtomicReference<@Nullable Subscription> callback = new AtomicReference<>();
    private long read;
    private List<LedgerEntry> page = List.of();
    private int at;

    Follow(EntryReader reader, HeadSignal signal, long after) {
      this.reader = reader;
      this.signal = signal;
      this.read = after;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      return fill() ? Optional.of(LedgerEngine.tracked(page.get(at))) : Optional.empty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
      if (fill()) {
        return true;
      }
      return timeout > 0 && signal.awaitPast(read, unit.toNanos(timeout)) && fill();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
      while (!fill()) {
        signal.awaitPast(read, TimeUnit.SECONDS.toNanos(10));
      }
      return LedgerEngine.tracked(page.get(at++));
    }

    private boolean fill() {
      if (at < page.size()) {
        return true;
      }
      if (signal.head() <= read) {
        return false;
      }
      page = reader.entries(read + 1, PAGE).entries();
      at = 0;
      if (page.isEmpty()) {
        return false;
      }
      read = page.getLast().position();
      return true;
    }

    @Override
    public boolean setOnAvailableCallback(Runnable onAvailable) {
      forget(callback.getAndSet(signal.onAdvance(_ -> onAvailable.run())));
      return true;
    }

    @Override
    public void close() {
      forget(callback.getAndSet(null));
    }

    private static void forget(@Nullable Subscription subscription) {
      if (subscription != null) {
        subscription.close();
      }
    }
  }
}
