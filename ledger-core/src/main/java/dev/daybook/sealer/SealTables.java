package dev.daybook.sealer;

import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.Hash;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.MissingTile;
import dev.daybook.seal.TileId;
import dev.daybook.store.StoreUnavailable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The seal in the database: schema {@code seal}, made by {@code db/seal}. */
final class SealTables {

  /** Checkpoints younger than this are all kept; then one a minute for a day, then one an hour. */
  private static final Duration ALL_KEPT = Duration.ofHours(1);

  private static final Duration MINUTES_KEPT = Duration.ofDays(1);

  private final DataSource pool;

  SealTables(DataSource pool) {
    this.pool = pool;
  }

  /**
   * What is sealed.
   *
   * @param keys vkeys of who seals, a line each
   */
  record Head(long size, Hash root, String keys) {}

  /**
   * Who seals from a size on.
   *
   * @param from size of the first checkpoint they signed, 0 for the ledger's first keys
   * @param keys vkeys, a line each
   */
  record Keys(long from, String keys) {}

  /** Where nothing is sealed yet, {@code keys} seal from now on. */
  void begin(String keys) {
    query(
        connection -> {
          try (PreparedStatement begin = connection.prepareStatement(Sql.BEGIN)) {
            begin.setBytes(1, Merkle.EMPTY_ROOT.bytes());
            begin.setString(2, keys);
            return begin.executeUpdate();
          }
        });
  }

  Head head() {
    return query(SealTables::head);
  }

  private static Head head(Connection connection) throws SQLException {
    try (PreparedStatement head = connection.prepareStatement(Sql.HEAD);
        ResultSet row = head.executeQuery()) {
      if (!row.next()) {
        throw new SealBroken("`seal.head` is empty: somebody deleted what was sealed");
      }
      String keys = row.getString("keys");
      if (keys == null) {
        throw new SealBroken("`seal.keys` is empty: somebody deleted who seals");
      }
      return new Head(row.getLong("size"), Hash.of(row.getBytes("root")), keys);
    }
  }

  /** How far the seal is by its own tables. */
  record Marks(SealState.Mark signed, SealState.Mark witnessed, SealState.Mark stamped) {}

  Marks marks() {
    return query(
        connection -> {
          try (PreparedStatement state = connection.prepareStatement(Sql.STATE);
              ResultSet row = state.executeQuery()) {
            if (!row.next()) {
              throw new SealBroken("`seal.head` is empty: somebody deleted what was sealed");
            }
            return new Marks(
                mark(row, "size", "signed_at"),
                mark(row, "witnessed", "witnessed_at"),
                mark(row, "stamped", "stamped_at"));
          }
        });
  }

