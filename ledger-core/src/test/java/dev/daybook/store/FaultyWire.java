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

/**
 * A wire to PostgreSQL that can break: a TCP proxy which, when told to, cuts the appender's
 * connection just before a request reaches the server, or just after, so that the work is done and
 * the answer lost.
 */
final class FaultyWire implements AutoCloseable {

  /** Where the next request of the appender that writes is cut. */
  enum Cut {
    /** Nothing is cut. */
    NOWHERE,
    /** The request never reaches the server. */
    BEFORE_THE_SERVER,
    /** Half of the request reaches the server. */
    WITHIN_THE_REQUEST,
    /** The server does as it is told; its answer never comes back. */
    BEFORE_THE_ANSWER
  }

  private static final byte[] APPENDER = "daybook-appender".getBytes(StandardCharsets.UTF_8);

  /** Only requests that write are longer: they carry an entry's leaf, payload and metadata. */
  private static final int SHORTEST_WRITE = 700;

  private final ServerSocket front;
  private final int port;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile Cut next = Cut.NOWHERE;
  private volatile boolean down;
  private final AtomicInteger cuts = new AtomicInteger();

  FaultyWire(int port) throws IOException {
    this.port = port;
    this.front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return front.getLocalPort();
  }

  /** Cuts the next request that writes, once. */
  void cutNext(Cut cut) {
    next = cut;
  }

  int cuts() {
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
    private boolean appender;
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
          appender |= contains(buffer, read, APPENDER);
          boolean writes = appender && read > SHORTEST_WRITE;
          if (writes && next != Cut.NOWHERE) {
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

  private static boolean contains(byte[] buffer, int length, byte[] wanted) {
    for (int at = 0; at + wanted.length <= length; at++) {
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
