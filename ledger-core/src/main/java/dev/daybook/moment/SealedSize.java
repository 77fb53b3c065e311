package dev.daybook.moment;

import dev.daybook.sealer.Seal;
import dev.daybook.store.StoreUnavailable;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far the ledger is sealed, for every answer to say: from memory where this node seals, and
 * looked up once a second where another does.
 */
@Singleton
final class SealedSize {

  private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final BeanProvider<Seal> seal;
  private final AtomicLong lookedUpNanos = new AtomicLong(System.nanoTime() - LOOK_EVERY_NANOS);
  private volatile long lookedUp;

  SealedSize(BeanProvider<Seal> seal) {
    this.seal = seal;
  }

  /** Size of the newest signed checkpoint that is known here; 0 while there is none. */
  long known() {
    long before = lookedUpNanos.get();
    long now = System.nanoTime();
    if (now - before >= LOOK_EVERY_NANOS && lookedUpNanos.compareAndSet(before, now)) {
      try {
        lookedUp = seal.get().size();
      } catch (StoreUnavailable e) {
        // the answer was made without the database, too; what was known stays true
        return Math.max(lookedUp, seal.get().knownSize());
      }
    }
    return Math.max(lookedUp, seal.get().knownSize());
  }
}
