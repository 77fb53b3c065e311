package dev.daybook.erasure;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Context;
import dev.daybook.decision.EntryMetadata;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.person.PersonEvent.KeyDestroyed;
import dev.daybook.person.PersonEvent.PersonErased;
import dev.daybook.store.Append;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerFollower;
import dev.daybook.store.NewEvent;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.TimeOrderedIds;
import dev.daybook.store.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends erasures. The key of whoever was erased is destroyed on every node at once; what is left is
 * done by one node for all: tokens that were issued meanwhile are revoked, whatever was derived
 * from events is derived again, the database's files are scrubbed, and the ledger is told that it
 * is done and what could not be reached. A crash in between leaves an erasure without that word,
 * and the next start goes on with it.
 */
public final class Shredder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shredder.class);

  private static final Set<String> FOLLOWED = Set.of("person.erased", "person.key-destroyed");
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Ledger ledger;
  private final Actor daybook;
  private final Supplier<List<? extends Forgets>> keepers;
  private final long begun;
  private final LedgerFollower follower;
  private final Thread thread;
  private final Map<String, Long> pending = new LinkedHashMap<>();
  private final Set<String> foundAgain = new HashSet<>();
  private volatile boolean closed;

  private Shredder(Ledger ledger, Actor daybook, Supplier<List<? extends Forgets>> keepers) {
    this.ledger = ledger;
    this.daybook = daybook;
    this.keepers = keepers;
    this.thread = Thread.ofPlatform().daemon().name("daybook-erasure").unstarted(this::run);
    this.begun = ledger.head().position();
    this.follower = LedgerFollower.start(ledger, "shredder", FOLLOWED, this::learn);
  }

  /**
   * @param daybook in whose name the ledger is told
   * @param keepers whatever has to forget, asked for at each erasure
   */
  public static Shredder start(
      Ledger ledger, Actor daybook, Supplier<List<? extends Forgets>> keepers) {
    Shredder shredder = new Shredder(ledger, daybook, keepers);
    shredder.thread.start();
    return shredder;
  }

  private void learn(LedgerEntry entry) {
    ledger.awaitErasures(entry.position()); // by then it is known whose key was there
    synchronized (pending) {
      switch (entry.event()) {
        case PersonErased erased -> pending.put(erased.person(), entry.position());
        case KeyDestroyed destroyed -> {
          pending.remove(destroyed.subject().path());
          if (entry.position() <= begun) {
            endedBefore(destroyed.subject(), entry.position());
          }
        }
        default -> throw new IllegalStateException("not followed: " + entry.type());
      }
    }
    LockSupport.unpark(thread);
  }

  /** Of an erasure that a stop cut off the key may be there still; of this one it was gone. */
  private void endedBefore(SubjectName person, long position) {
    if (ledger.foundAgain().contains(person.path())) {
      foundAgain.add(person.path());
      LOG.error(
          "the key of {} was back, though its erasure ended at position {}: an older copy of"
              + " persons' keys was restored; it is destroyed again. Find out where the copy came"
              + " from, and destroy that too",
          person,
          position);
    }
  }

  /** Erasures that are recorded and not yet ended. */
  public Set<String> pending() {
    return erased().keySet();
  }

  /** Whose erasure is not ended, and the position that recorded it. */
  private Map<String, Long> erased() {
    synchronized (pending) {
      return Map.copyOf(pending);
    }
  }

  /**
   * Persons whose erasure had ended, and whose keys were there again when this node started:
   * somebody restored an older copy of the database, or of its keys. They are destroyed again.
   */
  public Set<String> foundAgain() {
    synchronized (pending) {
      return Set.copyOf(foundAgain);
    }
  }

  private void run() {
    while (!closed) {
      try {
        if (pending().isEmpty()) {
          LockSupport.park(this);
        } else if (!endAll()) {
          LockSupport.parkNanos(AGAIN.toNanos());
        }
      } catch (InterruptedException _) {
        return;
      } catch (StoreUnavailable e) {
        LOG.warn("an erasure is not ended yet: {}", e.getMessage());
        LockSupport.parkNanos(AGAIN.toNanos());
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.error("an erasure is not ended yet; it is tried again", e);
          LockSupport.parkNanos(AGAIN.toNanos());
        }
      }
    }
  }

  /** Ends all that are pending by now; false where another node does. */
  private boolean endAll() throws InterruptedException {
    Optional<Turn> turn = ledger.turn("daybook.erasure");
    if (turn.isEmpty()) {
      return false;
    }
    try (Turn _ = turn.get()) {
      long head = ledger.head().position();
      follower.await(head, AGAIN);
      Map<String, Long> erased = erased();
      if (erased.isEmpty()) {
        return true;
      }
      Set<String> persons = erased.keySet();
      ledger.awaitErasures(head);
      revoke(persons);
      for (Forgets keeper : keepers.get()) {
        keeper.forget(Collections.max(erased.values()));
      }
      List<String> left = ledger.scrub();
      record(persons, left);
      return true;
    }
  }

  private void revoke(Set<String> persons) {
    EntryMetadata metadata = because("whoever held it is erased");
    List<NewEvent> revocations = LeftTokens.revocations(ledger, persons, metadata);
    if (!revocations.isEmpty()) {
      ledger.append(revocations, Append.alone());
    }
  }

  private EntryMetadata because(String reason) {
    return new EntryMetadata(
        daybook.id(),
        daybook.kind(),
        TimeOrderedIds.next(),
        new Context("prod", null, reason, null, null),
        null);
  }

  private void record(Set<String> persons, List<String> left) {
    EntryMetadata metadata = because("what named an erased person is gone");
    List<NewEvent> events = new ArrayList<>();
    for (String person : persons) {
      SubjectName subject = new SubjectName(SubjectKind.PERSON, person);
      long next = ledger.standing(subject.stream()).lastSequence() + 1;
      events.add(NewEvent.of(subject.stream(), next, new KeyDestroyed(subject, left), metadata));
    }
    ledger.append(events, Append.alone());
    LOG.info("{} erased, {} left", persons, left.isEmpty() ? "nothing" : left);
  }

  @Override
  public void close() {
    closed = true;
    follower.close();
    thread.interrupt();
  }
}
