package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code daybook serve} as an operator runs it: a process of its own, ended by a signal. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals and file modes are POSIX's")
class ServeProcessTest {

  @TempDir private static Path folder = Path.of("");

  @Test
  void itSaysWhenItIsReadyKeepsItsFolderToItselfAndStopsOnASignal() throws Exception {
    Path data = folder.resolve("data");
    Process server =
        Child.daybook(
            Map.of(), folder.resolve("err"), "serve", "--port", "0", "--data", data.toString());
    try {
      BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
      String ready = out.readLine();
      assertThat(ready)
          .as(() -> Child.said(folder.resolve("err")))
          .startsWith("ready on http://127.0.0.1:");
      assertThat(out.readLine()).isEqualTo("token in " + data.resolve("admin.token"));
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("admin.token"))))
          .isEqualTo("rw-------");
      String url = ready.substring("ready on ".length());
      Cli asked = Cli.run("get", "policies", "--server", url, "--data", data.toString());
      assertThat(asked.exit()).isZero();
      assertThat(asked.out()).contains("retention");

      Cli second = Cli.run("serve", "--port", "0", "--data", data.toString());
      assertThat(second.exit()).isEqualTo(Exit.COULD_NOT);
      assertThat(second.out()).isEmpty();
      assertThat(second.err()).startsWith("daybook: ").contains(data.toString());
      assertThat(Cli.run("get", "policies", "--server", url, "--data", data.toString()).exit())
          .as("the first server goes on")
          .isZero();

      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      server.destroyForcibly();
    }
    assertThat(data.resolve("admin.token")).exists();
  }

  @Test
  void aStopAnswersEveryRequestItTookAndRecordsNoOther() throws Exception {
    Path data = folder.resolve("under-load");
    Path err = folder.resolve("under-load.err");
    try (Loaded server = Loaded.start(data, err)) {
      Load load = new Load(server.url(), Files.readString(data.resolve("admin.token")).strip());
      load.start();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> load.statuses().size() > 300);
      server.process().destroy();
      assertThat(server.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
      load.stop();

      assertThat(load.statuses()).as(() -> Child.said(err)).containsOnly(200);
      assertThat(Child.said(err)).doesNotContain("ERROR");
      try (Loaded again = Loaded.start(data, err)) {
        for (String name : load.unanswered()) {
          Cli asked =
              Cli.run(
                  "get",
                  "products",
                  "load." + name,
                  "--server",
                  again.url(),
                  "--data",
                  data.toString());
          assertThat(asked.exit()).as("%s was not answered", name).isEqualTo(Exit.NO);
        }
      }
    }
  }

  private record Loaded(Process process, String url) implements AutoCloseable {
    static Loaded start(Path data, Path err) throws IOException {
      Process process =
          Child.daybook(
              Map.of(),
              err,
              "serve",
              "--port",
              "0",
              "--no-starter-pack",
              "--data",
              data.toString());
      String ready = process.inputReader(StandardCharsets.UTF_8).readLine();
      assertThat(ready).as(() -> Child.said(err)).startsWith("ready on http://127.0.0.1:");
      return new Loaded(process, ready.substring("ready on ".length()));
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

  /** Sixteen callers that register one product after another, each on a connection of its own. */
  private static final class Load {

    private final String url;
    private final String token;
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean stopped;

    Load(String url, String token) {
      this.url = url;
      this.token = token;
    }

    void start() {
      for (int caller = 0; caller < 16; caller++) {
        String prefix = "p" + caller + "-";
        callers.add(Thread.ofVirtual().start(() -> call(prefix)));
      }
    }

    private void call(String prefix) {
      for (int i = 0; !stopped; i++) {
        String name = prefix + i;
        try {
          statuses.add(post(name));
        } catch (IOException e) {
          unanswered.add(name);
          return; // the server is gone
        }
      }
    }

    private int post(String name) throws IOException {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url + "/api/v1/documents").toURL().openConnection();
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setReadTimeout(20_000);
      connection.setRequestProperty("Connection", "close");
      connection.setRequestProperty("Authorization", "Bearer " + token);
      connection.setRequestProperty("Content-Type", "application/json");
      connection
          .getOutputStream()
          .write(
              """
              {"apiVersion": "datamesh/v1", "kind": "DataProduct",
               "metadata": {"name": "%s", "domain": "load", "version": "1.0.0"},
               "spec": {"description": "one of many"}}
              """
                  .formatted(name)
                  .getBytes(StandardCharsets.UTF_8));
      return connection.getResponseCode();
    }

    void stop() throws InterruptedException {
      stopped = true;
      for (Thread caller : callers) {
        caller.join();
      }
    }

    Queue<Integer> statuses() {
      return statuses;
    }

    Queue<String> unanswered() {
      return unanswered;
    }
  }

  @Test
  void aPortInUseIsSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Cli run =
          Cli.run(
              "serve",
              "--port",
              Integer.toString(taken.getLocalPort()),
              "--data",
              folder.resolve("unused").toString());
      assertThat(run.exit()).isEqualTo(Exit.COULD_NOT);
      assertThat(run.err())
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .contains("--port");
    }
  }

  @Test
  void aDemoStaysOutOfAFolderThatIsNoDemo() throws IOException {
    Path real = Files.createDirectories(folder.resolve("real"));
    Files.writeString(real.resolve("something"), "");
    Cli run = Cli.run("demo", "--exit", "--data", real.toString());
    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT);
    assertThat(run.err()).contains("holds something that is no demo").contains("--data");
  }
}
