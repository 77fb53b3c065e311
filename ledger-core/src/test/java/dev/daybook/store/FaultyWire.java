package dev.daybook.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A wire to PostgreSQL that can break: a TCP proxy which, when told to, cuts a connection just
 * before a request reaches the server, or just after, so that the work is done and the answer lost.
 */
public final class FaultyWire implements AutoCloseable {

  /** Where the next request that counts is cut. */
  public enum Cut {
    /** Nothing is cut. */
    NOWHERE,
    /** The request never reaches the server. */
    BEFORE_THE_SERVER,
    /** Half of the request reaches the server. */
    WITHIN_THE_REQUEST,
    /** The server does as it is told; its answer never comes back. */
    BEFORE_THE_ANSWER
  }

  /** Only requests that append are longer: they carry an entry's leaf, payload and metadata. */
  private static final int SHORTEST_APPEND = 700;

  private final ServerSocket front;
  private final int port;
  private final byte[] application;
  private final Predicate<byte[]> counts;
  private final boolean behind;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile Cut next = Cut.NOWHERE;
  private volatile boolean down;
  private final AtomicInteger cuts = new AtomicInteger();

  /** Cuts the appender's connection where it writes. */
  FaultyWire(int port) throws IOException {
    this(port, "daybook-appender", request -> request.length > SHORTEST_APPEND, false);
  }

  private FaultyWire(int port, String application, Predicate<byte[]> counts, boolean behind)
      throws IOException {
    this.port = port;
    // As the driver sets it: SET application_name = 'daybook'.
    this.application = ("'" + application + "'").getBytes(StandardCharsets.UTF_8);
    this.counts = counts;
    this.behind = behind;
    this.front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /**
   * Cuts connections of the pool where a request contains {@code text}.
   *
   * @param port the server's
   * @param behind whether the request behind that one is cut instead
   */
  public static FaultyWire ofThePool(int port, String text, boolean behind) throws IOException {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    return new FaultyWire(port, "daybook", request -> contains(request, wanted), behind);
  }

  public int port() {
    return front.getLocalPort();
  }

  /** Cuts the next request that counts, once. */
  public void cutNext(Cut cut) {
    next = cut;
  }

  public int cuts() {
    return cuts.get();
  }

  /** Cuts every connection and refuses new ones, or lets them through again. */
  void down(boolean isDown) {
    down = isDown;
    if (isDown) {
      sockets.forEach(FaultyWire::close);
    }
  }

  private void accept() {
    while (!front.isClosed()) {
      try {
        Socket client = front.accept();
        if (down) {
          close(client);
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        Link link = new Link(client, server);
        Thread.ofVirtual().start(link::toServer);
        Thread.ofVirtual().start(link::toClient);
      } catch (IOException _) {
        // closed, or the server is not there
      }
    }
  }

  private final class Link {
    private final Socket client;
    private final Socket server;
    private boolean ours;
    private boolean counted;
    private volatile boolean swallow;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void toServer() {
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = client.getInputStream();
          OutputStream out = server.getOutputStream()) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          byte[] request = Arrays.copyOf(buffer, read);
          ours |= contains(request, application);
          boolean before = counted;
          counted = counts.test(request);
          if (ours && next != Cut.NOWHERE && (behind ? before : counted)) {
            Cut cut = next;
            next = Cut.NOWHERE;
            cuts.incrementAndGet();
            switch (cut) {
              case NOWHERE, BEFORE_THE_SERVER -> {}
              case WITHIN_THE_REQUEST -> out.write(buffer, 0, read / 2);
              case BEFORE_THE_ANSWER -> {
                swallow = true;
                out.write(buffer, 0, read);
                out.flush();
                continue;
              }
            }
            out.flush();
            cut();
            return;
          }
          out.write(buffer, 0, read);
          out.flush();
        }
      } catch (IOException _) {
        // cut
      } finally {
        cut();
      }
    }

    void toClient() {
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = server.getInputStream();
          OutputStream out = client.getOutputStream()) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (swallow) {
            return;
          }
          out.write(buffer, 0, read);
          out.flush();
        }
      } catch (IOException _) {
        // cut
      } finally {
        cut();
      }
    }

    private void cut() {
      close(client);
      close(server);
      sockets.removeAll(Arrays.asList(client, server));
    }
  }

  private static boolean contains(byte[] buffer, byte[] wanted) {
    for (int at = 0; at + wanted.length <= buffer.length; at++) {
      if (Arrays.equals(buffer, at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception _) {
      // it is going away
    }
  }

  @Override
  public void close() {
    close(front);
    sockets.forEach(FaultyWire::close);
  }
}
