package dev.daybook.store;

import dev.daybook.personal.Designation;
import dev.daybook.personal.KeyEncryption;
import dev.daybook.personal.KeySettings;
import dev.daybook.personal.PersonKeys;
import dev.daybook.personal.envelope.PersonKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Persons' keys as the database keeps them, wrapped; the ones used last are here unwrapped. What a
 * person is called by is in the database only as an HMAC, so that a copy of it names nobody.
 */
final class KeyRing implements PersonKeys {

  /** Keys kept unwrapped, by what persons are called and by their ids. */
  private static final int REMEMBERED = 10_000;

  /** Keys wrapped again at once. */
  private static final int AT_ONCE = 1_000;

  /** What the key of the HMAC is for, which is the same in every ledger. */
  private static final String LOOKUP = "lookup";

  private static final String HMAC = "HmacSHA256";

  private final DataSource pool;
  private final KeyEncryption encryption;
  private final String origin;
  private final SecretKeySpec secret;
  private final AtomicLong destroyed = new AtomicLong();
  private final Map<Designation, PersonKey> called = latest();
  private final Map<String, PersonKey> known = latest();

  /** Whose keys were destroyed: what was read before that is not remembered after it. */
  private final Set<String> gone = ConcurrentHashMap.newKeySet();

  private KeyRing(DataSource pool, KeyEncryption encryption, String origin, SecretKeySpec secret) {
    this.pool = pool;
    this.encryption = encryption;
    this.origin = origin;
    this.secret = secret;
  }

  /**
   * With the key-encryption key of the settings, or the one that takes its place, where a crash
   * came between its first use and that.
   *
   * @throws StartRefused when the keys in the database were wrapped by another key-encryption key
   */
  static KeyRing open(DataSource pool, KeySettings settings, String origin) {
    KeyEncryption encryption = KeyEncryptions.of(settings);
    try {
      return open(pool, encryption, origin);
    } catch (StartRefused refused) {
      KeyEncryption next = KeyEncryptions.next(settings).orElseThrow(() -> refused);
      KeyRing ring = open(pool, next, origin);
      KeyEncryptions.goOver(Objects.requireNonNull(settings.folder(), "there was one"));
      return ring;
    }
  }

  static KeyRing open(DataSource pool, KeyEncryption encryption, String origin) {
    return new KeyRing(pool, encryption, origin, new SecretKeySpec(secret(pool, encryption), HMAC));
  }

  private static byte[] secret(DataSource pool, KeyEncryption encryption) {
    try (Connection connection = pool.getConnection()) {
      byte[] wrapped = wrappedSecret(connection);
      if (wrapped == null) {
        byte[] made = new byte[PersonKey.LENGTH];
        new SecureRandom().nextBytes(made);
        try (PreparedStatement insert = connection.prepareStatement(Sql.PERSON_SECRET_MADE)) {
          insert.setBytes(1, encryption.wrap(made, LOOKUP));
          insert.executeUpdate();
        }
        wrapped = wrappedSecret(connection); // another node's, if that was faster
      }
      if (wrapped == null) {
        throw new IllegalStateException("ledger.person_secret has no row");
      }
      return unwrapped(encryption, wrapped);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /**
   * The key of the HMAC.
   *
   * @throws StartRefused when it is wrapped by another key than {@code encryption} has
   */
  static byte[] unwrapped(KeyEncryption encryption, byte[] wrapped) {
    try {
      return encryption.unwrap(wrapped, LOOKUP);
    } catch (IllegalStateException e) {
      throw new StartRefused(
          "the key-encryption key of this node is not the one persons' keys are wrapped by; give it"
              + " the same: DAYBOOK_PERSONS_KEY_FILE with the file `persons/key-encryption.key` of"
              + " the first node's data folder",
          e);
    }
  }

  private static byte @Nullable [] wrappedSecret(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(Sql.PERSON_SECRET);
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getBytes(1) : null;
    }
  }

  @Override
  public PersonKey of(Designation designation) {
    PersonKey remembered = called.get(designation);
    if (remembered != null) {
      return remembered;
    }
    byte[] hmac = hmac(designation);
    try (Connection connection = pool.getConnection()) {
      PersonKey found = find(connection, hmac);
      while (found == null) {
        PersonKey made = PersonKey.random();
        try (PreparedStatement insert = connection.prepareStatement(Sql.PERSON_KNOWN)) {
          insert.setString(1, made.id());
          insert.setBytes(2, hmac);
          insert.setBytes(3, encryption.wrap(made.bytes(), whose(made.id())));
          insert.executeUpdate();
        }
        found = find(connection, hmac); // another node's, if that was faster
      }
      called.put(designation, found);
      known.put(found.id(), found);
      forgetIfGone(found.id());
      return found;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /**
   * A key for something else that all nodes of this ledger share and nobody else has: HKDF-SHA256
   * of the secret they keep in the database, wrapped.
   *
   * @param purpose what it is for, in words that nothing else has
   */
  SecretKey shared(String purpose) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "Generic",
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret)
                  .addSalt(purpose.getBytes(StandardCharsets.UTF_8))
                  .thenExpand(origin.getBytes(StandardCharsets.UTF_8), PersonKey.LENGTH));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The surrogate id of whoever is called so, if there is a key. */
  Optional<String> idOf(Designation designation) {
    try (Connection connection = pool.getConnection()) {
      return Optional.ofNullable(find(connection, hmac(designation))).map(PersonKey::id);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private @Nullable PersonKey find(Connection connection, byte[] hmac) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(Sql.PERSON_CALLED)) {
      select.setBytes(1, hmac);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? unwrapped(rows.getString(1), rows.getBytes(2)) : null;
      }
    }
  }

