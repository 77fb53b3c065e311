package dev.daybook.api;

import dev.daybook.hindsight.PostureDiff;
import dev.daybook.hindsight.PostureMoment;
import dev.daybook.rules.CelGate;
import dev.daybook.store.Ledger;
import jakarta.inject.Singleton;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The comparisons of posture asked for last, so that a page does not read again what the page
 * before it read. They are dropped where memory is short, and whenever somebody is erased, whom
 * they may know.
 */
@Singleton
final class Comparisons {

  /** Most that are kept. */
  private static final int KEPT = 4;

  private record Ends(PostureMoment from, PostureMoment to) {}

  private final Ledger ledger;
  private final CelGate gate;
  private final Map<Ends, SoftReference<PostureDiff>> known =
      new LinkedHashMap<>(KEPT * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Ends, SoftReference<PostureDiff>> eldest) {
          return size() > KEPT;
        }
      };

  Comparisons(Ledger ledger, CelGate gate) {
    this.ledger = ledger;
    this.gate = gate;
    ledger.onErased(_ -> forget());
  }

  private synchronized void forget() {
    known.clear();
  }

  /** The comparison of two moments; one thread at a time may ask it, which holds its lock. */
  synchronized PostureDiff of(PostureMoment from, PostureMoment to) {
    Ends ends = new Ends(from, to);
    SoftReference<PostureDiff> kept = known.get(ends);
    @Nullable PostureDiff there = kept == null ? null : kept.get();
    if (there != null) {
      return there;
    }
    PostureDiff made = new PostureDiff(ledger, gate, from, to);
    known.put(ends, new SoftReference<>(made));
    return made;
  }
}
