package dev.daybook.store;

import dev.daybook.personal.PersonalData;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept by its digest, streamed in the digests' order: for whoever verifies it. It keeps
 * one connection of the ledger's pool until it is closed; one thread at a time uses it.
 */
public final class ContentScan implements AutoCloseable {

  /** As {@code contents.sql} asks for. */
  private static final int COLUMNS = 3;

  private final PersonalData personal;
  private final BinaryCopy rows;

  private ContentScan(PersonalData personal, BinaryCopy rows) {
    this.personal = personal;
    this.rows = rows;
  }

  static ContentScan open(DataSource pool, PersonalData personal) {
    return new ContentScan(personal, BinaryCopy.open(pool, Sql.CONTENTS, COLUMNS));
  }

  static ContentScan open(Connection lent, PersonalData personal) {
    return new ContentScan(personal, BinaryCopy.openUnsorted(lent, Sql.CONTENTS, COLUMNS));
  }

  /**
   * Bytes and the digest they are kept by.
   *
   * @param sha256 not to be changed
   * @param kept as it is in the database
   * @param persons whose keys it is sealed under, by their surrogate ids; empty where it is not
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Content(byte[] sha256, byte[] kept, List<String> persons) {}

  /**
   * The bytes themselves; empty where they are sealed and a key is gone.
   *
   * @throws IllegalStateException when what is sealed was changed
   */
  public Optional<byte[]> open(Content content) {
    return content.persons().isEmpty()
        ? Optional.of(content.kept())
        : personal.openContent(
            HexFormat.of().formatHex(content.sha256()),
            new PersonalData.Sealed(content.persons(), content.kept()));
  }

  /** What comes next, or null at the end. */
  public @Nullable Content next() {
    BinaryRow row = rows.next();
    return row == null ? null : new Content(row.bytea(), row.bytea(), persons(row.text()));
  }

  private static List<String> persons(String ids) {
    return ids.isEmpty() ? List.of() : List.of(ids.split(",", -1));
  }

  @Override
  public void close() {
    rows.close();
  }
}
