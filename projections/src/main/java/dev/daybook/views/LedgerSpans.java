package dev.daybook.views;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as Axon's processors follow it: a message is a {@link Span} of positions, and the
 * entries themselves are read where they are applied. So one message costs one transaction and not
 * one allocation per entry and view, and what waits in a processor's queue is two numbers.
 *
 * <p>Positions have no gaps, so a {@link GlobalSequenceTrackingToken} says all there is to know of
 * where a view stands. Streams are woken at once after a pause, and at most every {@link
 * #BREATH_MILLIS} ms while entries keep coming, so that views under load take many at a time;
 * sooner where somebody {@link #hurry waits} for them.
 */
final class LedgerSpans implements StreamableMessageSource<TrackedEventMessage<?>>, AutoCloseable {

  /** Most positions in one message. */
  static final int SPAN = 8_192;

  /** Least time between two wake-ups. A dozen views have a transaction each after every one. */
  static final long BREATH_MILLIS = 60;

  /** Least time between two wake-ups where somebody waits. */
  static final long SHORT_BREATH_MILLIS = 20;

  private final ToLongFunction<Instant> positionAt;
  private final ScheduledExecutorService executor;
  private final AtomicLong head;
  private final Set<SpanStream> streams = ConcurrentHashMap.newKeySet();
  private final long breathMillis;
  private final AtomicBoolean ringing = new AtomicBoolean();
  private final AtomicBoolean hurrying = new AtomicBoolean();
  private volatile long rangAtNanos;

  /**
   * @param positionAt the last position recorded at or before a moment, 0 for none
   */
  LedgerSpans(long head, ToLongFunction<Instant> positionAt, ScheduledExecutorService executor) {
    this(head, positionAt, executor, BREATH_MILLIS);
  }

  LedgerSpans(
      long head,
      ToLongFunction<Instant> positionAt,
      ScheduledExecutorService executor,
      long breathMillis) {
    this.head = new AtomicLong(head);
    this.positionAt = positionAt;
    this.executor = executor;
    this.breathMillis = breathMillis;
    this.rangAtNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(breathMillis);
  }

  /** Told by the ledger after each commit; {@code position} is its new head. */
  void moved(long position) {
    head.accumulateAndGet(position, Math::max);
    if (ringing.compareAndSet(false, true)) {
      ringAfter(breathMillis);
    }
  }

  /** Somebody waits for what was recorded last. */
  void hurry() {
    if (ringing.get() && hurrying.compareAndSet(false, true)) {
      ringAfter(SHORT_BREATH_MILLIS);
    }
  }

  private void ringAfter(long breath) {
    long restMillis = breath - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - rangAtNanos);
    Future<?> _ = executor.schedule(this::ring, Math.max(0, restMillis), TimeUnit.MILLISECONDS);
  }

  private void ring() {
    rangAtNanos = System.nanoTime();
    ringing.set(false);
    hurrying.set(false);
    for (SpanStream stream : streams) {
      stream.ring();
    }
  }

  /** The last position known. */
  long head() {
    return head.get();
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    long position = token == null ? 0 : token.position().orElse(0);
    return new SpanStream(position + 1);
  }

  @Override
  public TrackingToken createTailToken() {
    return new GlobalSequenceTrackingToken(0);
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(head());
  }

  @Override
  public TrackingToken createTokenAt(Instant moment) {
    return new GlobalSequenceTrackingToken(positionAt.applyAsLong(moment));
  }

  @Override
  public void close() {
    streams.clear();
  }

  /** Used by one processor's coordinator, which may be any thread at a time. */
  private final class SpanStream implements BlockingStream<TrackedEventMessage<?>> {

    private long next;
    private volatile Runnable callback = () -> {};

    SpanStream(long next) {
      this.next = next;
      streams.add(this);
    }

    void ring() {
      callback.run();
    }

    @Override
    public synchronized Optional<TrackedEventMessage<?>> peek() {
      return next > head() ? Optional.empty() : Optional.of(message(span()));
    }

    @Override
    public synchronized boolean hasNextAvailable(int timeout, TimeUnit unit)
        throws InterruptedException {
      if (next <= head()) {
        return true;
      }
      if (timeout > 0) {
        unit.sleep(timeout);
      }
      return next <= head();
    }

    @Override
    public synchronized TrackedEventMessage<?> nextAvailable() throws InterruptedException {
      while (!hasNextAvailable((int) BREATH_MILLIS, TimeUnit.MILLISECONDS)) {
        Thread.onSpinWait();
      }
      Span span = span();
      next = span.last() + 1;
      return message(span);
    }

    @Override
    public boolean setOnAvailableCallback(Runnable whenAvailable) {
      callback = whenAvailable;
      return true;
    }

    @Override
    public void close() {
      streams.remove(this);
    }

    private Span span() {
      return new Span(next, Math.min(head(), next + SPAN - 1));
    }

    private TrackedEventMessage<?> message(Span span) {
      return new GenericTrackedEventMessage<>(
          new GlobalSequenceTrackingToken(span.last()),
          new GenericEventMessage<>(Long.toString(span.last()), span, Map.of(), Instant.EPOCH));
    }
  }
}
