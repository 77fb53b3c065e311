package dev.daybook.views;

import dev.daybook.store.EntryScan;
import dev.daybook.store.LedgerEntry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * A long stretch of the ledger, read and decoded one page ahead of whoever applies it: while the
 * database writes one page's rows, the next page's entries become events.
 */
final class ReadAhead implements AutoCloseable {

  /** Most entries of a page. */
  static final int PAGE = 1_024;

  /** A page ends with the entry that makes its payloads and metadata this long. */
  static final long PAGE_BYTES = 1L << 20;

  private final EntryScan scan;
  private final Executor executor;
  private CompletableFuture<List<LedgerEntry>> next;

  ReadAhead(EntryScan scan, Executor executor) {
    this.scan = scan;
    this.executor = executor;
    this.next = read();
  }

  /** The next entries, in order; an empty list after the last. */
  List<LedgerEntry> next() {
    try {
      List<LedgerEntry> page = next.join();
      if (!page.isEmpty()) {
        next = read();
      }
      return page;
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private CompletableFuture<List<LedgerEntry>> read() {
    return CompletableFuture.supplyAsync(
        () -> {
          List<LedgerEntry> page = scan.next(PAGE, PAGE_BYTES);
          page.forEach(ReadAhead::decode);
          return page;
        },
        executor);
  }

  private static void decode(LedgerEntry entry) {
    try {
      entry.event();
    } catch (RuntimeException _) {
      // told again where the entry is applied, which is where it is dealt with
    }
  }

  @Override
  public void close() {
    Boolean _ = next.handle((_, _) -> true).join();
    scan.close();
  }
}
