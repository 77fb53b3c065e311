package dev.daybook.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries this node wrote last, as they would be read: who follows the ledger a few commits
 * behind needs no database for them, and reads each event once with all others that follow.
 *
 * <p>They follow one another without a gap: where another node wrote in between, what was before is
 * forgotten. Like those of an {@link EntryScan} they have no leaves.
 */
final class LatestEntries {

  /** Most entries kept: some ten commits of a node under load. */
  static final int MOST = 1_024;

  /** Most bytes of all kept, as recorded, but for a single larger entry. */
  static final long MOST_BYTES = 1L << 20;

  private final EntryForm form;
  private final @Nullable LedgerEntry[] ring = new LedgerEntry[MOST];
  private long first = 1;
  private long last;
  private long bytes;

  LatestEntries(EntryForm form) {
    this.form = form;
  }

  /** Takes in a commit that is durable; told of commits in their order. */
  synchronized void add(Attempt attempt) {
    if (attempt.base().position() != last) {
      forget(attempt.base().position());
    }
    for (Proposal proposal : attempt.proposals()) {
      Circumstances circumstances = null;
      for (Proposal.Event event : proposal.events()) {
        if (circumstances == null || circumstances.json() != event.metadata()) {
          circumstances = new Circumstances(form, event.metadata());
        }
        add(
            new LedgerEntry(
                form,
                last + 1,
                event.id(),
                event.stream(),
                event.sequence(),
                event.kind().name(),
                event.kind().revision(),
                attempt.recordedAt(),
                event.payload(),
                circumstances,
                null));
      }
    }
  }

  private void add(LedgerEntry entry) {
    last = entry.position();
    bytes += entry.bytes();
    if (last - first == MOST) {
      forgetFirst();
    }
    ring[place(last)] = entry;
    while (bytes > MOST_BYTES && first < last) {
      forgetFirst();
    }
  }

  /** All entries from {@code from} to {@code to}, in order; empty where one is not here. */
  synchronized Optional<List<LedgerEntry>> between(long from, long to) {
    if (from < first || to > last) {
      return Optional.empty();
    }
    List<LedgerEntry> entries = new ArrayList<>((int) (to - from + 1));
    for (long position = from; position <= to; position++) {
      entries.add(at(position));
    }
    return Optional.of(entries);
  }

  private void forget(long before) {
    while (first <= last) {
      forgetFirst();
    }
    first = before + 1;
    last = before;
  }

  private void forgetFirst() {
    bytes -= at(first).bytes();
    ring[place(first)] = null;
    first++;
  }

  private LedgerEntry at(long position) {
    LedgerEntry entry = ring[place(position)];
    if (entry == null) {
      throw new IllegalStateException("position %d is not kept".formatted(position));
    }
    return entry;
  }

  private static int place(long position) {
    return (int) (position % MOST);
  }
}
