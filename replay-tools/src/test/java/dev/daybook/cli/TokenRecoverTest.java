package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.path.Slices;
import dev.daybook.store.LedgerSettings.Database.External;
import dev.daybook.store.TestLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The admin token is lost, and whoever has the ledger itself gets another: real processes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals and file modes are POSIX's")
class TokenRecoverTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void withTheDataFolderAndTheServerStoppedALostTokenIsReplacedOnRecord() throws Exception {
    Path data = folder.resolve("data");
    Path file = data.resolve("admin.token");
    String lost;
    try (Run server = Run.of(folder, Map.of(), "serve", "--port", "0", "--data", data.toString())) {
      server.line();
      server.line();
      lost = Files.readString(file).strip();
      Run running = Run.of(folder, Map.of(), "token", "recover", "--data", data.toString());
      assertThat(running.exit()).isEqualTo(Exit.COULD_NOT);
      assertThat(running.err()).contains("another Daybook runs on").contains("stop it");
      assertThat(Files.readString(file).strip()).isEqualTo(lost);
    }
    Files.delete(file);
    try (Run server = Run.of(folder, Map.of(), "serve", "--port", "0", "--data", data.toString())) {
      server.line();
      assertThat(server.line()).contains("no token in").contains("daybook token recover");
    }

    Run recover =
        Run.of(folder, Map.of(), "token", "recover", "--data", data.toString(), "-m", "a new disk");
    assertThat(recover.exit()).as(recover::err).isZero();
    assertThat(recover.line()).isEqualTo("token in " + file.toAbsolutePath());
    String found = Files.readString(file).strip();
    assertThat(found).startsWith("dbk_").isNotEqualTo(lost);
    assertThat(recover.err()).contains("worthless").doesNotContain(found);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    try (Run server = Run.of(folder, Map.of(), "serve", "--port", "0", "--data", data.toString())) {
      String url = server.line().substring("ready on ".length());
      Cli log = Cli.run("log", "--server", url, "--data", data.toString(), "-o", "json");
      assertThat(log.exit()).as(log.err()).isZero();
      JsonNode issued = Json.parse(log.out().getBytes(StandardCharsets.UTF_8)).get(0);
      assertThat(issued.path("type").asText()).isEqualTo("actor.token-issued");
      assertThat(issued.path("actor").asText()).isEqualTo("act_0000000000000001");
      assertThat(issued.path("reason").asText()).isEqualTo("a new disk");
      Files.writeString(file, lost);
      assertThat(Cli.run("log", "--server", url, "--data", data.toString()).exit())
          .isEqualTo(Exit.COULD_NOT);
    }
  }

  @Test
  void asTheDatabasesOwnerItIsDoneBesideRunningServers() throws Exception {
    try (TestLedger test = TestLedger.fresh(Slices.eventTypes())) {
      External database = (External) test.settings().database();
      Map<String, String> owner =
          Map.of(
              "DAYBOOK_PERSONS_KEY", TestLedger.KEY,
              "DAYBOOK_JDBC_URL", database.url(),
              "DAYBOOK_JDBC_USER", String.valueOf(database.user()),
              "DAYBOOK_JDBC_PASSWORD", String.valueOf(database.password()));
      Path data = folder.resolve("server");
      Path elsewhere = folder.resolve("elsewhere");
      try (Run server = Run.of(folder, owner, "serve", "--port", "0", "--data", data.toString())) {
        String url = server.line().substring("ready on ".length());
        assertThat(data.resolve("postgres")).doesNotExist();
        server.line();

        Run recover = Run.of(folder, owner, "token", "recover", "--data", elsewhere.toString());

        assertThat(recover.exit()).as(recover::err).isZero();
        assertThat(
                Cli.run("get", "policies", "--server", url, "--data", elsewhere.toString()).exit())
            .isZero();
        assertThat(Cli.run("get", "policies", "--server", url, "--data", data.toString()).exit())
            .isEqualTo(Exit.COULD_NOT);
      }
    }
  }

  @Test
  void aFolderWithoutALedgerIsLeftAsItIs() {
    Path wrong = folder.resolve("wrong");
    Cli run = Cli.run("token", "recover", "--data", wrong.toString());
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("there is no ledger in").contains("--data");
    assertThat(wrong).doesNotExist();
  }

  /** One run of the real command line in a process of its own. */
  private record Run(Process process, BufferedReader out, Path errors) implements AutoCloseable {

    static Run of(Path folder, Map<String, String> environment, String... arguments)
        throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp"));
      command.add(System.getProperty("java.class.path"));
      command.add(Daybook.class.getName());
      command.addAll(List.of(arguments));
      Path errors = Files.createTempFile(folder, "run", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("DAYBOOK_"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      return new Run(process, process.inputReader(StandardCharsets.UTF_8), errors);
    }

    String line() throws IOException {
      String line = out.readLine();
      assertThat(line).as(this::err).isNotNull();
      return line;
    }

    int exit() throws InterruptedException {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    String err() {
      try {
        return Files.readString(errors);
      } catch (IOException e) {
        return e.toString();
      }
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
  }
}
