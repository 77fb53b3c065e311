package dev.daybook.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.daybook.edge.AdminToken;
import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A real server on a real PostgreSQL, one for all tests of a run, and how tests talk to it. */
final class TestServer {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DATA = temporaryFolder();

  /**
   * The one that all tests share; it goes with the JVM. It records nothing of its own accord, so
   * that tests may count.
   */
  private static final class Shared {
    static final Server SERVER =
        start(ServerSettings.in(DATA).withPort(-1).withPosture(false).withSecondPerson(false));
    static final String ADMIN = adminToken(DATA);

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }
  }

  private TestServer() {}

  static Server start(ServerSettings settings) {
    return Server.start(settings);
  }

  static Server shared() {
    return Shared.SERVER;
  }

  static String admin() {
    return Shared.ADMIN;
  }

  static String adminToken(Path data) {
    try {
      return Files.readString(AdminToken.file(data)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("daybook-api-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer, its body as JSON where it is JSON. */
  record Reply(int status, JsonNode body, String text, java.net.http.HttpHeaders headers) {
    JsonNode result(int index) {
      return body.path("results").path(index);
    }

    JsonNode only() {
      return result(0);
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  /** A request to the shared server, as the admin unless told otherwise. */
  static final class Call {
    private final HttpRequest.Builder request;
    private @Nullable String token = admin();

    private Call(URI uri) {
      request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
    }

    Call as(@Nullable String other) {
      token = other;
      return this;
    }

    Call header(String name, String value) {
      request.header(name, value);
      return this;
    }

    Reply get() {
      return send(request.GET());
    }

    Reply delete() {
      return send(request.DELETE());
    }

    Reply method(String name) {
      return send(request.method(name, BodyPublishers.noBody()));
    }

    Reply yaml(String body) {
      return post("application/yaml", body);
    }

    Reply json(String body) {
      return post("application/json", body);
    }

    Reply post(String type, String body) {
      return post(type, body.getBytes(StandardCharsets.UTF_8));
    }

    Reply post(String type, byte[] body) {
      return send(request.header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    private Reply send(HttpRequest.Builder ready) {
      if (token != null) {
        ready.header("Authorization", "Bearer " + token);
      }
      try {
        HttpResponse<String> response = CLIENT.send(ready.build(), BodyHandlers.ofString());
        String type = response.headers().firstValue("Content-Type").orElse("");
        return new Reply(
            response.statusCode(),
            type.contains("json") ? JSON.readTree(response.body()) : MissingNode.getInstance(),
            response.body(),
            response.headers());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  static Call call(String path) {
    return call(shared(), path);
  }

  static Call call(Server server, String path) {
    return new Call(server.url().resolve(path));
  }

  /** A new token, its secret. */
  static String token(String name, @Nullable String domain, String... roles) {
    String body =
        JSON.createObjectNode()
            .put("name", name)
            .put("kind", "service")
            .<com.fasterxml.jackson.databind.node.ObjectNode>set("roles", JSON.valueToTree(roles))
            .put("domain", domain)
            .toString();
    Reply reply = call("/api/v1/tokens").json(body);
    if (reply.status() != 201) {
      throw new IllegalStateException(reply.text());
    }
    return reply.body().path("token").asText();
  }

  /** A name no other test uses. */
  static String fresh(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
