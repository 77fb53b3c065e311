package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A row PostgreSQL refuses is named in its message's DETAIL; no connection passes that on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoValuesInMessagesTest {

  private static final String VALUE = "somebodys-secret";

  private final TestLedger test = TestLedger.fresh(Note.types());
  private Database database;

  @BeforeAll
  void open() {
    database = Database.open(test.settings());
  }

  @AfterAll
  void close() {
    database.close();
    test.close();
  }

  @Test
  void theServerItselfWouldTell() throws SQLException {
    try (Connection connection = test.superuser()) {
      assertThatThrownBy(() -> violate(connection)).hasMessageContaining(VALUE);
    }
  }

  @Test
  void thePoolDoesNot() throws SQLException {
    try (Connection connection = database.pool().getConnection()) {
      assertThatThrownBy(() -> violate(connection)).message().doesNotContain(VALUE);
    }
  }

  @Test
  void aConnectionOfItsOwnDoesNot() throws SQLException {
    try (Connection connection = database.connect("test", Duration.ofSeconds(10))) {
      assertThatThrownBy(() -> violate(connection)).message().doesNotContain(VALUE);
    }
  }

  @Test
  void aMigrationDoesNot() {
    assertThatThrownBy(() -> database.migrate("refused", "classpath:db/testrefused"))
        .isInstanceOf(StartRefused.class)
        .hasStackTraceContaining("no_secret")
        .satisfies(refused -> assertThat(Throwables.getStackTrace(refused)).doesNotContain(VALUE));
  }

  private static void violate(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE guarded (word text CONSTRAINT no_secret CHECK (word NOT LIKE '%-secret'))");
      statement.execute("INSERT INTO guarded VALUES ('somebodys' || '-secret')");
    }
  }
}
