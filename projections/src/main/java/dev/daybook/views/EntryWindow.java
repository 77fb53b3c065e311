package dev.daybook.views;

import dev.daybook.store.LedgerEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The entries views are reading right now. Views follow the same ledger a few milliseconds apart,
 * so each entry is read and decoded once for all of them: in panes of {@value #PANE} entries, of
 * which the {@value #PANES} used last are kept.
 */
final class EntryWindow {

  /** Entries of one pane. */
  static final int PANE = 512;

  /** Panes kept; 12,288 entries, about 25 MB. */
  static final int PANES = 24;

  /** Reads entries from a position on, at most so many, in order. */
  interface Source {
    List<LedgerEntry> entries(long from, int limit);
  }

  private final Source source;
  private final Map<Long, Pane> panes =
      new LinkedHashMap<>(PANES * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Pane> eldest) {
          return size() > PANES;
        }
      };

  EntryWindow(Source source) {
    this.source = source;
  }

  /** The entries of {@code span}, all of which must be recorded. */
  List<LedgerEntry> entries(Span span) {
    List<LedgerEntry> entries = new ArrayList<>((int) span.size());
    long position = span.first();
    while (position <= span.last()) {
      long pane = (position - 1) / PANE;
      long last = Math.min(span.last(), (pane + 1) * PANE);
      entries.addAll(pane(pane).entries(source, position, last));
      position = last + 1;
    }
    return entries;
  }

  private Pane pane(long number) {
    synchronized (panes) {
      return panes.computeIfAbsent(number, Pane::new);
    }
  }

  /** {@value #PANE} entries, or as many of them as there are yet. Whoever comes second waits. */
  private static final class Pane {
    private final long first;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    Pane(long number) {
      this.first = number * PANE + 1;
    }

    List<LedgerEntry> entries(Source source, long from, long to) {
      lock.lock();
      try {
        int wanted = (int) (to - first + 1);
        if (entries.size() < wanted) {
          long next = first + entries.size();
          List<LedgerEntry> more = source.entries(next, PANE - entries.size());
          check(more, next, to);
          entries.addAll(more);
        }
        return List.copyOf(entries.subList((int) (from - first), wanted));
      } finally {
        lock.unlock();
      }
    }

    private static void check(List<LedgerEntry> entries, long from, long to) {
      long next = from;
      for (LedgerEntry entry : entries) {
        if (entry.position() != next) {
          throw new IllegalStateException(
              "the ledger answered position %d where %d comes next"
                  .formatted(entry.position(), next));
        }
        next++;
      }
      if (next <= to) {
        throw new IllegalStateException(
            "the ledger answered up to position %d; %d was announced".formatted(next - 1, to));
      }
    }
  }
}
