package dev.daybook.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where streams end, as of the head the appender knows: a bounded memory of the streams written
 * last. Streams only grow, so of two answers the larger is the newer. Decisions are not remembered:
 * nobody continues one.
 */
final class StreamHeads {

  /** What a stream without entries ends at. */
  static final long NONE = -1;

  private final int most;
  private final LinkedHashMap<String, Long> known = new LinkedHashMap<>(1024, 0.75f, true);

  StreamHeads(int most) {
    this.most = most;
  }

  @Nullable Long get(String stream) {
    return known.get(stream);
  }

  void learn(String stream, long head) {
    if (!stream.startsWith(Proposal.DECISION)) {
      known.merge(stream, head, Math::max);
    }
  }

  void trim() {
    var oldest = known.keySet().iterator();
    while (known.size() > most && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
  }

  void forget() {
    known.clear();
  }

  /** One round's view: where streams end in the ledger, and where once the winners are written. */
  static final class Round {
    private final Map<String, Long> recorded;
    private final Map<String, Long> continued = new HashMap<>();

    Round(Map<String, Long> recorded) {
      this.recorded = recorded;
    }

    long recorded(String stream) {
      return recorded.getOrDefault(stream, NONE);
    }

    long head(String stream) {
      Long head = continued.get(stream);
      return head == null ? recorded(stream) : head;
    }

    void continueTo(Map<String, Long> newHeads) {
      continued.putAll(newHeads);
    }
  }
}
