package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.path.Slices;
import dev.daybook.store.LedgerSettings.Database.External;
import dev.daybook.store.TestLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code daybook serve} on a PostgreSQL somebody else runs, named by variables alone. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are POSIX's")
class ServeExternalTest {

  private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();

  @TempDir private static Path folder = Path.of("");
  private static TestLedger another;
  private static External somebodys;

  @BeforeAll
  static void aPostgresqlOfSomebody() {
    another = TestLedger.fresh(Slices.eventTypes());
    somebodys = (External) another.settings().database();
  }

  @AfterAll
  static void stop() {
    another.close();
  }

  @Test
  void theEntriesAreThereAndTwoNodesShareThem() throws Exception {
    String database = database("shared");
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    try (Node one = Node.start(first, variables(database, "my.example/mesh"));
        Node two = Node.start(second, variables(database, "another.example/mesh"))) {
      assertThat(one.token).isEqualTo("token in " + first.resolve("admin.token"));
      assertThat(two.token)
          .as("the second node has no token, and says how to get one")
          .startsWith("no token in the data folder")
          .contains("daybook token recover")
          .contains("DAYBOOK_TOKEN");
      assertThat(second.resolve("admin.token")).doesNotExist();
      assertThat(first.resolve("postgres")).as("no PostgreSQL of its own").doesNotExist();

      Cli applied =
          onNode(one, "apply", "-f", SAMPLES.resolve("mesh/sales/domain.yaml").toString());
      assertThat(applied.exit()).as(applied.err()).isZero();
      Files.createDirectories(second);
      Files.copy(first.resolve("admin.token"), second.resolve("admin.token"));
      Cli seen = Cli.run("log", "domain/sales", "--server", two.url, "--data", second.toString());
      assertThat(seen.out()).contains("domain/sales").contains("registered");
    }
    assertThat(count(database, "SELECT count(*) FROM ledger.entry WHERE stream = 'domain/sales'"))
        .isEqualTo(1);
    assertThat(count(database, "SELECT count(*) FROM ledger.origin WHERE name = 'my.example/mesh'"))
        .isEqualTo(1);
  }

  @Test
  void aDemoAddsToNoLedgerThatBeganElsewhere() throws Exception {
    String database = database("taken");
    try (Node one = Node.start(folder.resolve("owner"), variables(database, "a.example/mesh"))) {
      assertThat(one.token).startsWith("token in ");
    }
    long before = count(database, "SELECT position FROM ledger.head");
    Path err = folder.resolve("demo.err");
    Process demo =
        Child.daybook(
            variables(database, "b.example/mesh"),
            err,
            "demo",
            "--exit",
            "--port",
            "0",
            "--data",
            folder.resolve("demo").toString());
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).isEqualTo(Exit.COULD_NOT);
    assertThat(Child.said(err)).contains("a demo adds to nobody's real ledger");
    assertThat(count(database, "SELECT position FROM ledger.head")).isEqualTo(before);
  }

  @Test
  void aLedgerOfWhichSomebodyTookTheOnlyRowOfATableIsToldWithoutATrace() throws Exception {
    another.tamper("DELETE FROM ledger.origin");
    Map<String, String> variables = variables(another.url(), "any.example/mesh");
    Path err = folder.resolve("broken.err");
    String data = folder.resolve("broken").toString();

    Process verify = Child.daybook(variables, err, "verify", "--data", data);
    String told = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(verify.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(verify.exitValue()).as(Child.said(err)).isEqualTo(Exit.NO);
    assertThat(told)
        .contains("verdict  wrong")
        .contains("`ledger.origin` is empty: somebody deleted its row");

    Process serve = Child.daybook(variables, err, "serve", "--port", "0", "--data", data);
    assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(serve.exitValue()).isEqualTo(Exit.COULD_NOT);
    assertThat(Child.said(err))
        .contains("`ledger.origin` is empty: somebody deleted its row; `daybook verify` tells")
        .doesNotContain("bug in daybook");
  }

  @Test
  void aValueThatIsNoneIsWrongUsage() throws Exception {
    Path err = folder.resolve("bad.err");
    Process serve =
        Child.daybook(
            Map.of("DAYBOOK_JDBC_URL", "postgres://db"),
            err,
            "serve",
            "--port",
            "0",
            "--data",
            folder.resolve("unused").toString());
    assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(serve.exitValue()).as(Child.said(err)).isEqualTo(Exit.USAGE);
    assertThat(Child.said(err)).contains("DAYBOOK_JDBC_URL begins with `jdbc:postgresql:`");
  }

  private static Map<String, String> variables(String database, String origin) {
    Map<String, String> variables = new HashMap<>();
    variables.put("DAYBOOK_PERSONS_KEY", TestLedger.KEY);
    variables.put("DAYBOOK_JDBC_URL", database);
    variables.put("DAYBOOK_JDBC_USER", somebodys.user());
    variables.put("DAYBOOK_JDBC_PASSWORD", somebodys.password());
    variables.put("DAYBOOK_JDBC_CONNECTIONS", "4");
    variables.put("DAYBOOK_ORIGIN", origin);
    return variables;
  }

  private static String database(String name) throws SQLException {
    try (Connection connection = another.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return somebodys.url().replaceAll("/[^/]*$", "/" + name);
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, somebodys.user(), somebodys.password());
  }

  private static long count(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Cli onNode(Node node, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 4);
    all[arguments.length] = "--server";
    all[arguments.length + 1] = node.url;
    all[arguments.length + 2] = "--data";
    all[arguments.length + 3] = node.data.toString();
    return Cli.run(all);
  }

  /** One server in a process of its own. */
  private record Node(Process process, Path data, String url, String token)
      implements AutoCloseable {

    static Node start(Path data, Map<String, String> variables) throws IOException {
      Path err = data.resolveSibling(data.getFileName() + ".err");
      Process process =
          Child.daybook(variables, err, "serve", "--port", "0", "--data", data.toString());
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String ready = out.readLine();
      assertThat(ready).as(() -> Child.said(err)).startsWith("ready on http://127.0.0.1:");
      return new Node(process, data, ready.substring("ready on ".length()), out.readLine());
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
