package dev.daybook.views;

import dev.daybook.store.LedgerEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The entries views are reading right now. Views follow the same ledger a few milliseconds apart,
 * so each entry is read and decoded once for all of them: in panes of {@value #PANE} entries, of
 * which those used last are kept. Panes of large entries are not kept; each view reads those for
 * itself.
 */
final class EntryWindow {

  /** Entries of one pane. */
  static final int PANE = 512;

  /** Most panes kept: 12,288 entries. */
  static final int PANES = 24;

  /** Most bytes kept, as recorded; decoded they take some times as much. */
  static final long BYTES = 16L << 20;

  /** Most bytes of a pane that is kept, and bytes after which an answer ends. */
  static final long BYTES_AT_ONCE = 4L << 20;

  /**
   * Reads entries from a position on, in order: at most so many, and fewer where they are large,
   * but at least one.
   */
  interface Source {
    List<LedgerEntry> entries(long from, int limit);
  }

  private final Source source;
  private final Map<Long, Pane> panes = new LinkedHashMap<>(PANES * 2, 0.75f, true);

  EntryWindow(Source source) {
    this.source = source;
  }

  /**
   * The first entries of {@code span}, all of which must be recorded: at least one, and all unless
   * they are large.
   */
  List<LedgerEntry> entries(Span span) {
    List<LedgerEntry> entries = new ArrayList<>((int) span.size());
    long bytes = 0;
    long position = span.first();
    while (position <= span.last() && bytes < BYTES_AT_ONCE) {
      long pane = (position - 1) / PANE;
      long last = Math.min(span.last(), (pane + 1) * PANE);
      List<LedgerEntry> more = pane(pane).entries(source, position, last);
      entries.addAll(more);
      bytes += bytes(more);
      position = entries.getLast().position() + 1;
    }
    forgetOldest();
    return entries;
  }

  /** Bytes kept now. */
  long bytes() {
    synchronized (panes) {
      return panes.values().stream().mapToLong(pane -> pane.bytes.get()).sum();
    }
  }

  private Pane pane(long number) {
    synchronized (panes) {
      return panes.computeIfAbsent(number, Pane::new);
    }
  }

  private void forgetOldest() {
    synchronized (panes) {
      long bytes = bytes();
      Iterator<Pane> oldest = panes.values().iterator();
      while (oldest.hasNext() && (bytes > BYTES || panes.size() > PANES)) {
        bytes -= oldest.next().bytes.get();
        oldest.remove();
      }
    }
  }

  private static long bytes(List<LedgerEntry> entries) {
    return entries.stream().mapToLong(LedgerEntry::bytes).sum();
  }

  /** {@value #PANE} entries, or as many of them as there are yet. Whoever comes second waits. */
  private static final class Pane {
    private final long first;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong bytes = new AtomicLong();
    private boolean large;

    Pane(long number) {
      this.first = number * PANE + 1;
    }

    List<LedgerEntry> entries(Source source, long from, long to) {
      lock.lock();
      try {
        int wanted = (int) (to - first + 1);
        while (entries.size() < wanted && !large) {
          take(read(source, first + entries.size(), PANE - entries.size()));
        }
        if (large) {
          return read(source, from, (int) (to - from + 1));
        }
        return List.copyOf(entries.subList((int) (from - first), wanted));
      } finally {
        lock.unlock();
      }
    }

    private void take(List<LedgerEntry> more) {
      large = bytes.addAndGet(EntryWindow.bytes(more)) > BYTES_AT_ONCE;
      if (large) {
        bytes.set(0);
        entries.clear();
      } else {
        entries.addAll(more);
      }
    }

    private static List<LedgerEntry> read(Source source, long from, int limit) {
      List<LedgerEntry> entries = source.entries(from, limit);
      long next = from;
      for (LedgerEntry entry : entries) {
        if (entry.position() != next) {
          throw new IllegalStateException(
              "the ledger answered position %d where %d comes next"
                  .formatted(entry.position(), next));
        }
        next++;
      }
      if (entries.isEmpty()) {
        throw new IllegalStateException(
            "the ledger answered up to position %d; more was announced".formatted(from - 1));
      }
      return entries;
    }
  }
}
