package dev.daybook.sealer;

import dev.daybook.seal.MissingTile;
import dev.daybook.seal.TileId;
import dev.daybook.seal.Tiles;
import dev.daybook.store.Ledger;
import dev.daybook.store.StoreUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The seal as it is kept, believing none of it: for whoever verifies it. All of it is read as it
 * was at one moment, whatever is sealed meanwhile; one thread at a time uses it.
 */
public final class SealScan implements AutoCloseable, Tiles {

  /** Between two looks at the seal a verifier may read for long. */
  private static final String PATIENT = "SET LOCAL idle_in_transaction_session_timeout = 0";

  private static final String EARLIER =
      "the seal's tables are those of an earlier Daybook; start a server of this one on the ledger"
          + " once, which brings them up to date, then try again";

  private final Connection connection;
  private final PreparedStatement tile;
  private final PreparedStatement tilesFrom;

  /** Tiles behind the one that was asked for last: whoever verifies reads on. */
  private final Map<TileId, byte[]> ahead = new HashMap<>();

  private final Optional<Head> head;

  private SealScan(Connection connection) throws SQLException {
    this.connection = connection;
    this.head = readHead();
    this.tile = connection.prepareStatement(Sql.TILE);
    this.tilesFrom = connection.prepareStatement(Sql.TILES_FROM);
  }

  /**
   * What the seal says of itself.
   *
   * @param root not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Head(long size, byte[] root) {}

  /**
   * Who seals, according to the tables.
   *
   * @param from size of the first checkpoint they signed; 0 for the ledger's first keys
   * @param vkeys a line each
   */
  public record Keys(long from, String vkeys) {}

  /**
   * A checkpoint as it is kept.
   *
   * @param root beside the note; not to be changed
   * @param note not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Kept(long size, byte[] root, byte[] note) {}

  /**
   * The seal of this ledger; empty where it was never sealed.
   *
   * @throws StoreUnavailable also where its tables are those of an earlier Daybook
   */
  public static Optional<SealScan> open(Ledger ledger) {
    try {
      Connection connection = ledger.dataSource().getConnection();
      try {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
          statement.execute(PATIENT);
          try (ResultSet row = statement.executeQuery(Sql.IS_THERE)) {
            if (row.next() && row.getBoolean(1)) {
              if (row.getBoolean(2)) {
                throw new StoreUnavailable(EARLIER);
              }
              return Optional.of(new SealScan(connection));
            }
          }
        }
        giveBack(connection);
        return Optional.empty();
      } catch (SQLException | StoreUnavailable e) {
        giveBack(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private Optional<Head> readHead() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(Sql.HEAD);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(new Head(row.getLong("size"), row.getBytes("root")))
          : Optional.empty();
    }
  }

  /** What the seal says of itself, unless somebody deleted it. */
  public Optional<Head> head() {
    return head;
  }

  /** Who sealed and seals, the first keys first. */
  public List<Keys> keys() {
    try (PreparedStatement select = connection.prepareStatement(Sql.KEYS);
        ResultSet rows = select.executeQuery()) {
      List<Keys> keys = new ArrayList<>();
      while (rows.next()) {
        keys.add(new Keys(rows.getLong("size"), rows.getString("keys")));
      }
      return keys;
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  @Override
  public byte[] hashes(TileId wanted) throws MissingTile {
    try {
      if (wanted.isFull()) {
        byte[] full = full(wanted);
        if (full != null) {
          return full;
        }
      }
      tile.setInt(1, wanted.level());
      tile.setLong(2, wanted.index());
      tile.setInt(3, wanted.level());
      tile.setLong(4, wanted.index());
      try (ResultSet rows = tile.executeQuery()) {
        if (rows.next()) {
          return rows.getBytes(1);
        }
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
    throw new MissingTile(wanted, "it is in no table of the seal");
  }

  private byte @Nullable [] full(TileId wanted) throws SQLException {
    byte[] known = ahead.remove(wanted);
    if (known != null) {
      return known;
    }
    ahead.clear();
    tilesFrom.setInt(1, wanted.level());
    tilesFrom.setLong(2, wanted.index());
    try (ResultSet rows = tilesFrom.executeQuery()) {
      while (rows.next()) {
        ahead.put(new TileId(wanted.level(), rows.getLong(1), TileId.WIDTH), rows.getBytes(2));
      }
    }
    return ahead.remove(wanted);
  }

  /** Checkpoints of more than {@code size} entries, smallest first; a thousand at most. */
  public List<Kept> checkpointsAfter(long size) {
    try (PreparedStatement select = connection.prepareStatement(Sql.KEPT)) {
      select.setLong(1, size);
      return kept(select);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /** The latest checkpoint's note, if there is one. */
  public Optional<byte[]> latest() {
    try (PreparedStatement select = connection.prepareStatement(Sql.LATEST);
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? Optional.of(rows.getBytes("note")) : Optional.empty();
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /**
   * Checkpoints with the cosignatures they have, the latest first; only those that have any, and a
   * thousand at most.
   */
  public List<Kept> cosigned() {
    try (PreparedStatement select = connection.prepareStatement(Sql.COSIGNED)) {
      return kept(select);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static List<Kept> kept(PreparedStatement select) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      List<Kept> kept = new ArrayList<>();
      while (rows.next()) {
        kept.add(new Kept(rows.getLong("size"), rows.getBytes("root"), rows.getBytes("note")));
      }
      return kept;
    }
  }

  /** A full tile that no tree of {@code size} leaves has, if one is kept. */
  public Optional<TileId> tileBehind(long size) {
    for (int level = 0; level <= TileId.MAX_LEVEL; level++) {
      OptionalLong index = indexFrom(level, TileId.hashes(level, size) / TileId.WIDTH);
      if (index.isPresent()) {
        return Optional.of(new TileId(level, index.getAsLong(), TileId.WIDTH));
      }
    }
    return Optional.empty();
  }

  private OptionalLong indexFrom(int level, long index) {
    try (PreparedStatement select = connection.prepareStatement(Sql.BEHIND)) {
      select.setInt(1, level);
      select.setLong(2, index);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /** The note that was signed last, as it is kept beside the keys; empty where none is. */
  public static Optional<byte[]> lastSigned(SealSettings settings) {
    Path file = LastSigned.file(settings.folder());
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StoreUnavailable unavailable(SQLException e) {
    return new StoreUnavailable("the seal cannot be read: " + e.getMessage(), e);
  }

  private static void giveBack(Connection connection) throws SQLException {
    try (connection) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  @Override
  public void close() {
    try {
      tile.close();
      tilesFrom.close();
      giveBack(connection);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }
}
