package dev.daybook.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.decision.Actor;
import dev.daybook.decision.Actor.Role;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bodies that come slowly, or are larger than they should be, can do to others. */
class SlowBodiesTest {

  private static final int BODY = 256 << 10;
  private static final BearerToken READER = BearerToken.random();
  private static final BearerToken ADMIN = BearerToken.random();

  private static Server server;

  @Controller("/slow-bodies-test")
  @Allowed(Role.READER)
  @Requires(property = "slow-bodies.test")
  static class Probe {
    @Post("/large")
    int large(@Body byte[] body) {
      return body.length;
    }

    @SmallBody
    @Post("/small")
    int small(@Body byte[] body) {
      return body.length;
    }

    @Post("/none")
    int none() {
      return 0;
    }
  }

  @BeforeAll
  static void start(@TempDir Path data) {
    System.setProperty("slow-bodies.test", "on");
    server =
        Server.start(
            ServerSettings.in(data)
                .withPort(-1)
                .withLimits(
                    new ServerSettings.Limits(
                        100, 4L * BODY, BODY, Duration.ofSeconds(30), Duration.ofSeconds(2))));
    grant(READER, "reader", Role.READER);
    grant(ADMIN, "admin", Role.ADMIN);
  }

  private static void grant(BearerToken token, String name, Role role) {
    server
        .part(TokenDirectory.class)
        .issued(
            new TokenDirectory.Grant(
                new Actor("act_" + name, name, Actor.Kind.SERVICE, Set.of(role), null),
                token.sha256(),
                Instant.EPOCH,
                null));
  }

  @AfterAll
  static void stop() {
    System.clearProperty("slow-bodies.test");
    server.close();
  }

