package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Flyway is asked only where it has something to do, or to say. */
class MigrationsTest {

  private final TestLedger test = TestLedger.fresh(Note.types());

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aSchemaThatHasSeenThemAllIsLeftAlone() throws SQLException {
    try (Connection connection = test.superuser()) {
      assertThat(Migrations.in("classpath:db/ledger").areDone(connection, "ledger")).isTrue();
      assertThat(Migrations.in("classpath:db/testviews").areDone(connection, "views")).isFalse();
      test.ledger().migrate("views", "classpath:db/testviews");
      assertThat(Migrations.in("classpath:db/testviews").areDone(connection, "views")).isTrue();
      assertThat(Migrations.in("classpath:db/testviews").areDone(connection, "ledger")).isFalse();
    }
  }

  @Test
  void aMigrationThatFailedOrIsAnotherIsFlywaysToJudge() throws SQLException {
    execute("UPDATE ledger.flyway_schema_history SET checksum = 1 WHERE version = '1'");
    try (Connection connection = test.superuser()) {
      assertThat(Migrations.in("classpath:db/ledger").areDone(connection, "ledger")).isFalse();
    }
    assertThatThrownBy(test::node)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("checksum mismatch");
  }

  @Test
  void aSchemaOfALaterVersionIsFlywaysToJudge() throws SQLException {
    execute(
        "INSERT INTO ledger.flyway_schema_history SELECT 99, '99', description, type, script,"
            + " checksum, installed_by, installed_on, execution_time, success FROM"
            + " ledger.flyway_schema_history WHERE version = '1'");
    try (Connection connection = test.superuser()) {
      assertThat(Migrations.in("classpath:db/ledger").areDone(connection, "ledger")).isFalse();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
