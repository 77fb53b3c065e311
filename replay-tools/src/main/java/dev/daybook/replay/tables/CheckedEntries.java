package dev.daybook.replay.tables;

import dev.daybook.replay.verify.Ahead;
import dev.daybook.replay.verify.EntryCheck;
import dev.daybook.replay.verify.SingleLeaf;
import dev.daybook.replay.verify.StoredEntry;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.WholeScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a ledger as they are kept, in order, each compared with its own leaf. One thread
 * receives them; others read and compare a few stretches ahead of who takes them.
 */
final class CheckedEntries implements AutoCloseable {

  /** Entries that are compared together, and bytes after which there are no more of them. */
  private static final int STRETCH = 256;

  private static final long STRETCH_BYTES = 2 << 20;

  private final String origin;
  private final WholeScan entries;
  private final Ahead<List<Checked>> stretches = new Ahead<>();
  private boolean more = true;

  private CheckedEntries(String origin, WholeScan entries) {
    this.origin = origin;
    this.entries = entries;
  }

  /**
   * One of them.
   *
   * @param leaf where the entry is what its leaf states
   * @param wrong where it is not
   */
  record Checked(
      long position,
      String type,
      @Nullable SingleLeaf leaf,
      @Nullable Wrong wrong,
      List<Citations.Citation> citations) {

    /** Its leaf. */
    SingleLeaf requireLeaf() throws Wrong {
      if (wrong != null) {
        throw wrong;
      }
      return Objects.requireNonNull(leaf, "neither right nor wrong");
    }
  }

  /** Those from position {@code first} on. */
  static CheckedEntries from(Ledger ledger, long first) {
    return new CheckedEntries(ledger.origin(), ledger.whole(first));
  }

  /** Some that come next; empty at the end. */
  List<Checked> next() throws Wrong {
    while (more && !stretches.isFull()) {
      List<WholeScan.Row> stretch = read();
      stretches.ask(() -> checked(stretch));
    }
    try {
      return stretches.isEmpty() ? List.of() : stretches.take();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<WholeScan.Row> read() {
    List<WholeScan.Row> stretch = new ArrayList<>();
    long bytes = 0;
    while (more && stretch.size() < STRETCH && bytes < STRETCH_BYTES) {
      WholeScan.Row row = entries.next();
      more = row != null;
      if (row != null) {
        stretch.add(row);
        bytes += row.bytes();
      }
    }
    return stretch;
  }

  private List<Checked> checked(List<WholeScan.Row> stretch) {
    EntryCheck check = new EntryCheck(origin);
    List<Checked> checked = new ArrayList<>(stretch.size());
    for (WholeScan.Row row : stretch) {
      checked.add(checked(row.entry(), check));
    }
    return checked;
  }

  private static Checked checked(LedgerEntry entry, EntryCheck check) {
    try {
      SingleLeaf leaf = SingleLeaf.of(entry.leaf(), check.statement(stored(entry)));
      return new Checked(
          entry.position(), entry.type(), leaf, null, Citations.of(entry.type(), entry.payload()));
    } catch (Wrong e) {
      return new Checked(entry.position(), entry.type(), null, e, List.of());
    }
  }

  private static StoredEntry stored(LedgerEntry entry) {
    return new StoredEntry(
        entry.position(),
        entry.eventId(),
        entry.stream(),
        entry.sequence(),
        entry.type(),
        entry.revision(),
        entry.recordedAt(),
        entry.payload(),
        entry.metadataJson(),
        entry.leaf());
  }

  @Override
  public void close() {
    try (entries) {
      stretches.close();
    }
  }
}
