package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.path.Slices;
import dev.daybook.store.LedgerSettings.Database.External;
import dev.daybook.store.TestAxonServer;
import dev.daybook.store.TestLedger;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code daybook serve} where events live in Axon Server, named by variables alone. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are POSIX's")
class ServeAxonServerTest {

  private static final Path MESH = Path.of("..", "samples", "mesh").toAbsolutePath().normalize();

  private final TestAxonServer axonServer = TestAxonServer.givenOrSkipped();

  @Test
  void whatTwoNodesAnswerIsSealedVerifiedAndRederivedAlsoAfterOneIsKilled(@TempDir Path folder)
      throws Exception {
    axonServer.empty();
    try (TestLedger database = TestLedger.fresh(Slices.eventTypes())) {
      database.ledger().close(); // which made the tables; events shall live elsewhere
      Map<String, String> variables = variables((External) database.settings().database());
      Path data = folder.resolve("one");
      Node one = Node.start(data, variables);
      try (Node two = Node.start(folder.resolve("two"), variables)) {
        Files.copy(data.resolve("admin.token"), folder.resolve("two").resolve("admin.token"));

        assertThat(ask(one, "apply", "-f", MESH.resolve("sales").toString())).contains("accepted");
        assertThat(ask(two, "get", "products")).contains("sales.customer-360");
        assertThat(ask(two, "apply", "--dry-run", "-f", MESH.resolve("finance").toString()))
            .isEqualTo(ask(one, "apply", "--dry-run", "-f", MESH.resolve("finance").toString()));
        one.process().destroyForcibly().waitFor();
        assertThat(ask(two, "apply", "-f", MESH.resolve("finance").toString()))
            .contains("accepted");
      } finally {
        one.process().destroyForcibly();
      }
      try (Node again = Node.start(data, variables)) {
        assertThat(ask(again, "doctor")).contains("axon server", "0 not in the ledger yet");
        Process doctor =
            Child.daybook(
                variables,
                folder.resolve("doctor.err"),
                "doctor",
                "--server",
                again.url(),
                "--data",
                again.data().toString());
        assertThat(new String(doctor.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .containsPattern("axon server here +ok +\\S+, context `default` answers, with \\d+");
        assertThat(ask(again, "seal", "checkpoint", "--now")).contains("daybook/");
        String key = ask(again, "seal", "keys").lines().findFirst().orElseThrow();
        assertThat(ask(again, "verify", "--key", key, "--server", again.url()))
            .contains("verdict   consistent\n")
            .contains("contents  true");
        assertThat(ask(again, "redecide")).containsPattern("otherwise +0\n");
      }
    }
  }

  private static Map<String, String> variables(External postgres) {
    return Map.of(
        "DAYBOOK_PERSONS_KEY", TestLedger.KEY,
        "DAYBOOK_JDBC_URL", postgres.url(),
        "DAYBOOK_JDBC_USER", String.valueOf(postgres.user()),
        "DAYBOOK_JDBC_PASSWORD", String.valueOf(postgres.password()),
        "DAYBOOK_JDBC_CONNECTIONS", "4",
        "DAYBOOK_EVENT_STORE", "axon-server",
        "AXON_SERVERS", TestAxonServer.givenOrSkipped().settings().servers().getFirst().toString());
  }

  private static String ask(Node node, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--server")) {
      all.addAll(List.of("--server", node.url()));
    }
    all.addAll(List.of("--data", node.data().toString()));
    Cli cli = Cli.run(all.toArray(String[]::new));
    assertThat(cli.exit())
        .as(() -> "%s%s%n%s".formatted(cli.err(), cli.out(), Child.said(node.err())))
        .isZero();
    return cli.out();
  }

  /** One server in a process of its own. */
  private record Node(Process process, Path data, String url, Path err) implements AutoCloseable {

    static Node start(Path data, Map<String, String> variables) throws IOException {
      Path err = data.resolveSibling(data.getFileName() + ".err");
      Process process =
          Child.daybook(variables, err, "serve", "--port", "0", "--data", data.toString());
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String ready = out.readLine();
      assertThat(ready).as(() -> Child.said(err)).startsWith("ready on http://127.0.0.1:");
      return new Node(process, data, ready.substring("ready on ".length()), err);
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
