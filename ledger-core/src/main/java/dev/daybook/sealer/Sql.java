package dev.daybook.sealer;

import dev.daybook.store.SqlFile;

/** The statements of the seal, read from the {@code .sql} files beside this class. */
final class Sql {

  static final String BEGIN = read("begin");
  static final String HEAD = read("head");
  static final String STATE = read("state");
  static final String MOVE = read("move");
  static final String TILES = read("tiles");
  static final String EDGE = read("edge");
  static final String EDGE_WRITE = read("edge_write");
  static final String EDGE_CLEAR = read("edge_clear");
  static final String TILE = read("tile");
  static final String TILES_FROM = read("tiles_from");
  static final String CHECKPOINT = read("checkpoint");
  static final String LATEST = read("latest");
  static final String LATEST_COSIGNED = read("latest_cosigned");
  static final String LATEST_WITNESSED = read("latest_witnessed");
  static final String COSIGNED = read("cosigned");
  static final String THIN = read("thin");
  static final String IS_THERE = read("is_there");
  static final String KEPT = read("kept");
  static final String BEHIND = read("behind");
  static final String KEYS = read("keys");
  static final String HAND_OVER = read("hand_over");
  static final String RESTORE_HEAD = read("restore_head");

  private Sql() {}

  private static String read(String name) {
    return SqlFile.read(Sql.class, name);
  }
}
