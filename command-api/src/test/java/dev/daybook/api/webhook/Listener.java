package dev.daybook.api.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server that is posted to: it can fail, hang, lead away, and it keeps what came. */
final class Listener implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicInteger failing = new AtomicInteger();
  private volatile int status = 204;
  private volatile long hangMillis;

  Listener() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** A post that was answered with success. */
  record Heard(String id, long seconds, String signature, String type, String text) {

    JsonNode body() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:%d/told".formatted(server.getAddress().getPort()));
  }

  List<Heard> heard() {
    return List.copyOf(heard);
  }

  int tries() {
    return tries.get();
  }

  /** Answers the next ones with this status, then with success again. */
  void fails(int times, int with) {
    failing.set(times);
    status = with;
  }

  /** Takes this long to answer the next one. */
  void hangs(long millis) {
    hangMillis = millis;
  }

  private void answer(HttpExchange exchange) throws IOException {
    tries.incrementAndGet();
    byte[] body = exchange.getRequestBody().readAllBytes();
    long hang = hangMillis;
    hangMillis = 0;
    if (hang > 0) {
      try {
        Thread.sleep(hang);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      exchange.close();
      return;
    }
    if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      exchange.getResponseHeaders().add("Location", url().toString());
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
      return;
    }
    var headers = exchange.getRequestHeaders();
    heard.add(
        new Heard(
            headers.getFirst("webhook-id"),
            Long.parseLong(headers.getFirst("webhook-timestamp")),
            headers.getFirst("webhook-signature"),
            headers.getFirst("Content-Type"),
            new String(body, StandardCharsets.UTF_8)));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
