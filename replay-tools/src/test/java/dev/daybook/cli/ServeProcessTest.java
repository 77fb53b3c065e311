package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    Process server = daybook("serve", "--port", "0", "--data", data.toString());
    try {
      BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
      String ready = out.readLine();
      assertThat(ready).as(() -> said()).startsWith("ready on http://127.0.0.1:");
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

  private static Process daybook(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Daybook.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
  }

  private static String said() {
    try {
      return Files.readString(folder.resolve("err"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
