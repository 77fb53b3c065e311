package dev.daybook.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * All of a ledger as it was at one moment, for who copies it. It keeps one connection of the
 * ledger's pool until it is closed; one thread at a time uses it, for one thing at a time.
 */
public final class LedgerSnapshot implements AutoCloseable {

  private final Connection connection;
  private final EntryForm form;

  private LedgerSnapshot(Connection connection, EntryForm form) {
    this.connection = connection;
    this.form = form;
  }

  static LedgerSnapshot open(DataSource pool, EntryForm form) {
    try {
      Connection connection = pool.getConnection();
      try (Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute(Sql.SNAPSHOT);
        return new LedgerSnapshot(connection, form);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** The connection, in its transaction: for what others keep beside the ledger. */
  public Connection connection() {
    return connection;
  }

  /** Where the ledger stood. */
  public LedgerHead head() {
    try (PreparedStatement select = connection.prepareStatement(Sql.HEAD);
        ResultSet row = select.executeQuery()) {
      row.next();
      return Rows.head(row);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /**
   * A person's key as it is kept.
   *
   * @param id the surrogate
   * @param designation HMAC of what the person is called; not to be changed
   * @param wrapped not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record WrappedKey(String id, byte[] designation, byte[] wrapped) {}

  /** The keys of all who are named and not erased, by their ids. */
  public List<WrappedKey> persons() {
    try (PreparedStatement select = connection.prepareStatement(Sql.PERSONS);
        ResultSet rows = select.executeQuery()) {
      List<WrappedKey> keys = new ArrayList<>();
      while (rows.next()) {
        keys.add(new WrappedKey(rows.getString(1), rows.getBytes(2), rows.getBytes(3)));
      }
      return keys;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** The key that persons are looked up by, wrapped as theirs are. */
  public byte[] lookupKey() {
    try (PreparedStatement select = connection.prepareStatement(Sql.PERSON_SECRET);
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new LedgerBroken("`ledger.person_secret` has no row: somebody deleted it");
      }
      return row.getBytes(1);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** Everything that was kept by its digest; to be closed. */
  public ContentScan contents() {
    return ContentScan.open(connection, form.personal());
  }

  /** Every entry with its leaf, in order; to be closed. */
  public WholeScan entries() {
    return WholeScan.open(connection, form, 1);
  }

  private static StoreUnavailable unreadable(SQLException e) {
    return new StoreUnavailable("the ledger cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try (connection) {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }
}
