package dev.daybook.path;

import dev.daybook.decision.Slice;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AbstractAggregateFactory;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** Every subject by its name, loaded from its events or the cache, locked for one unit of work. */
final class Subjects {

  /** Waiting for one subject ends after this many attempts of {@link #LOCK_ATTEMPT} each. */
  private static final int LOCK_ATTEMPTS = 12;

  private static final Duration LOCK_ATTEMPT = Duration.ofSeconds(1);

  /** More callers than this waiting for one subject are turned away at once. */
  private static final int LOCK_QUEUE = 128;

  /** Subjects of one kind kept in memory between commands; a busy one takes some 20 KB. */
  private static final int CACHED = 2_000;

  private final Map<SubjectKind, Repository<SubjectAggregate>> repositories =
      new EnumMap<>(SubjectKind.class);
  private final List<SubjectCache> caches = new ArrayList<>();
  private final Map<SubjectKind, Slice<?, ?, ?>> slices = new EnumMap<>(SubjectKind.class);

  Subjects(EventStore eventStore) {
    for (Slice<?, ?, ?> slice : Slices.all()) {
      slices.put(slice.kind(), slice);
      repositories.put(slice.kind(), repository(slice, eventStore));
    }
  }

  /** The subject's aggregate in the current unit of work; begun if nothing happened to it yet. */
  Aggregate<SubjectAggregate> load(SubjectName subject) {
    Repository<SubjectAggregate> repository = repositories.get(subject.kind());
    Slice<?, ?, ?> slice = slices.get(subject.kind());
    if (repository == null || slice == null) {
      throw new IllegalStateException("no slice answers for `%s`".formatted(subject));
    }
    String stream = subject.stream();
    try {
      return repository.loadOrCreate(stream, () -> new SubjectAggregate(stream, slice));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("`%s` cannot be loaded".formatted(stream), e);
    }
  }

  /** Lets go of all that is in memory: somebody it names was erased. */
  void forget() {
    caches.forEach(SubjectCache::removeAll);
  }

  private Repository<SubjectAggregate> repository(Slice<?, ?, ?> slice, EventStore eventStore) {
    SubjectCache cache = new SubjectCache(CACHED);
    caches.add(cache);
    return EventSourcingRepository.builder(SubjectAggregate.class)
        .eventStore(eventStore)
        .cache(cache)
        .lockFactory(
            PessimisticLockFactory.builder()
                .lockAttemptTimeout((int) LOCK_ATTEMPT.toMillis())
                .acquireAttempts(LOCK_ATTEMPTS)
                .queueLengthThreshold(LOCK_QUEUE)
                .build())
        .aggregateFactory(
            new AbstractAggregateFactory<>(SubjectAggregate.class) {
              @Override
              @SuppressWarnings("rawtypes") // Axon's signature
              protected SubjectAggregate doCreateAggregate(
                  String stream, DomainEventMessage first) {
                return new SubjectAggregate(stream, slice);
              }
            })
        .build();
  }
}
