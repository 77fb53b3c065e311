package dev.daybook.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which silence on a connection ends it. */
class SilenceTest {

  private static final Duration IDLE = Duration.ofSeconds(1);

  private static Server server;

  @Controller("/silence-test")
  @Anyone
  @Requires(property = "silence.test")
  static class Slow {
    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    String answer() throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(3 * IDLE.toMillis());
      return "at last";
    }
  }

  @BeforeAll
  static void start(@TempDir Path data) {
    System.setProperty("silence.test", "on");
    server =
        Server.start(
            ServerSettings.in(data)
                .withPort(-1)
                .withLimits(
                    new ServerSettings.Limits(4, 1 << 20, 64 << 10, IDLE, Duration.ofSeconds(30))));
  }

  @AfterAll
  static void stop() {
    System.clearProperty("silence.test");
    server.close();
  }

  @Test
  void aRequestThatTakesLongIsAnsweredAllTheSame() throws IOException {
    assertThat(said("GET /silence-test HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .endsWith("at last");
  }

  @Test
  void aRequestThatStopsHalfWayEndsTheConnection() throws IOException {
    assertThat(said("GET /silence-test HTTP/1.1\r\nHost: x\r\n")).isEmpty();
  }

  @Test
  void aConnectionThatIsAnsweredAndGoesOnSayingNothingEnds() throws IOException {
    assertThat(said("GET /silence-test HTTP/1.1\r\nHost: x\r\n\r\n")).endsWith("at last");
  }

  /** Everything the server says until it ends the connection. */
  private static String said(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
