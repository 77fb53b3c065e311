package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppendOnlyTest {

  private final TestLedger test = TestLedger.fresh(Note.types());
  private final Ledger ledger = test.ledger();

  @BeforeAll
  void appendOne() {
    ledger.append(List.of(Note.taken("team/a", 0)), Append.alone().content(new byte[] {1, 2}));
  }

  @AfterAll
  void close() {
    test.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE ledger.entry SET payload = 'x'",
        "DELETE FROM ledger.entry",
        "TRUNCATE ledger.entry",
        "UPDATE ledger.content SET bytes = 'x'",
        "DELETE FROM ledger.content",
        "TRUNCATE ledger.content",
        "UPDATE ledger.origin SET name = 'x'",
        "DELETE FROM ledger.origin",
        "DELETE FROM ledger.head",
        "TRUNCATE ledger.head",
        "UPDATE ledger.head SET position = position - 1",
        "UPDATE ledger.head SET recorded_at = recorded_at - interval '1 s'",
        "UPDATE ledger.head SET epoch = 0"
      })
  void evenTheSuperuserIsRefused(String sql) throws SQLException {
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOf(SQLException.class)
          .hasMessageMatching("(?s).*(append-only|only moves forward).*");
      // The triggers fire for replicas' sessions too.
      statement.execute("SET session_replication_role = replica");
      assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class);
    }
    assertThat(ledger.entry(1)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE ledger.entry SET payload = 'x'",
        "DELETE FROM ledger.entry",
        "TRUNCATE ledger.entry",
        "DELETE FROM ledger.content",
        "UPDATE ledger.origin SET name = 'x'",
        "DELETE FROM ledger.head",
        "INSERT INTO ledger.head (epoch, position, recorded_at, policy_position) VALUES (1, 0,"
            + " now(), 0)",
        "DROP TABLE ledger.entry",
        "ALTER TABLE ledger.entry DISABLE TRIGGER ALL",
        "CREATE TABLE ledger.other ()"
      })
  void theApplicationHasNoRightTo(String sql) throws SQLException {
    try (Connection connection = ledger.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(sql))
          .isInstanceOf(SQLException.class)
          .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }
  }

  @Test
  void inItsOwnSchemasTheApplicationMayDoEverything() throws SQLException {
    ledger.migrate("views", "classpath:db/testviews");
    try (Connection connection = ledger.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      assertThatCode(
              () -> {
                statement.execute("INSERT INTO views.thing VALUES (1)");
                statement.execute("ALTER TABLE views.thing RENAME TO things");
                statement.execute("TRUNCATE views.things");
                statement.execute("DROP TABLE views.things");
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void everyConstraintSaysWhatItProtects() throws SQLException {
    assertThat(
            rows(
                """
                SELECT conrelid::regclass || '.' || conname FROM pg_constraint
                 WHERE connamespace = 'ledger'::regnamespace
                   AND contype <> 'n' AND conrelid::regclass::text NOT LIKE '%flyway%'
                   AND obj_description(oid, 'pg_constraint') IS NULL
                """))
        .isEmpty();
    assertThat(
            rows(
                """
                SELECT oid::regclass::text FROM pg_class
                 WHERE relnamespace = 'ledger'::regnamespace AND relkind = 'r'
                   AND relname NOT LIKE '%flyway%' AND obj_description(oid, 'pg_class') IS NULL
                """))
        .isEmpty();
  }

  @Test
  void everyTriggerFiresAlways() throws SQLException {
    assertThat(
            rows(
                """
                SELECT tgname FROM pg_trigger
                  JOIN pg_class ON pg_class.oid = tgrelid
                 WHERE relnamespace = 'ledger'::regnamespace AND tgenabled <> 'A'
                   AND NOT tgisinternal
                """))
        .isEmpty();
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = test.superuser();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }
}
