package dev.daybook.sealer;

import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.SignedNote;
import dev.daybook.store.LedgerRestore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Fills an empty seal with another's: who sealed, what was signed, and the tree it was signed of,
 * which is built anew from the leaves. In a transaction that somebody else has begun.
 */
public final class SealRestore {

  /** Where what is written here stands. */
  public static final LedgerRestore.Beside SCHEMA =
      new LedgerRestore.Beside("seal", "classpath:db/seal");

  private final Connection connection;

  /**
   * @param connection in its transaction, which is neither committed nor undone here
   */
  public SealRestore(Connection connection) {
    this.connection = connection;
  }

  /** Who sealed from a size on: vkeys, a line each. */
  public void keys(long from, String vkeys) throws SQLException {
    SealTables.handOver(connection, from, vkeys);
  }

  /**
   * What was signed.
   *
   * @throws dev.daybook.seal.SealRefused when it is no checkpoint
   */
  public void checkpoint(byte[] note, Instant signedAt) throws SQLException {
    Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
    SealTables.writeCheckpoint(connection, checkpoint.size(), checkpoint.root(), signedAt, note);
  }

  /** The tiles that became full since this was asked last. */
  public void tiles(GrowingTree tree) throws SQLException {
    SealTables.writeTiles(connection, Sql.TILES, tree.takeFull());
  }

  /** The tree is all that is sealed. */
  public void sealed(GrowingTree tree) throws SQLException {
    tiles(tree);
    SealTables.writeEdge(connection, tree.edge());
    try (PreparedStatement insert = connection.prepareStatement(Sql.RESTORE_HEAD)) {
      insert.setLong(1, tree.size());
      insert.setBytes(2, tree.root().bytes());
      insert.executeUpdate();
    }
  }
}
