package dev.daybook.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.daybook.replay.log.LogSource;
import dev.daybook.seal.AddCheckpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A witness on HTTP: {@code POST /add-checkpoint}, and the logs it mirrors. Everything is for
 * everybody: what is asked is signed by its log, and what is answered is public.
 */
public final class WitnessServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WitnessServer.class);

  /** Longest request, in bytes: 63 hashes, and a checkpoint with far more signatures than usual. */
  static final int LONGEST = 1 << 19;

  /** Requests under way; more are told to come again. */
  static final int AT_ONCE = 64;

  /** Seconds a request may take to come in, or an answer to go out. */
  private static final String PATIENCE_SECONDS = "30";

  private static final String CONNECTIONS = "1024";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Witness witness;
  private final Mirrors mirrors;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore free = new Semaphore(AT_ONCE);

  private WitnessServer(Witness witness, Mirrors mirrors, HttpServer http) {
    this.witness = witness;
    this.mirrors = mirrors;
    this.http = http;
  }

  /**
   * Begins to answer.
   *
   * @param port 0 for any free one
   * @throws IOException when it cannot listen there
   */
  public static WitnessServer start(Witness witness, Mirrors mirrors, String host, int port)
      throws IOException {
    // The JDK's server reads its bounds once, when its first one is made.
    System.setProperty("sun.net.httpserver.maxReqTime", PATIENCE_SECONDS);
    System.setProperty("sun.net.httpserver.maxRspTime", PATIENCE_SECONDS);
    System.setProperty("jdk.httpserver.maxConnections", CONNECTIONS);
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
    WitnessServer server = new WitnessServer(witness, mirrors, http);
    http.setExecutor(server.threads);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  /** Where it answers. */
  public URI url() {
    InetSocketAddress address = http.getAddress();
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, address.getPort()));
  }

  /** What is answered. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  private record Reply(int status, String type, byte[] body, Optional<String> caching) {

    static Reply of(int status, String type, byte[] body) {
      return new Reply(status, type, body, Optional.empty());
    }

    static Reply told(int status, String sentence) {
      return of(status, TEXT, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply;
      if (!free.tryAcquire()) {
        reply = Reply.told(503, "%d requests are under way; come again".formatted(AT_ONCE));
      } else {
        try {
          reply = reply(exchange);
        } catch (IOException | RuntimeException e) {
          LOG.error("a request was not answered", e);
          reply = Reply.told(500, "it could not be done");
        } finally {
          free.release();
        }
      }
      send(exchange, reply);
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String method = exchange.getRequestMethod();
    if (path.equals("/add-checkpoint")) {
      return method.equals("POST")
          ? added(exchange)
          : Reply.told(405, "checkpoints are sent by POST");
    }
    Optional<byte[]> mirrored =
        method.equals("GET") || method.equals("HEAD") ? mirrors.get(path) : Optional.empty();
    return mirrored
        .map(bytes -> mirrored(path, bytes))
        .orElseGet(
            () ->
                Reply.told(
                    404,
                    "a witness is asked by POST to /add-checkpoint; the logs it mirrors are read"
                        + " below the SHA-256 of their names"));
  }

  private static Reply mirrored(String path, byte[] bytes) {
    return path.endsWith("/" + LogSource.CHECKPOINT)
        ? new Reply(200, TEXT, bytes, Optional.of("public, max-age=1"))
        : new Reply(
            200,
            "application/octet-stream",
            bytes,
            Optional.of("public, max-age=31536000, immutable"));
  }

  private Reply added(HttpExchange exchange) throws IOException {
    byte[] body;
    try {
      body = exchange.getRequestBody().readNBytes(LONGEST + 1);
    } catch (IOException _) {
      return Reply.told(400, "the request ended early");
    }
    if (body.length > LONGEST) {
      return Reply.told(413, "a request has at most %d bytes".formatted(LONGEST));
    }
    return switch (witness.add(body)) {
      case Answer.Cosigned(var cosignatures) ->
          Reply.of(200, TEXT, AddCheckpoint.answer(new ArrayList<>(cosignatures)));
      case Answer.Conflict(long size) ->
          Reply.of(409, AddCheckpoint.SIZE_TYPE, AddCheckpoint.size(size));
      case Answer.Unreadable(String why) -> Reply.told(400, why);
      case Answer.UnknownLog(String why) -> Reply.told(404, why);
      case Answer.NotSigned(String why) -> Reply.told(403, why);
      case Answer.NotConsistent(String why) -> Reply.told(422, why);
    };
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    reply
        .caching()
        .ifPresent(caching -> exchange.getResponseHeaders().set("Cache-Control", caching));
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), reply.body().length);
    exchange.getResponseBody().write(reply.body());
  }

  @Override
  public void close() {
    http.stop(1);
    threads.close();
  }
}
