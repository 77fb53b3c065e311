package dev.daybook.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * Entries of some types in a range of positions, streamed in order without their leaves: for
 * whoever reads a long stretch of history. The server sends rows in COPY's binary form while they
 * are taken, so a scan of any length holds no more memory than one page.
 *
 * <p>It keeps one connection of the ledger's pool until it is closed, and is used by one thread at
 * a time.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-copy.html">COPY, binary format</a>
 */
public final class EntryScan implements AutoCloseable {

  /** What a binary copy begins with. */
  private static final byte[] SIGNATURE = HexFormat.of().parseHex("5047434f50590aff0d0a00");

  /** As {@code scan.sql} asks for. */
  private static final short COLUMNS = 9;

  private static final short END = -1;

  /** PostgreSQL counts microseconds from 2000-01-01. */
  private static final long FIRST_SECOND = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  private static final long MICROS = 1_000_000;

  private final EventTypes types;
  private final Connection connection;
  private final DataInputStream rows;
  private @Nullable Circumstances last;
  private boolean ended;

  private EntryScan(EventTypes types, Connection connection, DataInputStream rows) {
    this.types = types;
    this.connection = connection;
    this.rows = rows;
  }

  static EntryScan open(
      DataSource pool, EventTypes types, Set<String> names, long first, long last) {
    String wanted =
        names.stream()
            .map(name -> "'" + name.replace("'", "''") + "'")
            .sorted()
            .collect(Collectors.joining(", "));
    try {
      Connection connection = pool.getConnection();
      try {
        DataInputStream rows =
            new DataInputStream(
                new PGCopyInputStream(
                    connection.unwrap(PGConnection.class),
                    Sql.SCAN.formatted(first, last, wanted)));
        EntryScan scan = new EntryScan(types, connection, rows);
        scan.readHeader();
        return scan;
      } catch (SQLException | IOException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException | IOException e) {
      throw unavailable(e);
    }
  }

  private void readHeader() throws IOException {
    byte[] signature = new byte[SIGNATURE.length];
    rows.readFully(signature);
    if (!Arrays.equals(signature, SIGNATURE)) {
      throw new IOException("the server's copy begins otherwise: " + Arrays.toString(signature));
    }
    rows.readInt();
    rows.skipNBytes(rows.readInt());
  }

  /**
   * The entries that come next, at most {@code limit}, and no more once payloads and metadata of
   * this page have {@code bytes} together; an empty list at the end.
   */
  public List<LedgerEntry> next(int limit, long bytes) {
    List<LedgerEntry> page = new ArrayList<>();
    long taken = 0;
    try {
      while (!ended && page.size() < limit && taken < bytes) {
        short columns = rows.readShort();
        if (columns == END) {
          ended = true;
        } else if (columns == COLUMNS) {
          LedgerEntry entry = entry();
          taken += entry.payload().length + entry.metadataJson().length;
          page.add(entry);
        } else {
          throw new IOException("a row of %d columns; wanted %d".formatted(columns, COLUMNS));
        }
      }
    } catch (IOException e) {
      throw unavailable(e);
    }
    return page;
  }

  private LedgerEntry entry() throws IOException {
    long position = readLong();
    skipLength();
    UUID eventId = new UUID(rows.readLong(), rows.readLong());
    String stream = readText();
    long sequence = readLong();
    String type = readText();
    skipLength();
    int revision = rows.readInt();
    long micros = readLong();
    byte[] payload = readBytes();
    return new LedgerEntry(
        types,
        position,
        eventId,
        stream,
        sequence,
        type,
        revision,
        Instant.ofEpochSecond(
            FIRST_SECOND + Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000),
        payload,
        circumstances(readBytes()),
        null);
  }

  private Circumstances circumstances(byte[] metadata) {
    Circumstances known = last;
    if (known == null || !known.are(metadata)) {
      known = new Circumstances(types, metadata);
      last = known;
    }
    return known;
  }

  private long readLong() throws IOException {
    skipLength();
    return rows.readLong();
  }

  /** The length of a column that has one length only, and is never null. */
  private void skipLength() throws IOException {
    rows.readInt();
  }

  private String readText() throws IOException {
    return new String(readBytes(), StandardCharsets.UTF_8);
  }

  private byte[] readBytes() throws IOException {
    byte[] bytes = new byte[rows.readInt()];
    rows.readFully(bytes);
    return bytes;
  }

  private static StoreUnavailable unavailable(Exception cause) {
    return new StoreUnavailable("the ledger cannot be read: " + cause.getMessage(), cause);
  }

  /**
   * Gives the connection back. What was not taken is read and dropped: a cancelled copy may cancel
   * what the connection is used for next.
   */
  @Override
  public void close() {
    try {
      try {
        rows.transferTo(OutputStream.nullOutputStream());
        rows.close();
      } finally {
        connection.close();
      }
    } catch (SQLException | IOException e) {
      throw unavailable(e);
    }
  }
}
