package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.path.Slices;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerSettings;
import dev.daybook.store.Postgres;
import dev.daybook.views.Views;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that read a stopped server's folder themselves leave it as it is, or refuse it. */
class StoppedFolderTest {

  private static final String ONE_LATER =
      """
      INSERT INTO %1$s.flyway_schema_history
      SELECT 99, '99', description, type, script, checksum, installed_by, installed_on,
        execution_time, success
      FROM %1$s.flyway_schema_history WHERE version = '1'\
      """;

  private static Path home = Path.of("");
  private static Path data = Path.of("");

  @BeforeAll
  static void aServerThatWasStopped(@TempDir Path temporary) {
    home = temporary;
    data = temporary.resolve("data");
    try (Ledger ledger = opened();
        Views _ = Views.start(ledger)) {
      assertThat(ledger.head().position()).isZero();
    }
  }

  private static Ledger opened() {
    return Ledger.open(LedgerSettings.embedded(data), Slices.eventTypes());
  }

  /** Every command that reads a folder, each in a process of its own as far as the folder goes. */
  private static List<Cli> readers(Path folder) {
    List<Cli> all = new ArrayList<>();
    for (List<String> words :
        List.of(
            List.of("replay"),
            List.of("redecide"),
            List.of("policy", "backtest", "--without-policy", "naming"),
            List.of("verify"),
            List.of("history", "export", home.resolve("exported").toString()))) {
      List<String> asked = new ArrayList<>(words);
      asked.addAll(List.of("--data", folder.toString()));
      all.add(Cli.run(asked.toArray(String[]::new)));
    }
    return all;
  }

  private static void assertThatAllAreRefused(int exit, String because) {
    for (Cli refused : readers(data)) {
      assertThat(refused.exit()).as(refused.err()).isEqualTo(exit);
      assertThat(refused.err()).startsWith("daybook: ").contains(because);
    }
    assertThat(home).isDirectoryNotContaining("glob:**exported*");
  }

  @Test
  void whatAServerUsesIsNotOpenedBesideIt() {
    try (Ledger _ = opened()) {
      assertThatAllAreRefused(
          Exit.COULD_NOT, "another Daybook runs on `%s`; stop it".formatted(data));
    }
  }

  @Test
  void whereThereIsNoLedgerNoneIsMade(@TempDir Path empty) {
    for (Cli refused : readers(empty)) {
      assertThat(refused.exit()).as(refused.err()).isEqualTo(Exit.USAGE);
      assertThat(refused.err())
          .startsWith("daybook: there is no ledger in `%s`; name".formatted(empty));
    }
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void whatANewerDaybookServedIsReadByThatOne() throws SQLException {
    String versions = versions("ledger");
    run(ONE_LATER.formatted("ledger"));
    try {
      assertThatAllAreRefused(
          Exit.COULD_NOT, "the schema `ledger` is a newer Daybook's: it is at version 99");
    } finally {
      run("DELETE FROM ledger.flyway_schema_history WHERE version = '99'");
    }
    assertThat(versions("ledger")).isEqualTo(versions);
  }

  @Test
  void whatAnOlderDaybookServedIsNotBroughtUpToDateByWhoReadsIt() throws SQLException {
    run(
        "CREATE TABLE public.last AS SELECT * FROM ledger.flyway_schema_history WHERE version ="
            + " '4'");
    run("DELETE FROM ledger.flyway_schema_history WHERE version = '4'");
    String versions = versions("ledger");
    try {
      assertThatAllAreRefused(
          Exit.COULD_NOT, "the schema `ledger` is an older Daybook's: it is at version 3");
      assertThat(versions("ledger")).isEqualTo(versions);
    } finally {
      run("INSERT INTO ledger.flyway_schema_history SELECT * FROM public.last");
      run("DROP TABLE public.last");
    }
  }

  @Test
  void viewsOfAnotherDaybookAreNotComparedAndTheLedgerIsReadAllTheSame() throws SQLException {
    run(ONE_LATER.formatted("views"));
    try {
      List<Cli> all = readers(data);
      assertThat(all.getFirst().exit()).isEqualTo(Exit.COULD_NOT);
      assertThat(all.getFirst().err())
          .startsWith("daybook: the schema `views` is a newer Daybook's: it is at version 99");
      assertThat(all.get(1).exit()).as(all.get(1).err()).isEqualTo(Exit.OK);
    } finally {
      run("DELETE FROM views.flyway_schema_history WHERE version = '99'");
    }
  }

  private static String versions(String schema) throws SQLException {
    try (Postgres postgres = Postgres.start(data);
        Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT string_agg(version, ' ' ORDER BY installed_rank) FROM %s.flyway_schema_history"
                    .formatted(schema))) {
      row.next();
      return row.getString(1);
    }
  }

  private static void run(String sql) throws SQLException {
    try (Postgres postgres = Postgres.start(data);
        Connection connection = connect(postgres);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Postgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
  }
}
