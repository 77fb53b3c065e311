package dev.daybook.history;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.SealRefused;
import dev.daybook.seal.SignedNote;
import dev.daybook.sealer.SealRestore;
import dev.daybook.store.EventTypes;
import dev.daybook.store.LedgerRestore;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.LedgerSnapshot;
import dev.daybook.store.StoreUnavailable;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a history into an empty ledger, in one transaction: all of it, or nothing. Leaves and tree
 * are derived anew; that they are what was signed is found out by whoever verifies the ledger then.
 */
public final class HistoryImport {

  /** Leaves after which the tiles they filled are written. */
  private static final int LEAVES = 65_536;

  private static final int GZIP = 0x8b1f;

  private final Lines lines;
  private final Set<String> changingPolicies;
  private final Told told;
  private final GrowingTree tree = new GrowingTree();
  private Kind last = Kind.HISTORY;
  private long checkpoints;
  private long sealed;
  private long contents;
  private long persons;
  private byte[] lastContent = {};
  private String lastPersons = "";
  private long position;
  private long policyPosition;
  private @Nullable Instant recordedAt;

  private HistoryImport(Lines lines, Set<String> changingPolicies, Told told) {
    this.lines = lines;
    this.changingPolicies = changingPolicies;
    this.told = told;
  }

  /**
   * Reads it, compressed by gzip or not.
   *
   * @param settings of the ledger, which is made where there is none; its name is the history's
   * @param types which of them change the policies in force: that is not taken from the file
   * @throws HistoryRefused when it is no history, or not whole
   * @throws dev.daybook.store.StartRefused when it cannot be put there
   */
  public static Moved read(InputStream in, LedgerSettings settings, EventTypes types, Told told)
      throws IOException {
    return new HistoryImport(new Lines(plain(in)), types.changingPolicies(), told).read(settings);
  }

  private static InputStream plain(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(2);
    int first = buffered.read();
    int second = buffered.read();
    buffered.reset();
    if ((second << 8 | first) != GZIP) {
      return buffered;
    }
    try {
      return new GZIPInputStream(buffered, 1 << 16);
    } catch (EOFException | ZipException e) {
      throw Lines.damaged(1, e);
    }
  }

  private Moved read(LedgerSettings settings) throws IOException {
    Line header = first();
    String origin = header.text("origin");
    long size = header.number("size");
    try (LedgerRestore restore =
        LedgerRestore.open(settings, origin, List.of(SealRestore.SCHEMA))) {
      SealRestore seal = new SealRestore(restore.connection());
      Line end = rest(restore, seal, origin, size);
      requireWhole(end, header, size);
      seal.sealed(tree);
      restore.commit(size, header.time("recordedAt"), policyPosition);
    } catch (SQLException e) {
      throw new StoreUnavailable("the seal cannot be restored: " + e.getMessage(), e);
    }
    return new Moved(origin, size, sealed, checkpoints, contents, persons);
  }

  private Line first() throws IOException {
    byte[] bytes = lines.next();
    if (bytes == null) {
      throw new HistoryRefused("the file is empty");
    }
    Line line = Line.parse(1, bytes);
    if (line.kind() != Kind.HISTORY) {
      throw line.refused("a history begins with a line of the kind `history`");
    }
    long format = line.number("format");
    if (format != HistoryExport.FORMAT) {
      throw line.refused(
          "it is of format %d; this Daybook reads format %d"
              .formatted(format, HistoryExport.FORMAT));
    }
    lines.digest(bytes);
    return line;
  }

  private Line rest(LedgerRestore restore, SealRestore seal, String origin, long size)
      throws IOException, SQLException {
    for (byte[] bytes = lines.next(); bytes != null; bytes = lines.next()) {
      Line line = Line.parse(lines.number(), bytes);
      Kind kind = line.kind();
      if (kind == Kind.HISTORY || kind.compareTo(last) < 0) {
        throw line.refused(
            "a line of the kind `%s` stands behind one of `%s`"
                .formatted(kind.word(), last.word()));
      }
      last = kind;
      if (kind == Kind.END) {
        return line;
      }
      lines.digest(bytes);
      switch (kind) {
        case KEYS -> seal.keys(line.number("size"), String.join("\n", line.texts("vkeys")) + "\n");
        case CHECKPOINT -> checkpoint(line, seal);
        case COSIGNATURE, WITNESSED, TIMESTAMP -> others(line, kind, restore);
        case LOOKUP -> restore.lookupKey(line.base64("wrapped"));
        case PERSON -> {
          restore.person(
              new LedgerSnapshot.WrappedKey(
                  line.text("id"), line.hex("designation"), line.base64("wrapped")));
          persons++;
        }
        case CONTENT -> content(line, restore);
        case ENTRY -> {
          entry(line, restore, seal, origin, size);
          told.at(position, size);
        }
        case HISTORY, END -> throw new AssertionError(kind);
      }
    }
    throw new HistoryRefused(
        "it ends behind line %d without a line of the kind `end`: it was cut"
            .formatted(lines.number()));
  }

