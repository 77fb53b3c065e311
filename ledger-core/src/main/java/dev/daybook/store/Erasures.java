package dev.daybook.store;

import dev.daybook.decision.Erasure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destroys the keys of whoever was erased, on every node and at every start: what was restored from
 * an older copy of the database brings nobody back.
 */
final class Erasures implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final KeyRing keys;
  private final long begun;
  private final Set<String> erased = ConcurrentHashMap.newKeySet();
  private final Set<String> again = ConcurrentHashMap.newKeySet();
  private final List<Consumer<String>> told = new CopyOnWriteArrayList<>();
  private final @Nullable LedgerFollower follower;

  Erasures(Ledger ledger, KeyRing keys) {
    this.keys = keys;
    this.begun = ledger.head().position();
    Set<String> types =
        ledger.types().kinds().stream()
            .filter(kind -> Erasure.class.isAssignableFrom(kind.event()))
            .map(EventTypes.Kind::name)
            .collect(Collectors.toSet());
    this.follower =
        types.isEmpty() ? null : LedgerFollower.start(ledger, "erasures", types, this::erase);
  }

  private void erase(LedgerEntry entry) {
    if (!(entry.event() instanceof Erasure erasure)) {
      throw new IllegalStateException("not followed: " + entry.type());
    }
    String person = erasure.person();
    boolean found = keys.destroy(person);
    erased.add(person);
    if (found && entry.position() <= begun) {
      again.add(person);
      LOG.warn(
          "{} was erased at position {}; the key was there and is gone now",
          person,
          entry.position());
    }
    told.forEach(each -> each.accept(person));
  }

  boolean isErased(String person) {
    return erased.contains(person);
  }

  Set<String> foundAgain() {
    return Set.copyOf(again);
  }

  void onErased(Consumer<String> forget) {
    told.add(forget);
  }

  void await(long position) {
    try {
      if (follower == null || follower.await(position, LONGEST_WAIT)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new StoreUnavailable(
        "the keys of who was erased up to position %d are not gone yet; try again"
            .formatted(position));
  }

  @Override
  public void close() {
    if (follower != null) {
      follower.close();
    }
  }
}
