package dev.daybook.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Entries of some types in a range of positions, streamed in order without their leaves: for
 * whoever reads a long stretch of history. A scan of any length holds no more memory than one page,
 * and one connection of the ledger's pool until it is closed; one thread at a time uses it.
 */
public final class EntryScan implements AutoCloseable {

  /** As {@code scan.sql} asks for. */
  private static final int COLUMNS = 9;

  private final EntryForm form;
  private final BinaryCopy rows;
  private @Nullable Circumstances last;

  private EntryScan(EntryForm form, BinaryCopy rows) {
    this.form = form;
    this.rows = rows;
  }

  static EntryScan open(DataSource pool, EntryForm form, Set<String> names, long first, long last) {
    String wanted =
        names.stream()
            .map(name -> "'" + name.replace("'", "''") + "'")
            .sorted()
            .collect(Collectors.joining(", "));
    return new EntryScan(
        form, BinaryCopy.open(pool, Sql.SCAN.formatted(first, last, wanted), COLUMNS));
  }

  /**
   * The entries that come next, at most {@code limit}, and no more once payloads and metadata of
   * this page have {@code bytes} together; an empty list at the end.
   */
  public List<LedgerEntry> next(int limit, long bytes) {
    List<LedgerEntry> page = new ArrayList<>();
    long taken = 0;
    while (page.size() < limit && taken < bytes) {
      BinaryRow row = rows.next();
      if (row == null) {
        break;
      }
      LedgerEntry entry = entry(row);
      taken += entry.payload().length + entry.metadataJson().length;
      page.add(entry);
    }
    return page;
  }

  private LedgerEntry entry(BinaryRow row) {
    return new LedgerEntry(
        form,
        row.bigint(),
        row.uuid(),
        row.text(),
        row.bigint(),
        row.text(),
        row.integer(),
        row.timestamptz(),
        row.bytea(),
        circumstances(row.bytea()),
        null);
  }

  private Circumstances circumstances(byte[] metadata) {
    Circumstances known = last;
    if (known == null || !known.are(metadata)) {
      known = new Circumstances(form, metadata);
      last = known;
    }
    return known;
  }

  @Override
  public void close() {
    rows.close();
  }
}