  @Override
  public Optional<PersonKey> byId(String id) {
    PersonKey remembered = known.get(id);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    try (Connection connection = pool.getConnection();
        PreparedStatement select = connection.prepareStatement(Sql.PERSON_KEY)) {
      select.setString(1, id);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        PersonKey found = unwrapped(id, rows.getBytes(1));
        known.put(id, found);
        return forgetIfGone(id) ? Optional.empty() : Optional.of(found);
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /**
   * Destroys a person's key, here and in the database.
   *
   * @return whether there was one
   */
  boolean destroy(String id) {
    try (Connection connection = pool.getConnection();
        PreparedStatement delete = connection.prepareStatement(Sql.PERSON_ERASED)) {
      delete.setString(1, id);
      return delete.executeUpdate() > 0;
    } catch (SQLException e) {
      throw unreadable(e);
    } finally {
      gone.add(id);
      forget(id);
      destroyed.incrementAndGet();
    }
  }

  /** Forgets what was just remembered, where the key was destroyed since it was read. */
  private boolean forgetIfGone(String id) {
    boolean isGone = gone.contains(id);
    if (isGone) {
      forget(id);
    }
    return isGone;
  }

  private void forget(String id) {
    known.remove(id);
    called.values().removeIf(key -> key.id().equals(id));
  }

  /**
   * Wraps all keys by another key-encryption key, in one transaction.
   *
   * @param connection as the database's owner, nobody else's
   * @return how many persons' keys there are
   */
  int wrapAll(Connection connection, KeyEncryption next) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.PERSON_KEYS_LOCKED);
    }
    int persons = 0;
    try (PreparedStatement select = connection.prepareStatement(Sql.PERSONS);
        PreparedStatement update = connection.prepareStatement(Sql.PERSON_KEY_WRAPPED)) {
      select.setFetchSize(AT_ONCE);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          PersonKey key = unwrapped(rows.getString("id"), rows.getBytes("wrapped"));
          update.setBytes(1, next.wrap(key.bytes(), whose(key.id())));
          update.setString(2, key.id());
          update.addBatch();
          persons++;
          if (persons % AT_ONCE == 0) {
            update.executeBatch();
          }
        }
      }
      update.executeBatch();
    }
    try (PreparedStatement update = connection.prepareStatement(Sql.PERSON_SECRET_WRAPPED)) {
      update.setBytes(1, next.wrap(secret.getEncoded(), LOOKUP));
      update.executeUpdate();
    }
    connection.commit();
    return persons;
  }

  @Override
  public long destroyed() {
    return destroyed.get();
  }

  private PersonKey unwrapped(String id, byte[] wrapped) {
    return new PersonKey(id, encryption.unwrap(wrapped, whose(id)));
  }

  private String whose(String id) {
    return origin + "\n" + id;
  }

  private byte[] hmac(Designation designation) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(secret);
      return mac.doFinal(designation.folded().getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static StoreUnavailable unreadable(SQLException e) {
    return new StoreUnavailable("persons' keys cannot be read: " + e.getMessage(), e);
  }

  private static <K, V> Map<K, V> latest() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > REMEMBERED;
          }
        });
  }
}