  @Test
  void aReadersSlowBodiesKeepNobodysDocumentOut() throws IOException {
    BodyBudget budget = server.part(BodyBudget.class);
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        slow.add(begin(READER, i % 2 == 0 ? "small" : "large", "Transfer-Encoding: chunked"));
        slow.getLast().getOutputStream().write(ascii("1\r\n{\r\n"));
      }
      Awaitility.await().until(() -> budget.bytesUnderWay() >= SmallBody.BYTES);
      assertThat(chunked(ADMIN, "large", 100)).startsWith("HTTP/1.1 200").endsWith("100");
      Awaitility.await().until(() -> budget.bytesUnderWay() <= BODY);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    Awaitility.await().until(() -> budget.bytesUnderWay() == 0);
  }

  @Test
  void aShortBodyHoldsAsMuchAsASmallOneSoThatManyAreStillFew() throws IOException {
    BodyBudget budget = server.part(BodyBudget.class);
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        slow.add(begin(READER, "small", "Content-Length: 5"));
      }
      Awaitility.await().until(() -> budget.bytesUnderWay() == 4L * SmallBody.BYTES);
      assertThat(chunked(READER, "small", 1))
          .startsWith("HTTP/1.1 503")
          .containsIgnoringCase("Retry-After: 1")
          .contains("the most one actor may hold at once");
      assertThat(chunked(ADMIN, "small", 1)).startsWith("HTTP/1.1 200");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    Awaitility.await().until(() -> budget.bytesUnderWay() == 0);
  }

  @Test
  void allBodiesTogetherAreBoundedTooAndWhatIsRefusedHoldsNothing() throws IOException {
    BodyBudget budget = server.part(BodyBudget.class);
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        BearerToken token = BearerToken.random();
        grant(token, "one-of-many-" + i, Role.READER);
        slow.add(begin(token, "large", "Content-Length: " + BODY));
      }
      Awaitility.await().until(() -> budget.bytesUnderWay() == 4L * BODY);
      assertThat(chunked(ADMIN, "small", 1))
          .startsWith("HTTP/1.1 503")
          .containsIgnoringCase("Retry-After: 1")
          .contains("the most this server takes");
      assertThat(budget.bytesUnderWay()).isEqualTo(4L * BODY);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    Awaitility.await().until(() -> budget.bytesUnderWay() == 0);
    assertThat(chunked(ADMIN, "small", 1)).startsWith("HTTP/1.1 200");
  }

  @Test
  void aBodyThatDripsInIsEndedAsAWhole() throws Exception {
    try (Socket socket = begin(READER, "small", "Transfer-Encoding: chunked")) {
      Thread drip =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (true) {
                        socket.getOutputStream().write(ascii("1\r\nx\r\n"));
                        TimeUnit.MILLISECONDS.sleep(100);
                      }
                    } catch (IOException | InterruptedException _) {
                      // the server has hung up, as it should
                    }
                  });
      assertThat(rest(socket))
          .startsWith("HTTP/1.1 408")
          .contains("urn:daybook:problem:body-late")
          .contains("the body was not there after 2 s");
      drip.interrupt();
    }
  }

  @Test
  void aBodyThatNobodyReadsEndsInTimeToo() throws IOException {
    try (Socket socket = begin(READER, "none", "Transfer-Encoding: chunked")) {
      socket.getOutputStream().write(ascii("1\r\nx\r\n"));
      assertThat(rest(socket)).startsWith("HTTP/1.1 200").doesNotContain(" 408 ");
    }
  }

  @Test
  void aSmallBodyIsSmallHoweverItIsSent() throws IOException {
    int over = SmallBody.BYTES + 1;
    assertThat(chunked(READER, "small", SmallBody.BYTES)).startsWith("HTTP/1.1 200");
    assertThat(chunked(READER, "small", over)).startsWith("HTTP/1.1 413");
    assertThat(said(READER, "small", "Content-Length: " + over, "x".repeat(over)))
        .startsWith("HTTP/1.1 413")
        .contains("send at most 65,536 bytes here");
    assertThat(said(READER, "small", "Content-Encoding: gzip\r\nContent-Length: 3", "abc"))
        .startsWith("HTTP/1.1 415");
    assertThat(chunked(READER, "large", over)).startsWith("HTTP/1.1 200");
  }

  @Test
  void aSmallBodyThatGrowsOnTheWayIsEndedWhereItIsTooLarge() throws IOException {
    BodyBudget budget = server.part(BodyBudget.class);
    Awaitility.await().until(() -> budget.bytesUnderWay() == 0);
    try (Socket socket =
        begin(READER, "small", "Connection: close\r\nTransfer-Encoding: chunked")) {
      socket.getOutputStream().write(ascii("1\r\nx\r\n"));
      Awaitility.await().until(() -> budget.bytesUnderWay() >= SmallBody.BYTES);
      String more = "x".repeat(SmallBody.BYTES);
      socket.getOutputStream().write(ascii("%x\r\n%s\r\n".formatted(more.length(), more)));
      assertThat(rest(socket)).startsWith("HTTP/1.1 413").contains("larger than 65,536 bytes");
    }
  }

  private static Socket begin(BearerToken token, String path, String header) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
    socket.setSoTimeout(20_000);
    String head =
        String.join(
            "\r\n",
            "POST /slow-bodies-test/%s HTTP/1.1".formatted(path),
            "Host: x",
            "Authorization: Bearer " + token.text(),
            "Content-Type: application/json",
            header,
            "",
            "");
    socket.getOutputStream().write(ascii(head));
    return socket;
  }

  private static String said(BearerToken token, String path, String header, String body)
      throws IOException {
    try (Socket socket = begin(token, path, "Connection: close\r\n" + header)) {
      socket.getOutputStream().write(ascii(body));
      return rest(socket);
    }
  }

  private static String chunked(BearerToken token, String path, int bytes) throws IOException {
    String body = "%x\r\n%s\r\n0\r\n\r\n".formatted(bytes, "x".repeat(bytes));
    return said(token, path, "Transfer-Encoding: chunked", body);
  }

  /** Everything the server says until it ends the connection. */
  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
