package dev.daybook.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * When entries were recorded, which never changes: those that were asked for last are kept, so that
 * answers can say it for a look into memory.
 */
final class RecordedTimes {

  /** Most times kept: some 100 bytes each. */
  static final int MOST = 4_096;

  private final LongFunction<Optional<Instant>> source;
  private final Map<Long, Instant> kept = new LinkedHashMap<>(MOST * 2, 0.75f, true);

  /**
   * @param source looks one up
   */
  RecordedTimes(LongFunction<Optional<Instant>> source) {
    this.source = source;
  }

  /** When the entry at {@code position} was recorded; empty where there is none. */
  Optional<Instant> at(long position) {
    synchronized (kept) {
      Instant known = kept.get(position);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<Instant> found = source.apply(position);
    found.ifPresent(time -> keep(position, time));
    return found;
  }

  private void keep(long position, Instant time) {
    synchronized (kept) {
      kept.put(position, time);
      if (kept.size() > MOST) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
  }
}
