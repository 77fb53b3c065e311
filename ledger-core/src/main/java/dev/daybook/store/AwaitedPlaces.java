package dev.daybook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/** Who waits for the places of events that are durable elsewhere, whichever node gives them. */
final class AwaitedPlaces implements AutoCloseable {

  private final DataSource pool;
  private final Subscription subscription;
  private final Map<UUID, Awaited> waiting = new ConcurrentHashMap<>();

  AwaitedPlaces(DataSource pool, HeadSignal signal) {
    this.pool = pool;
    this.subscription = signal.onAdvance(_ -> look());
  }

  /** The places of one append: its events stand behind one another. */
  final class Awaited implements AutoCloseable {
    private final UUID first;
    private final int size;
    private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();

    private Awaited(UUID first, int size) {
      this.first = first;
      this.size = size;
    }

    /** Waits for them; empty where that takes longer than {@code within}. */
    Optional<Receipt> await(Duration within) {
      boolean interrupted = false;
      long deadline = System.nanoTime() + within.toNanos();
      try {
        while (true) {
          try {
            return Optional.of(receipt.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
          } catch (TimeoutException _) {
            ask(List.of(first));
            return Optional.ofNullable(receipt.getNow(null));
          } catch (ExecutionException e) {
            throw new IllegalStateException(e);
          } catch (InterruptedException _) {
            interrupted = true; // the events are recorded: only waiting tells where
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void close() {
      waiting.remove(first);
    }
  }

  /** To be asked for before the events are appended, and closed when nobody waits any more. */
  Awaited expect(Proposal proposal) {
    return expect(proposal.events().getFirst().id(), proposal.events().size());
  }

  /** The same of events somebody else appended. */
  Awaited expect(UUID first, int size) {
    Awaited awaited = new Awaited(first, size);
    waiting.put(first, awaited);
    return awaited;
  }

  private void look() {
    if (!waiting.isEmpty()) {
      ask(List.copyOf(waiting.keySet()));
    }
  }

  private void ask(Collection<UUID> events) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(Sql.PLACES)) {
      statement.setArray(
          1,
          connection.createArrayOf(
              "text", events.stream().map(UUID::toString).toArray(String[]::new)));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Awaited awaited = waiting.get(rows.getObject(1, UUID.class));
          if (awaited != null) {
            long position = rows.getLong(2);
            awaited.receipt.complete(
                new Receipt(
                    position,
                    position + awaited.size - 1,
                    rows.getObject(3, OffsetDateTime.class).toInstant()));
          }
        }
      }
    } catch (SQLException e) {
      throw new StoreUnavailable("the ledger cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
