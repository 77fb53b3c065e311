package dev.daybook.hindsight;

import dev.daybook.mesh.SubjectKind;
import dev.daybook.posture.PostureEvent.PostureChanged;
import dev.daybook.store.EntryScan;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which subjects have a posture, by their streams: all of them, or those whose posture changed
 * between two positions. Names alone are kept, some hundred bytes each.
 */
final class PostureStreams {

  private static final String PREFIX = SubjectKind.POSTURE.word() + "/";

  private static final int PAGE = 1_000;
  private static final long PAGE_BYTES = 8 << 20;

  private final Ledger ledger;
  private final long after;
  private final long through;
  private @Nullable SortedSet<String> changed;
  private @Nullable SortedSet<String> all;

  PostureStreams(Ledger ledger, long after, long through) {
    this.ledger = ledger;
    this.after = after;
    this.through = through;
  }

  /** Those whose posture changed between the positions, {@code product/sales.customer-360}. */
  SortedSet<String> changed() {
    SortedSet<String> known = changed;
    if (known == null) {
      known = Collections.unmodifiableSortedSet(scanned(after + 1));
      changed = known;
    }
    return known;
  }

  /** All there are at the second position. */
  SortedSet<String> all() {
    SortedSet<String> known = all;
    if (known == null) {
      known = Collections.unmodifiableSortedSet(scanned(1));
      all = known;
    }
    return known;
  }

  private SortedSet<String> scanned(long first) {
    SortedSet<String> found = new TreeSet<>();
    if (first > through) {
      return found;
    }
    try (EntryScan scan =
        ledger.scan(ledger.types().namesOf(PostureChanged.class), first, through)) {
      for (List<LedgerEntry> page = scan.next(PAGE, PAGE_BYTES);
          !page.isEmpty();
          page = scan.next(PAGE, PAGE_BYTES)) {
        page.forEach(entry -> found.add(entry.stream().substring(PREFIX.length())));
      }
    }
    return found;
  }
}
