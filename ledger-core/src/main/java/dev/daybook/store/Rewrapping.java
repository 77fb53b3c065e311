package dev.daybook.store;

import dev.daybook.personal.KeySettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Wraps the keys of all persons by another key-encryption key, in one transaction: nobody ever
 * finds some wrapped by the one and some by the other. No node may run meanwhile, for it would wrap
 * new persons' keys by the key before.
 *
 * <p>A key of the ledger's own lies beside the one before until that transaction is over, and then
 * takes its place; so a crash at any moment leaves the key that opens what is there, and the next
 * start finds it.
 */
public final class Rewrapping {

  private Rewrapping() {}

  /**
   * What was done.
   *
   * @param persons whose keys were wrapped again
   * @param left what of the keys wrapped before could not be reached in the database's files, as in
   *     {@code person.key-destroyed}
   */
  public record Rewrapped(int persons, List<String> left) {
    public Rewrapped {
      left = List.copyOf(left);
    }
  }

  /**
   * Wraps them by {@code next}; where that is a key of the ledger's own, by one that is made now.
   *
   * @param settings with the keys as they are wrapped until now
   * @throws StartRefused when a node runs, or the keys are wrapped by yet another key
   */
  public static Rewrapped run(LedgerSettings settings, KeySettings next) {
    Database database = Database.open(settings);
    try (Connection connection = database.connectAsOwner()) {
      requireNobodyElse(connection);
      DataSource pool = database.pool();
      KeyRing ring = KeyRing.open(pool, settings.keys(), EntryReader.origin(pool));
      Path own = next.key() == null && next.service() == null ? next.folder() : null;
      int persons =
          ring.wrapAll(
              connection, own == null ? KeyEncryptions.of(next) : KeyEncryptions.prepared(own));
      if (own != null) {
        KeyEncryptions.goOver(own);
      }
      return new Rewrapped(persons, database.scrub());
    } catch (SQLException e) {
      throw new StoreUnavailable("persons' keys cannot be wrapped: " + e.getMessage(), e);
    } finally {
      database.close();
    }
  }

  private static void requireNobodyElse(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(Sql.OTHER_SESSIONS);
        ResultSet row = select.executeQuery()) {
      row.next();
      if (row.getInt(1) > 0) {
        throw new StartRefused(
            "%d nodes use this database now; stop them first, for they would wrap new keys by the"
                    .formatted(row.getInt(1))
                + " one before");
      }
    }
  }
}
