package dev.daybook.replay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is read from a web server of any kind, or from a folder. */
class LogSourcesTest {

  private static final int TOO_LONG = (int) LogSource.LONGEST + 1;

  /** Status and body by path; whatever else is asked for is not there. */
  private final Map<String, Integer> statuses =
      Map.of("/a/checkpoint", 200, "/a/broken", 500, "/a/moved", 302, "/a/long", 200);

  @TempDir private Path folder = Path.of("");
  private HttpServer server;
  private URI address;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body =
                path.equals("/a/long") ? new byte[TOO_LONG] : path.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Location", address + "/a/checkpoint");
            exchange.sendResponseHeaders(statuses.getOrDefault(path, 404), body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anAddressIsAFolderWithASlashAtItsEndOrWithout() throws IOException {
    for (String prefix : new String[] {"/a", "/a/"}) {
      assertThat(new HttpLog(address.resolve(prefix)).get("checkpoint"))
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("/a/checkpoint");
    }
  }

  @Test
  void whatIsNotThereIsToldApartFromWhatCannotBeRead() throws IOException {
    HttpLog log = new HttpLog(address.resolve("/a"));
    assertThatThrownBy(() -> log.get("tile/0/000"))
        .isInstanceOf(LogSource.NotThere.class)
        .hasMessage("%s/a/ has no `tile/0/000`".formatted(address));
    assertThatThrownBy(() -> log.get("broken"))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(LogSource.NotThere.class)
        .hasMessage("%s/a/ answered 500 to `broken`".formatted(address));
    assertThatThrownBy(() -> log.get("moved"))
        .as("a log is where it is said to be, and nowhere else")
        .hasMessage("%s/a/ answered 302 to `moved`".formatted(address));
    int port;
    try (ServerSocket probe = new ServerSocket(0)) {
      port = probe.getLocalPort();
    }
    HttpLog nobody = new HttpLog(URI.create("http://127.0.0.1:" + port));
    assertThatThrownBy(() -> nobody.get("checkpoint"))
        .isInstanceOf(IOException.class)
        .hasMessage("no server answers at http://127.0.0.1:%d/".formatted(port));
  }

  @Test
  void noMoreIsReadThanALogCanHave() throws IOException {
    assertThatThrownBy(() -> new HttpLog(address.resolve("/a")).get("long"))
        .isInstanceOf(IOException.class);
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("checkpoint").toFile(), "rw")) {
      file.setLength(TOO_LONG);
    }
    assertThatThrownBy(() -> new FolderLog(folder).get("checkpoint"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is too long for a file of a log");
  }
}
