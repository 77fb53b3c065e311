package dev.daybook.store;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.event.AggregateEventStream;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The conversation with Axon Server: this node's one connection to the ledger's context. */
final class AxonServer implements AutoCloseable {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final Duration RECONNECT_AFTER = Duration.ofMillis(500);

  /** Events on their way to who follows; asked for again when half of them are used up. */
  private static final int BUFFER = 2_000;

  /** Largest message taken in: an event of the largest payload and metadata, and some. */
  private static final int LARGEST_MESSAGE = 4 << 20;

  /** What Axon Server says when a sequence is not the next of its stream. */
  private static final String INVALID_SEQUENCE = "AXONIQ-2000";

  /** A stream does not end where the events appended continue it. */
  static final class SequenceTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SequenceTaken(Throwable cause) {
      super(cause);
    }
  }

  private final AxonServerSettings settings;
  private final AxonServerConnectionFactory factory;
  private final AxonServerConnection connection;

  private AxonServer(
      AxonServerSettings settings,
      AxonServerConnectionFactory factory,
      AxonServerConnection connection) {
    this.settings = settings;
    this.factory = factory;
    this.connection = connection;
  }

  /**
   * Connects, and waits until the context answers.
   *
   * @throws StartRefused when it does not within ten seconds
   */
  static AxonServer connect(AxonServerSettings settings) {
    AxonServerConnectionFactory.Builder builder =
        AxonServerConnectionFactory.forClient(
                "daybook", "daybook-" + ManagementFactory.getRuntimeMXBean().getName())
            .routingServers(
                settings.servers().stream()
                    .map(address -> new ServerAddress(address.host(), address.port()))
                    .toArray(ServerAddress[]::new))
            .connectTimeout(CONNECT_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
            .reconnectInterval(RECONNECT_AFTER.toMillis(), TimeUnit.MILLISECONDS)
            .maxInboundMessageSize(LARGEST_MESSAGE);
    String token = settings.token();
    if (token != null) {
      builder.token(token);
    }
    AxonServerConnectionFactory factory = builder.build();
    AxonServer server = new AxonServer(settings, factory, factory.connect(settings.context()));
    try {
      server.awaitFirstAnswer();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void awaitFirstAnswer() {
    long deadline = System.nanoTime() + CONNECT_WITHIN.toNanos();
    String last = "no connection";
    while (System.nanoTime() - deadline < 0) {
      try {
        if (connection.isConnected()) {
          size();
          return;
        }
        Thread.sleep(RECONNECT_AFTER.dividedBy(5));
      } catch (StoreUnavailable e) {
        last = String.valueOf(e.getMessage());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new StartRefused(
        "Axon Server at %s does not answer within %d s (%s); start it, or set AXON_SERVERS, AXON_CONTEXT and AXON_TOKEN to where it is"
            .formatted(settings, CONNECT_WITHIN.toSeconds(), last));
  }

  /** Where it is, for messages. */
  AxonServerSettings settings() {
    return settings;
  }

  /** How many events the context holds: the index of the last one, and one. */
  long size() {
    return answer(events().getLastToken()) + 1;
  }

  /** A stream's last sequence, -1 for one without any. */
  long lastSequence(String stream) {
    return answer(events().findHighestSequence(stream));
  }

  /** A stream's events from {@code sequence}, all there are. */
  List<Event> stream(String stream, long sequence) {
    try {
      AggregateEventStream events = events().openAggregateStream(stream, sequence);
      List<Event> read = new ArrayList<>();
      while (events.hasNext()) {
        read.add(events.next());
      }
      return read;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted", e);
    } catch (RuntimeException e) {
      throw unavailable(e.getMessage(), e);
    }
  }

  /** The event at {@code index}, from 0; empty where none is there within a moment. */
  Optional<EventWithToken> at(long index) {
    try (EventStream stream = follow(index)) {
      @Nullable EventWithToken found =
          stream.nextIfAvailable(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.ofNullable(found);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted", e);
    }
  }

  /** All events from {@code index}, and those to come. To be closed. */
  EventStream follow(long index) {
    try {
      return events().openStream(index - 1, BUFFER, BUFFER / 2, true);
    } catch (RuntimeException e) {
      throw unavailable(e.getMessage(), e);
    }
  }

  /**
   * Appends all of the events, or none.
   *
   * @throws SequenceTaken when a stream does not end where they continue it; then none is there
   * @throws StoreUnavailable when that is not known
   */
  void append(List<Event> events) {
    AppendEventsTransaction transaction;
    try {
      transaction = events().startAppendEventsTransaction();
      events.forEach(transaction::appendEvent);
    } catch (RuntimeException e) {
      throw unavailable(e.getMessage(), e);
    }
    try {
      answer(transaction.commit());
    } catch (StoreUnavailable e) {
      if (String.valueOf(e.getMessage()).contains(INVALID_SEQUENCE)) {
        throw new SequenceTaken(e);
      }
      throw e;
    }
  }

  /** The way of commands to other nodes, and of theirs to this one. */
  CommandRoute commands(NodeSeal seal) {
    return new AxonServerCommands(connection.commandChannel(), seal);
  }

  private EventChannel events() {
    return connection.eventChannel();
  }

  private <T> T answer(CompletableFuture<T> asked) {
    try {
      return asked.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw unavailable(cause.getMessage(), cause);
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw unavailable("no answer within %d s".formatted(ANSWER_WITHIN.toSeconds()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted", e);
    } catch (RuntimeException e) {
      throw unavailable(e.getMessage(), e);
    }
  }

  private StoreUnavailable unavailable(@Nullable String why, Throwable cause) {
    return new StoreUnavailable(
        "Axon Server at %s cannot be asked: %s".formatted(settings, why), cause);
  }

  @Override
  public void close() {
    connection.disconnect();
    factory.shutdown();
  }
}
