package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EmbeddedTest {

  private final Path folder = TestLedger.folder();

  @Test
  void entriesOutliveTheServer() {
    String origin;
    try (Ledger ledger = Ledger.open(LedgerSettings.embedded(folder), Note.types())) {
      origin = ledger.origin();
      ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());

      assertThatThrownBy(() -> Ledger.open(LedgerSettings.embedded(folder), Note.types()))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("another Daybook runs on");
    }
    try (Ledger again = Ledger.open(LedgerSettings.embedded(folder), Note.types())) {
      assertThat(again.origin()).isEqualTo(origin).startsWith("daybook/");
      assertThat(again.entry(1)).isPresent();
      assertThat(again.append(List.of(Note.taken("team/a", 1)), Append.alone()).first())
          .isEqualTo(2);
    }
  }

  @Test
  void theServerIsDurableAndWantsThePassword() throws Exception {
    Path password = folder.resolve("postgres.password");
    try (Postgres server = Postgres.start(folder)) {
      server.createDatabase();
      assertThat(mode(password)).isEqualTo("rw-------");
      try (Connection connection =
              DriverManager.getConnection(server.url(), server.user(), server.password());
          Statement statement = connection.createStatement()) {
        assertThat(setting(statement, "fsync")).isEqualTo("on");
        assertThat(setting(statement, "synchronous_commit")).isEqualTo("on");
        assertThat(setting(statement, "full_page_writes")).isEqualTo("on");
        assertThat(setting(statement, "data_checksums")).isEqualTo("on");
        assertThat(setting(statement, "listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting(statement, "password_encryption")).isEqualTo("scram-sha-256");
      }
      assertThatThrownBy(() -> DriverManager.getConnection(server.url(), server.user(), "wrong"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
      assertThat(Files.readString(folder.resolve("postgres/pg_hba.conf")).lines())
          .noneMatch(line -> !line.startsWith("#") && line.contains("trust"));
    }
    Files.delete(password);
    assertThatThrownBy(() -> Postgres.start(folder))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("postgres.password");
  }

  @Test
  void whatItMakesIsForItsOwnerAlone() throws Exception {
    Path data = folder.resolve("new/data");
    try (Postgres _ = Postgres.start(data)) {
      assertThat(mode(data)).isEqualTo("rwx------");
      assertThat(mode(data.resolve("postgres"))).isEqualTo("rwx------");
      assertThat(mode(data.resolve("postgres.log"))).isEqualTo("rw-------");
    }
  }

  @Test
  void aFolderThatWasThereKeepsItsModeAndThatIsSaid() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    Logger logger = (Logger) LoggerFactory.getLogger(Postgres.class);
    ListAppender<ILoggingEvent> heard = new ListAppender<>();
    heard.start();
    logger.addAppender(heard);
    try (Postgres _ = Postgres.start(folder)) {
      assertThat(mode(folder)).isEqualTo("rwxr-x---");
      assertThat(heard.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .filteredOn(said -> said.contains("lets others in"))
          .singleElement()
          .asString()
          .contains("`%s`".formatted(folder), "rwxr-x---", "chmod go=");
    } finally {
      logger.detachAppender(heard);
    }
  }

  @Test
  void itsLogHoldsNoStatementAndNoRow() throws Exception {
    try (Postgres server = Postgres.start(folder)) {
      server.createDatabase();
      try (Connection connection =
              DriverManager.getConnection(server.url(), server.user(), server.password());
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE person (mail text PRIMARY KEY)");
        statement.execute("INSERT INTO person VALUES ('ines@example.com')");
        try (PreparedStatement again =
            connection.prepareStatement("INSERT INTO person VALUES (?)")) {
          again.setString(1, "ines@example.com");
          assertThatThrownBy(again::execute).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> statement.execute("SELECT 1 / 0, 'otto@example.com'"))
            .isInstanceOf(SQLException.class);
      }
      assertThat(Files.readString(folder.resolve("postgres.log")))
          .contains("duplicate key value")
          .contains("division by zero")
          .doesNotContain("ines@")
          .doesNotContain("otto@");
    }
  }

  @Test
  void aServerThatTakesTooLongToStartIsStoppedAndItsLastWordsAreTold() throws Exception {
    Postgres.start(folder).close();
    Path files = folder.resolve("postgres");
    // It waits for a command that fetches what an archive has of its log.
    Files.writeString(files.resolve("postgresql.auto.conf"), "restore_command = 'sleep 300'\n");
    Path wait = Files.createFile(files.resolve("recovery.signal"));

    assertThatThrownBy(
            () -> Postgres.start(folder, 0, PostgresPrograms.ours(), Duration.ofSeconds(2)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("took no connections within 2 s and was stopped")
        .hasMessageContaining("postgres.log` ends with:")
        .hasMessageContaining("database system is shut down");
    assertThat(PidFile.isAnyoneOn(files)).isFalse();

    Files.delete(wait);
    Postgres.start(folder).close();
  }

  @Test
  void aServerThatDoesNotStartHasItsLastWordsTold() throws Exception {
    Postgres.start(folder).close();
    Files.writeString(
        folder.resolve("postgres/postgresql.auto.conf"), "shared_preload_libraries = 'nosuch'\n");
    assertThatThrownBy(() -> Postgres.start(folder))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("ended while it started")
        .hasMessageContaining("could not access file \"nosuch\"");
  }

  @Test
  void theServersProgramsLieWhereOnlyWeCanWrite() throws Exception {
    try (Postgres _ = Postgres.start(folder)) {
      Path programs =
          Path.of(
              System.getProperty("java.io.tmpdir"),
              "daybook-postgres-" + System.getProperty("user.name"));
      assertThat(mode(programs)).isEqualTo("rwxr-xr-x");
    }
  }

  @Test
  void aFirstStartThatWasCutOffIsBegunAnew() throws Exception {
    Files.createDirectories(folder.resolve("postgres.new/base"));
    try (Ledger ledger = Ledger.open(LedgerSettings.embedded(folder), Note.types())) {
      assertThat(ledger.head().position()).isZero();
    }
    assertThat(folder.resolve("postgres.new")).doesNotExist();
  }

  @Test
  void aProcessIdThatIsSomebodyElsesIsLeftAlone() throws Exception {
    try (Ledger ledger = Ledger.open(LedgerSettings.embedded(folder), Note.types())) {
      ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
    }
    Process bystander = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(
          folder.resolve("postgres/postmaster.pid"),
          "%d%n%s%n0%n0%n%n%n0 0%nready%n"
              .formatted(bystander.pid(), folder.resolve("postgres").toAbsolutePath()));

      Ledger.open(LedgerSettings.embedded(folder), Note.types()).close();

      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void aServerThatOutlivedItsDaybookIsStoppedFirst() throws Exception {
    Process child = ChildJvm.start(ServeUntilKilled.class, folder.toString());
    assertThat(child.inputReader().readLine()).isEqualTo("ready");
    long orphan =
        Long.parseLong(
            Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst().strip());
    child.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(orphan)).isPresent();

    try (Ledger ledger = Ledger.open(LedgerSettings.embedded(folder), Note.types())) {
      assertThat(PidFile.read(folder.resolve("postgres")).orElseThrow().pid()).isNotEqualTo(orphan);
      // It has ended; who reaps it is somebody else, and takes a moment.
      Awaitility.await().until(() -> ProcessHandle.of(orphan).isEmpty());
      assertThat(ledger.head().position()).isEqualTo(1);
    }
  }

  /** A Daybook that gets no chance to stop its server. */
  static final class ServeUntilKilled {
    private ServeUntilKilled() {}

    @SuppressWarnings("SystemOut") // the parent reads it
    public static void main(String[] args) throws InterruptedException {
      try (Ledger ledger = Ledger.open(LedgerSettings.embedded(Path.of(args[0])), Note.types())) {
        ledger.append(List.of(Note.taken("team/a", 0)), Append.alone());
        System.out.println("ready");
        Thread.sleep(60_000);
      }
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static String setting(Statement statement, String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW " + name)) {
      row.next();
      return row.getString(1);
    }
  }
}
