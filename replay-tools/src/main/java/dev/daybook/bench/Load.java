package dev.daybook.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP/1.1 requests over a fixed number of kept-alive connections from one thread, and takes
 * the time of each answer. It shares the machine with the server it measures, so it does as little
 * as it can: requests come as ready bytes, of answers only status and length are read.
 */
final class Load {

  /** A whole answer's greatest size, in bytes. */
  private static final int MAX_ANSWER = 1 << 16;

  /**
   * What came of it.
   *
   * @param answered answers with a 2xx status
   * @param refused answers with any other
   */
  record Outcome(long answered, long refused, double perSecond, Latencies latencies) {}

  private final InetSocketAddress address;
  private final int connections;
  private final IntFunction<byte[]> requests;
  private int sent;
  private long answered;
  private long refused;
  private @Nullable String firstRefusal;
  private final Latencies.Recorder latencies = new Latencies.Recorder();

  /**
   * @param requests the n-th request's bytes, head and body
   */
  Load(URI server, int connections, IntFunction<byte[]> requests) {
    this.address = new InetSocketAddress(server.getHost(), server.getPort());
    this.connections = connections;
    this.requests = requests;
  }

  /** A POST as it goes over the wire. */
  static byte[] post(URI server, String path, String token, String key, byte[] body) {
    byte[] head =
        """
        POST %s HTTP/1.1\r
        Host: %s:%d\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Idempotency-Key: %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(path, server.getHost(), server.getPort(), token, key, body.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  /** The next request on every connection as soon as its answer is there, for this long. */
  Outcome atFullSpeed(Duration time) throws IOException {
    return run(time, 0, Integer.MAX_VALUE);
  }

  /** The same for this many requests. */
  Outcome count(int requests) throws IOException {
    return run(Duration.ofMinutes(10), 0, requests);
  }

  /**
   * This many requests per second, evenly spaced. A late answer delays what comes after it, and
   * that delay counts: latencies are taken from when a request was due.
   */
  Outcome at(double perSecond, Duration time) throws IOException {
    return run(time, perSecond, Integer.MAX_VALUE);
  }

  /** What the first refused request was told, or nothing. */
  @Nullable String firstRefusal() {
    return firstRefusal;
  }

  private Outcome run(Duration time, double perSecond, int most) throws IOException {
    try (Selector selector = Selector.open()) {
      Queue<Connection> idle = new ArrayDeque<>();
      List<Connection> all = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        Connection connection = new Connection(selector);
        all.add(connection);
        idle.add(connection);
      }
      long began = System.nanoTime();
      long end = began + time.toNanos();
      long due = began;
      double gap = perSecond == 0 ? 0 : 1e9 / perSecond;
      long scheduled = 0;
      while (true) {
        long now = System.nanoTime();
        boolean going = now < end && sent < most;
        while (!idle.isEmpty() && going && due <= now) {
          idle.remove().send(gap == 0 ? now : due);
          if (gap > 0) {
            due = began + (long) (++scheduled * gap);
          }
          going = now < end && sent < most;
        }
        if (!going && idle.size() == connections) {
          break;
        }
        if (gap > 0 && !idle.isEmpty() && going) {
          if (due - now < TimeUnit.MILLISECONDS.toNanos(1)) {
            selector.selectNow();
          } else {
            selector.select(TimeUnit.NANOSECONDS.toMillis(due - now));
          }
        } else {
          selector.select(1_000);
        }
        Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
        while (ready.hasNext()) {
          if (ready.next().attachment() instanceof Connection connection && connection.read()) {
            idle.add(connection);
          }
          ready.remove();
        }
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      for (Connection connection : all) {
        connection.close();
      }
      return new Outcome(answered, refused, Math.round(answered / seconds), latencies.sum());
    }
  }

  /** One kept-alive connection with at most one request under way. */
  private final class Connection {

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(MAX_ANSWER);
    private long due;

    Connection(Selector selector) throws IOException {
      channel = SocketChannel.open(address);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(long dueAt) throws IOException {
      due = dueAt;
      ByteBuffer request = ByteBuffer.wrap(requests.apply(sent++));
      // A request is far smaller than a socket's buffer: it goes out whole.
      while (request.hasRemaining()) {
        channel.write(request);
      }
    }

    /** Whether the answer is complete. */
    boolean read() throws IOException {
      if (channel.read(answer) < 0) {
        throw new IOException("the server closed a connection in the middle of an answer");
      }
      int body = bodyStart();
      if (body < 0 || answer.position() < body + contentLength(body)) {
        return false;
      }
      latencies.record(System.nanoTime() - due);
      if (answer.get(9) == '2') {
        answered++;
      } else {
        refused++;
        if (firstRefusal == null) {
          firstRefusal =
              new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8).strip();
        }
      }
      answer.clear();
      return true;
    }

    private int bodyStart() {
      byte[] bytes = answer.array();
      for (int i = 3; i < answer.position(); i++) {
        if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
          return i + 1;
        }
      }
      return -1;
    }

    private int contentLength(int body) throws IOException {
      byte[] bytes = answer.array();
      byte[] name = "\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i + name.length < body; i++) {
        int k = 0;
        while (k < name.length && Character.toLowerCase(bytes[i + k]) == name[k]) {
          k++;
        }
        if (k == name.length) {
          int length = 0;
          for (int d = i + k; bytes[d] != '\r'; d++) {
            if (bytes[d] != ' ') {
              length = length * 10 + (bytes[d] - '0');
            }
          }
          return length;
        }
      }
      throw new IOException("an answer came without a content length");
    }

    void close() throws IOException {
      channel.close();
    }
  }
}
