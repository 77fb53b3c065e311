package dev.daybook.store;

import java.io.IOException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept by its digest, streamed in the digests' order: for whoever verifies it. It keeps
 * one connection of the ledger's pool until it is closed; one thread at a time uses it.
 */
public final class ContentScan implements AutoCloseable {

  /** As {@code contents.sql} asks for. */
  private static final int COLUMNS = 2;

  private final BinaryCopy rows;

  private ContentScan(BinaryCopy rows) {
    this.rows = rows;
  }

  static ContentScan open(DataSource pool) {
    return new ContentScan(BinaryCopy.open(pool, Sql.CONTENTS, COLUMNS));
  }

  /**
   * Bytes and the digest they are kept by.
   *
   * @param sha256 not to be changed
   * @param bytes not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Content(byte[] sha256, byte[] bytes) {}

  /** What comes next, or null at the end. */
  public @Nullable Content next() {
    try {
      return rows.next() ? new Content(rows.bytea(), rows.bytea()) : null;
    } catch (IOException e) {
      throw BinaryCopy.unavailable(e);
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
