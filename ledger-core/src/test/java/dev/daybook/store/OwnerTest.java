package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Who owns the database, on a server that has never seen a ledger: what an owner without special
 * rights cannot do, one who may create roles does himself.
 */
class OwnerTest {

  private final Path folder = TestLedger.folder();

  @Test
  void whoMayCreateRolesNeedsNobodyElse() throws SQLException {
    try (Postgres server = Postgres.start(folder)) {
      LedgerSettings owned = database(server, "LOGIN CREATEROLE");
      try (Ledger ledger = Ledger.open(owned, Note.types())) {
        ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
        ledger.migrate("views", "classpath:db/testviews");
      }
      try (Ledger again = Ledger.open(owned, Note.types())) {
        again.append(List.of(Note.taken("team/a", 1)), Append.alone());
        assertThat(again.head().position()).isEqualTo(2);
      }
    }
  }

  @Test
  void whoMayNotIsToldWhatAnAdministratorDoesOnce() throws SQLException {
    try (Postgres server = Postgres.start(folder)) {
      LedgerSettings owned = database(server, "LOGIN");
      assertThatThrownBy(() -> Ledger.open(owned, Note.types()))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("CREATE ROLE daybook_app NOLOGIN")
          .hasMessageContaining("GRANT daybook_app TO");

      execute(server, "CREATE ROLE daybook_app NOLOGIN", "GRANT daybook_app TO owner");

      try (Ledger ledger = Ledger.open(owned, Note.types())) {
        ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
        assertThat(ledger.head().position()).isEqualTo(1);
      }
    }
  }

  private static LedgerSettings database(Postgres server, String rights) throws SQLException {
    execute(
        server,
        "CREATE ROLE owner %s NOSUPERUSER PASSWORD 'owner'".formatted(rights),
        "CREATE DATABASE owned OWNER owner");
    return LedgerSettings.external(url(server, "owned"), "owner", "owner", TestLedger.KEYS);
  }

  private static void execute(Postgres server, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url(server, "postgres"), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String url(Postgres server, String database) {
    return server.url().replaceAll("/[^/]*$", "/" + database);
  }
}
