package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What callers were told is recorded, and whether it is. */
final class Acknowledged {

  private final Map<UUID, Long> positions = new ConcurrentHashMap<>();

  void add(UUID event, long position) {
    Long before = positions.put(event, position);
    assertThat(before).as("a second answer for %s", event).isNull();
  }

  int size() {
    return positions.size();
  }

  /**
   * Every acknowledged event stands exactly once, where its caller was told; positions run from 1
   * to the head without a gap; leaves say what their entries are.
   */
  void verify(Ledger ledger) {
    long head = ledger.head().position();
    Set<UUID> missing = new HashSet<>(positions.keySet());
    Set<UUID> seen = new HashSet<>();
    long next = 1;
    while (next <= head) {
      List<LedgerEntry> page = ledger.entries(next, EntryReader.MAX_LIMIT);
      assertThat(page).as("entries from %d of %d", next, head).isNotEmpty();
      for (LedgerEntry entry : page) {
        assertThat(entry.position()).isEqualTo(next++);
        assertThat(seen.add(entry.eventId())).as("%s stands once", entry.eventId()).isTrue();
        Long told = positions.get(entry.eventId());
        if (told != null) {
          assertThat(entry.position()).isEqualTo(told);
          missing.remove(entry.eventId());
        }
      }
    }
    assertThat(next - 1).isEqualTo(head);
    assertThat(missing).as("acknowledged but not there").isEmpty();
  }
}