  private void checkpoint(Line line, SealRestore seal) throws SQLException {
    byte[] note = line.text("note").getBytes(StandardCharsets.UTF_8);
    try {
      long size = Checkpoint.parse(SignedNote.parse(note).text()).size();
      if (size != line.number("size") || size <= sealed) {
        throw line.refused(
            "the checkpoint is of %d entries; wanted more than %d, and as many as `size` says"
                .formatted(size, sealed));
      }
      sealed = size;
      checkpoints++;
      seal.checkpoint(note, line.time("signedAt"));
    } catch (SealRefused e) {
      throw line.refused("`note` is no checkpoint: %s".formatted(e.getMessage()));
    }
  }

  private static void others(Line line, Kind kind, LedgerRestore restore) throws SQLException {
    String sql =
        switch (kind) {
          case COSIGNATURE -> Sql.RESTORE_COSIGNATURE;
          case WITNESSED -> Sql.RESTORE_WITNESSED;
          default -> Sql.RESTORE_TIMESTAMP;
        };
    try (PreparedStatement insert = restore.connection().prepareStatement(sql)) {
      insert.setLong(1, line.number("size"));
      switch (kind) {
        case COSIGNATURE -> {
          insert.setString(2, line.text("witness"));
          insert.setString(3, line.text("line"));
          insert.setObject(4, line.time("keptAt").atOffset(ZoneOffset.UTC));
        }
        case WITNESSED -> insert.setObject(2, line.time("witnessedAt").atOffset(ZoneOffset.UTC));
        default -> {
          insert.setString(2, line.text("authority"));
          insert.setString(3, line.text("certificate"));
          insert.setObject(4, line.time("stampedAt").atOffset(ZoneOffset.UTC));
          insert.setBytes(5, line.base64("token"));
        }
      }
      insert.executeUpdate();
    }
  }

  private void content(Line line, LedgerRestore restore) {
    byte[] sha256 = line.hex("sha256");
    List<String> sealedFor = line.has("persons") ? line.texts("persons") : List.of();
    String together = String.join(",", sealedFor);
    int order = Arrays.compareUnsigned(sha256, lastContent);
    if (order < 0 || (order == 0 && together.equals(lastPersons))) {
      throw line.refused("what is kept comes in the order of its digests, each once");
    }
    lastContent = sha256;
    lastPersons = together;
    restore.content(
        sha256, sealedFor, sealedFor.isEmpty() ? line.textOrBase64() : line.base64("envelope"));
    contents++;
  }

  private void entry(Line line, LedgerRestore restore, SealRestore seal, String origin, long size)
      throws SQLException {
    long seen = line.number("position");
    if (seen != position + 1 || seen > size) {
      throw line.refused(
          "position %d; wanted %s"
              .formatted(
                  seen, position == size ? "none behind " + size : String.valueOf(position + 1)));
    }
    position = seen;
    byte[] payload = line.object("payload");
    byte[] metadata = line.object("metadata");
    LeafEntry leaf =
        new LeafEntry(
            origin,
            position - 1,
            event(line),
            line.text("stream"),
            line.number("sequence"),
            line.text("type"),
            Math.toIntExact(Math.min(Integer.MAX_VALUE, line.number("revision"))),
            line.time("recordedAt"),
            Line.parse(lines.number(), metadata).text("actor"),
            LeafEntry.Content.of(payload),
            LeafEntry.Content.of(metadata));
    recordedAt = leaf.recordedAt();
    if (changingPolicies.contains(leaf.type())) {
      policyPosition = position;
    }
    byte[] statement = statement(line, leaf);
    restore.entry(
        new LedgerRestore.Entry(
            position,
            leaf.event(),
            leaf.stream(),
            leaf.sequence(),
            leaf.type(),
            leaf.revision(),
            leaf.recordedAt(),
            payload,
            metadata,
            statement));
    if (position <= sealed) {
      tree.add(Merkle.leafHash(statement));
      if (position % LEAVES == 0) {
        seal.tiles(tree);
      }
    }
  }

  private static UUID event(Line line) {
    try {
      return UUID.fromString(line.text("event"));
    } catch (IllegalArgumentException _) {
      throw line.refused("`event` is a UUID; seen `%s`".formatted(line.text("event")));
    }
  }

  private static byte[] statement(Line line, LeafEntry leaf) {
    try {
      return leaf.json();
    } catch (IllegalArgumentException e) {
      throw line.refused(String.valueOf(e.getMessage()));
    }
  }

  private void requireWhole(Line end, Line header, long size) throws IOException {
    if (position != size) {
      throw end.refused("there are %d entries; the first line says %d".formatted(position, size));
    }
    if (sealed == 0 || sealed > size) {
      throw end.refused(
          "the latest checkpoint is of %d entries, of %d that are there".formatted(sealed, size));
    }
    if (!header.time("recordedAt").equals(recordedAt)) {
      throw header.refused("`recordedAt` is not when the last entry was recorded");
    }
    if (end.number("lines") != lines.number() - 1) {
      throw end.refused(
          "%d lines stand before it; it says %d"
              .formatted(lines.number() - 1, end.number("lines")));
    }
    if (!Arrays.equals(end.hex("sha256"), lines.digest())) {
      throw end.refused("the lines before it have another SHA-256: something was changed");
    }
    if (lines.next() != null) {
      throw HistoryRefused.in(lines.number(), "something follows the line of the kind `end`");
    }
  }
}
