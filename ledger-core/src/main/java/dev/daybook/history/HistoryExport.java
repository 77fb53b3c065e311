package dev.daybook.history;

import dev.daybook.store.ContentScan;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerHead;
import dev.daybook.store.LedgerSnapshot;
import dev.daybook.store.StoreUnavailable;
import dev.daybook.store.WholeScan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Writes all of a ledger, as it is at one moment, into one file: entries, what they cite, persons'
 * keys as they are wrapped, and what was sealed. Texts that name persons stay as they are kept.
 */
public final class HistoryExport {

  /** The form that is written. */
  static final int FORMAT = 1;

  private final LedgerSnapshot ledger;
  private final String origin;
  private final LineWriter out;
  private final Told told;

  private HistoryExport(LedgerSnapshot ledger, String origin, LineWriter out, Told told) {
    this.ledger = ledger;
    this.origin = origin;
    this.out = out;
    this.told = told;
  }

  /**
   * Writes it.
   *
   * @param out is flushed, and left open
   * @throws HistoryRefused when nothing of the ledger is sealed, for then nobody could tell later
   *     whether it is this one
   */
  public static Moved write(Ledger ledger, OutputStream out, Told told) throws IOException {
    try (LedgerSnapshot snapshot = ledger.snapshot()) {
      return new HistoryExport(snapshot, ledger.origin(), new LineWriter(out), told).write();
    } catch (SQLException e) {
      throw new StoreUnavailable("the seal cannot be read: " + e.getMessage(), e);
    }
  }

  private Moved write() throws IOException, SQLException {
    LedgerHead head = ledger.head();
    requireSealed();
    out.begin(Kind.HISTORY)
        .number("format", FORMAT)
        .text("origin", origin)
        .number("size", head.position())
        .time("recordedAt", head.recordedAt())
        .number("policyPosition", head.policyPosition())
        .end();
    seal(Kind.KEYS, Sql.KEYS, row -> out.texts("vkeys", row.getString("keys").lines().toList()));
    long[] sealed = {0};
    long checkpoints =
        seal(
            Kind.CHECKPOINT,
            Sql.CHECKPOINTS,
            row -> {
              sealed[0] = row.getLong("size");
              out.time("signedAt", time(row, "signed_at"))
                  .text("note", new String(row.getBytes("note"), StandardCharsets.UTF_8));
            });
    if (checkpoints == 0) {
      throw notSealed();
    }
    seal(
        Kind.COSIGNATURE,
        Sql.COSIGNATURES,
        row ->
            out.text("witness", row.getString("witness"))
                .text("line", row.getString("line"))
                .time("keptAt", time(row, "kept_at")));
    seal(Kind.WITNESSED, Sql.WITNESSED, row -> out.time("witnessedAt", time(row, "witnessed_at")));
    seal(
        Kind.TIMESTAMP,
        Sql.TIMESTAMPS,
        row ->
            out.text("authority", row.getString("authority"))
                .text("certificate", row.getString("certificate"))
                .time("stampedAt", time(row, "stamped_at"))
                .base64("token", row.getBytes("token")));
    long persons = persons();
    long contents = contents();
    entries(head.position());
    out.close();
    return new Moved(origin, head.position(), sealed[0], checkpoints, contents, persons);
  }

  private void requireSealed() throws SQLException {
    try (PreparedStatement select = ledger.connection().prepareStatement(Sql.IS_SEALED);
        ResultSet row = select.executeQuery()) {
      row.next();
      if (!row.getBoolean(1)) {
        throw notSealed();
      }
    }
  }

  private static HistoryRefused notSealed() {
    return new HistoryRefused(
        "nothing of this ledger is sealed yet; start a server on it once, which does");
  }

  private interface Rest {
    void write(ResultSet row) throws IOException, SQLException;
  }

  /** A line for each row, which begins with its size. */
  private long seal(Kind kind, String sql, Rest rest) throws IOException, SQLException {
    long count = 0;
    try (PreparedStatement select = ledger.connection().prepareStatement(sql)) {
      select.setFetchSize(1_000);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          out.begin(kind).number("size", rows.getLong("size"));
          rest.write(rows);
          out.end();
          count++;
        }
      }
    }
    return count;
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private long persons() throws IOException {
    out.begin(Kind.LOOKUP).base64("wrapped", ledger.lookupKey()).end();
    var persons = ledger.persons();
    for (LedgerSnapshot.WrappedKey person : persons) {
      out.begin(Kind.PERSON)
          .text("id", person.id())
          .hex("designation", person.designation())
          .base64("wrapped", person.wrapped())
          .end();
    }
    return persons.size();
  }

  private long contents() throws IOException {
    long count = 0;
    try (ContentScan contents = ledger.contents()) {
      for (var content = contents.next(); content != null; content = contents.next()) {
        out.begin(Kind.CONTENT).hex("sha256", content.sha256());
        if (content.persons().isEmpty()) {
          out.textOrBase64(content.kept());
        } else {
          out.texts("persons", content.persons()).base64("envelope", content.kept());
        }
        out.end();
        count++;
      }
    }
    return count;
  }

  private void entries(long size) throws IOException {
    try (WholeScan entries = ledger.entries()) {
      for (WholeScan.Row row = entries.next(); row != null; row = entries.next()) {
        LedgerEntry entry = row.entry();
        out.begin(Kind.ENTRY)
            .number("position", entry.position())
            .text("event", entry.eventId().toString())
            .text("stream", entry.stream())
            .number("sequence", entry.sequence())
            .text("type", entry.type())
            .number("revision", entry.revision())
            .time("recordedAt", entry.recordedAt())
            .object("metadata", entry.metadataJson())
            .object("payload", entry.payload())
            .end();
        told.at(entry.position(), size);
      }
    }
  }
}
