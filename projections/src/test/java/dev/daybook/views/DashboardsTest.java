package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.path.Slices;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.Postgres;
import dev.daybook.store.TestLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a member of {@code daybook_reader} may do: read the views with plain SQL, and nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardsTest {

  private static final String NOT_ALLOWED = "42501";

  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final Pattern QUERY = Pattern.compile("(?m)^(SELECT|WITH) ");

  private final Book book = Book.open();
  private Connection dashboard;

  @BeforeAll
  void connect() throws SQLException {
    Histories.everythingOnce(book);
    book.settle();
    try (Connection admin = book.test().superuser();
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE ROLE dashboard LOGIN PASSWORD 'dashboard' IN ROLE daybook_reader");
    }
    dashboard = DriverManager.getConnection(book.test().url(), "dashboard", "dashboard");
  }

  @AfterAll
  void close() throws SQLException {
    dashboard.close();
    book.close();
  }

  @Test
  void readsEveryTableOfAViewAndWhereItStands() throws SQLException {
    Set<String> readable = new TreeSet<>(Set.of("anew", "parked", "progress"));
    for (View view : AllViews.views()) {
      for (Table<?> table : view.tables()) {
        readable.add(table.name());
        if (table instanceof Table.History<?>) {
          readable.add(table.name() + "_now");
        }
      }
    }
    assertThat(
            rows(
                dashboard,
                "SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"))
        .containsExactlyInAnyOrderElementsOf(readable);
    for (String table : readable) {
      List<String> read = rows(dashboard, "SELECT count(*) FROM views." + table);
      assertThat(read).isEqualTo(book.rows("SELECT count(*) FROM views." + table));
    }
  }

  @Test
  void asksWhatWasTrueAtAMoment() throws SQLException {
    String entry = book.rows("SELECT recorded_at FROM ledger.entry WHERE position = 7").getFirst();
    assertThat(rows(dashboard, "SELECT views.position_at('%s')".formatted(entry)))
        .isEqualTo(
            book.rows(
                "SELECT max(position) FROM ledger.entry WHERE recorded_at <= '%s'"
                    .formatted(entry)));
    assertThat(rows(dashboard, "SELECT views.position_at('1999-01-01T00:00:00Z')"))
        .containsExactly("0");
    assertThat(
            rows(dashboard, "SELECT views.position_at(now()), max(position) FROM views.progress"))
        .containsExactly("%1$d|%1$d".formatted(book.ledger().head().position()));
    assertThat(
            rows(
                dashboard,
                "SELECT DISTINCT views.slo_status(stream, views.position_at(now()))"
                    + " FROM views.product_now"))
        .isNotEmpty();
  }

  /** Every query the documentation shows; only {@code SELECT}s, the rest is an administrator's. */
  @ParameterizedTest
  @ValueSource(strings = {"guides/dashboards.md", "reference/views.md"})
  void asksWhatThePagesShow(String page) throws IOException, SQLException {
    String text = Files.readString(Path.of("../docs").resolve(page));
    List<String> queries =
        SQL.matcher(text)
            .results()
            .flatMap(block -> Stream.of(block.group(1).split(";\\s*\n")))
            .filter(query -> QUERY.matcher(query).find())
            .toList();
    assertThat(queries).hasSizeGreaterThanOrEqualTo(3);
    for (String query : queries) {
      assertThat(rows(dashboard, query)).as(query).isNotNull();
    }
  }

  @Test
  void everyConstraintSaysWhatItProtects() throws SQLException {
    assertThat(
            book.rows(
                """
                SELECT conrelid::regclass || '.' || conname FROM pg_constraint
                 WHERE connamespace = 'views'::regnamespace AND conparentid = 0
                   AND contype <> 'n' AND conrelid::regclass::text NOT LIKE '%flyway%'
                   AND obj_description(oid, 'pg_constraint') IS NULL
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT payload FROM ledger.entry",
        "SELECT position FROM ledger.entry",
        "SELECT bytes FROM ledger.content",
        "SELECT * FROM ledger.head",
        "SELECT token FROM views.token",
        "SELECT * FROM views.view",
        "INSERT INTO views.parked VALUES ('catalog', 1, 'a', 'b', 'c')",
        "UPDATE views.product SET tier = 'gold'",
        "UPDATE views.product_now SET tier = 'gold'",
        "DELETE FROM views.product",
        "TRUNCATE views.product",
        "DROP TABLE views.product",
        "ALTER TABLE views.product ADD COLUMN mine text",
        "CREATE TABLE views.mine (one int)",
        "DO $$ BEGIN LOCK TABLE views.product IN ACCESS EXCLUSIVE MODE; END $$",
        "INSERT INTO ledger.content VALUES ('', '')",
        "UPDATE ledger.head SET epoch = epoch + 1",
        "SET ROLE daybook_app",
        "GRANT daybook_app TO dashboard",
      })
  void isRefused(String sql) {
    assertThatThrownBy(
            () -> {
              try (Statement statement = dashboard.createStatement()) {
                statement.execute(sql);
              }
            })
        .isInstanceOfSatisfying(
            SQLException.class,
            refused -> assertThat(refused.getSQLState()).as(sql).isEqualTo(NOT_ALLOWED));
  }

  /** The owner may not make roles: an administrator does, and the next start grants the rest. */
  @Test
  void whereAnAdministratorMakesTheRoleTheNextStartLetsItRead(@TempDir Path folder)
      throws SQLException {
    try (Postgres server = Postgres.start(folder)) {
      String url = server.url().replaceAll("/[^/]*$", "/");
      try (Connection admin =
              DriverManager.getConnection(url + "postgres", server.user(), server.password());
          Statement statement = admin.createStatement()) {
        statement.execute("CREATE ROLE daybook_app NOLOGIN");
        statement.execute("CREATE ROLE owner LOGIN PASSWORD 'owner' IN ROLE daybook_app");
        statement.execute("CREATE DATABASE owned OWNER owner");
        LedgerSettings owned =
            LedgerSettings.external(url + "owned", "owner", "owner", TestLedger.KEYS);
        startOnce(owned);

        statement.execute("CREATE ROLE daybook_reader NOLOGIN");
        statement.execute("CREATE ROLE dashboard LOGIN PASSWORD 'd' IN ROLE daybook_reader");
        try (Connection early = DriverManager.getConnection(url + "owned", "dashboard", "d")) {
          assertThatThrownBy(() -> rows(early, "SELECT * FROM views.product"))
              .hasMessageContaining("permission denied");
          startOnce(owned);
          assertThat(rows(early, "SELECT * FROM views.product")).isEmpty();
          assertThatThrownBy(() -> rows(early, "SELECT * FROM ledger.entry"))
              .hasMessageContaining("permission denied");
        }
      }
    }
  }

  private static void startOnce(LedgerSettings settings) {
    try (Ledger ledger = Ledger.open(settings, Slices.eventTypes())) {
      Views.start(ledger).close();
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(String.valueOf(rows.getString(column)));
        }
        all.add(String.join("|", row));
      }
      return all;
    }
  }
}