  private static SealState.Mark mark(ResultSet row, String size, String at) throws SQLException {
    return new SealState.Mark(
        row.getLong(size),
        Optional.ofNullable(row.getObject(at, OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  /** Who sealed and seals, the first keys first. */
  List<Keys> keys() {
    return query(
        connection -> {
          List<Keys> all = new ArrayList<>();
          try (PreparedStatement select = connection.prepareStatement(Sql.KEYS);
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              all.add(new Keys(rows.getLong("size"), rows.getString("keys")));
            }
          }
          return all;
        });
  }

  /**
   * The tree as it is sealed, ready to grow.
   *
   * @throws SealBroken when the tiles do not have the root that was signed
   */
  GrowingTree tree(Head head) {
    Map<Integer, byte[]> edge =
        query(
            connection -> {
              Map<Integer, byte[]> tiles = new HashMap<>();
              try (PreparedStatement select = connection.prepareStatement(Sql.EDGE);
                  ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                  tiles.put(rows.getInt("level"), rows.getBytes("hashes"));
                }
              }
              return tiles;
            });
    try {
      GrowingTree tree =
          GrowingTree.of(
              head.size(),
              tile -> {
                byte[] hashes = edge.get(tile.level());
                if (hashes == null) {
                  throw new MissingTile(tile, "not on the edge");
                }
                return hashes;
              });
      if (!tree.root().equals(head.root())) {
        throw new SealBroken(
            "the tiles of %d leaves have the root %s; %s was signed"
                .formatted(head.size(), tree.root(), head.root()));
      }
      return tree;
    } catch (MissingTile e) {
      throw new SealBroken("a tile is gone: " + e.getMessage(), e);
    }
  }

  /**
   * Moves the seal from {@code before} to where {@code tree} is now, with its new tiles and the
   * note, all in one.
   *
   * @param keys who seals from there on
   * @param sign makes the note, once nobody else can be faster; what it throws undoes everything
   * @return false when another sealer had moved it from there
   */
  boolean move(
      Head before, GrowingTree tree, String keys, Instant signedAt, Supplier<byte[]> sign) {
    return query(
        connection -> {
          connection.setAutoCommit(false);
          try {
            boolean moved = move(connection, before, tree);
            if (moved) {
              if (!keys.equals(before.keys())) {
                handOver(connection, tree.size(), keys);
              }
              writeTiles(connection, Sql.TILES, tree.takeFull());
              writeEdge(connection, tree.edge());
              writeCheckpoint(connection, tree.size(), tree.root(), signedAt, sign.get());
              connection.commit();
            } else {
              connection.rollback();
            }
            return moved;
          } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
          } finally {
            connection.setAutoCommit(true);
          }
        });
  }

  private static boolean move(Connection connection, Head before, GrowingTree tree)
      throws SQLException {
    try (PreparedStatement move = connection.prepareStatement(Sql.MOVE)) {
      move.setLong(1, tree.size());
      move.setBytes(2, tree.root().bytes());
      move.setLong(3, before.size());
      move.setBytes(4, before.root().bytes());
      return move.executeUpdate() == 1;
    }
  }

  static void handOver(Connection connection, long size, String keys) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(Sql.HAND_OVER)) {
      insert.setLong(1, size);
      insert.setString(2, keys);
      insert.executeUpdate();
    }
  }

  static void writeTiles(Connection connection, String sql, List<GrowingTree.Full> tiles)
      throws SQLException {
    if (tiles.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setArray(1, levels(connection, tiles));
      insert.setArray(
          2,
          connection.createArrayOf(
              "bigint", tiles.stream().map(tile -> tile.tile().index()).toArray(Long[]::new)));
      insert.setArray(
          3,
          connection.createArrayOf(
              "bytea", tiles.stream().map(GrowingTree.Full::bytes).toArray(byte[][]::new)));
      insert.executeUpdate();
    }
  }

  static void writeEdge(Connection connection, List<GrowingTree.Full> edge) throws SQLException {
    try (PreparedStatement clear = connection.prepareStatement(Sql.EDGE_CLEAR)) {
      clear.setArray(1, levels(connection, edge));
      clear.executeUpdate();
    }
    writeTiles(connection, Sql.EDGE_WRITE, edge);
  }

  private static Array levels(Connection connection, List<GrowingTree.Full> tiles)
      throws SQLException {
    return connection.createArrayOf(
        "smallint", tiles.stream().map(tile -> tile.tile().level()).toArray(Integer[]::new));
  }

  static void writeCheckpoint(
      Connection connection, long size, Hash root, Instant signedAt, byte[] note)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(Sql.CHECKPOINT)) {
      insert.setLong(1, size);
      insert.setBytes(2, root.bytes());
      insert.setObject(3, signedAt.atOffset(ZoneOffset.UTC));
      insert.setBytes(4, note);
      insert.executeUpdate();
    }
  }

  /** Lets go of older checkpoints that a later one of the same minute, or hour, makes needless. */
  void thin(Instant now) {
    query(
        connection -> {
          try (PreparedStatement thin = connection.prepareStatement(Sql.THIN)) {
            thin.setObject(1, now.minus(ALL_KEPT).atOffset(ZoneOffset.UTC));
            thin.setObject(2, now.minus(MINUTES_KEPT).atOffset(ZoneOffset.UTC));
            thin.setObject(3, now.minus(MINUTES_KEPT).atOffset(ZoneOffset.UTC));
            return thin.executeUpdate();
          }
        });
  }

  /**
   * A tile's hashes, as many as there are.
   *
   * @throws MissingTile where there is none
   */
  byte[] hashes(TileId tile) throws MissingTile {
    Optional<byte[]> hashes =
        query(
            connection -> {
              try (PreparedStatement select = connection.prepareStatement(Sql.TILE)) {
                select.setInt(1, tile.level());
                select.setLong(2, tile.index());
                select.setInt(3, tile.level());
                select.setLong(4, tile.index());
                return first(select);
              }
            });
    return hashes.orElseThrow(() -> new MissingTile(tile, "it is in no table of the seal"));
  }

  /** The latest note with the cosignatures it has, if anything was signed. */
  Optional<byte[]> latest() {
    return first(Sql.LATEST_COSIGNED);
  }

  /** The latest note whose cosignatures reached the quorum, if one did. */
  Optional<byte[]> witnessed() {
    return first(Sql.LATEST_WITNESSED);
  }

  private Optional<byte[]> first(String sql) {
    return query(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            return first(select);
          }
        });
  }

  private static Optional<byte[]> first(PreparedStatement select) throws SQLException {
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
    }
  }

  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private <T> T query(Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      return work.with(connection);
    } catch (SQLException e) {
      throw new StoreUnavailable("the seal cannot be read or written: " + e.getMessage(), e);
    }
  }
}
