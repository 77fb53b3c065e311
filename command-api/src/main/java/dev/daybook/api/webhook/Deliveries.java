package dev.daybook.api.webhook;

import dev.daybook.store.Ledger;
import dev.daybook.store.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import javax.sql.DataSource;

/** Keeps in the database how far each address was told. */
final class Deliveries {

  private final DataSource database;

  private Deliveries(DataSource database) {
    this.database = database;
  }

  static Deliveries of(Ledger ledger) {
    ledger.migrate("webhooks", "classpath:db/webhooks");
    return new Deliveries(ledger.dataSource());
  }

  /** Where an address stands; one that is new begins behind {@code head}. */
  State state(String urlSha256, long head) {
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement begin = connection.prepareStatement(sql("begin"))) {
        begin.setString(1, urlSha256);
        begin.setLong(2, head);
        begin.executeUpdate();
      }
      try (PreparedStatement select = connection.prepareStatement(sql("state"))) {
        select.setString(1, urlSha256);
        try (ResultSet row = select.executeQuery()) {
          if (!row.next()) {
            throw new IllegalStateException("an address was taken away while it was told");
          }
          Timestamp at = row.getTimestamp("delivered_at");
          return new State(
              row.getLong("position"),
              row.getInt("tries"),
              row.getLong("delivered"),
              row.getLong("given_up"),
              at == null ? null : at.toInstant(),
              row.getString("failure"));
        }
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  void save(String urlSha256, State state) {
    try (Connection connection = database.getConnection();
        PreparedStatement save = connection.prepareStatement(sql("save"))) {
      save.setLong(1, state.position());
      save.setInt(2, state.tries());
      save.setLong(3, state.delivered());
      save.setLong(4, state.givenUp());
      save.setTimestamp(
          5, state.deliveredAt() == null ? null : Timestamp.from(state.deliveredAt()));
      save.setString(6, state.failure());
      save.setString(7, urlSha256);
      save.executeUpdate();
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static StoreUnavailable unavailable(SQLException e) {
    return new StoreUnavailable("how far webhooks were told cannot be kept: " + e.getMessage(), e);
  }

  private static String sql(String name) {
    try (InputStream file = Deliveries.class.getResourceAsStream(name + ".sql")) {
      if (file == null) {
        throw new IllegalStateException("there is no `%s.sql`".formatted(name));
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
