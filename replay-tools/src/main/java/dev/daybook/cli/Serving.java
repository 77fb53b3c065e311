package dev.daybook.cli;

import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.store.LedgerBroken;
import dev.daybook.store.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * A server inside this process, from its start to its graceful stop. Whatever ends the process ends
 * it here, and nowhere else: requests under way are answered, then followers and views end, then
 * the ledger and its database.
 */
final class Serving implements AutoCloseable {

  /** Where a node joins a ledger that has its admin already. */
  private static final String NO_TOKEN =
      "no token in the data folder: another node began this ledger, or the token was replaced; use"
          + " that one, with DAYBOOK_TOKEN or as admin.token, or see `daybook token recover`";

  private final Server server;
  private final Thread onExit;

  private Serving(Server server, Thread onExit) {
    this.server = server;
    this.onExit = onExit;
  }

  /** Starts; whatever an operator can put right becomes a sentence. */
  static Serving start(ServerSettings settings) {
    // A signal may come before the server is there; then it is stopped once it is.
    CompletableFuture<Server> starting = new CompletableFuture<>();
    Thread onExit = Thread.ofPlatform().name("stop").unstarted(() -> closeOnceThere(starting));
    Runtime.getRuntime().addShutdownHook(onExit);
    try {
      requireFree(settings);
      Server server = Server.start(settings);
      starting.complete(server);
      return new Serving(server, onExit);
    } catch (RuntimeException e) {
      throw explained(settings, e);
    } finally {
      if (!starting.isDone()) {
        starting.cancel(false);
        forget(onExit);
      }
    }
  }

  /** Where another server listens, nothing is begun that would have to be undone. */
  private static void requireFree(ServerSettings settings) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(
          new InetSocketAddress(
              InetAddress.getByName(settings.host()), Math.max(0, settings.port())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void closeOnceThere(CompletableFuture<Server> starting) {
    try {
      starting.join().close();
    } catch (CancellationException _) {
      // it did not start
    }
  }

  Server server() {
    return server;
  }

  /** The file with the ledger's admin token; only the node that began the ledger has it. */
  Optional<Path> tokenFile() {
    return server.adminToken().map(Path::toAbsolutePath);
  }

  /** Says that it answers, and where the token is, in two lines that scripts can wait for. */
  void announce(Talk talk) {
    talk.data().println("ready on " + server.url());
    talk.data().println(tokenFile().map(file -> "token in " + file).orElse(NO_TOKEN));
    talk.data().flush();
  }

  /** Waits until the process is told to end. */
  void awaitStop() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Override
  public void close() {
    forget(onExit);
    server.close();
  }

  private static void forget(Thread onExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException _) {
      // the process is ending already
    }
  }

  /** What an operator can put right, as a sentence; anything else as it came. */
  static RuntimeException explained(ServerSettings settings, RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException bind && !isTaken(bind)) {
        return noAddress(settings, thrown);
      }
      if (cause instanceof BindException) {
        return Failure.couldNot(
            "cannot listen on %s:%d (%s). Another server may be running there; stop it, or choose"
                    .formatted(settings.host(), settings.port(), cause.getMessage())
                + " another port with --port (0 takes any free one)",
            thrown);
      }
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return noAddress(settings, thrown);
      }
      if (cause instanceof AccessDeniedException denied) {
        return Failure.couldNot(
            "the data folder `%s` cannot be used: no right to %s. Choose another with --data"
                .formatted(settings.data(), denied.getFile()),
            thrown);
      }
    }
    return refused(thrown);
  }

  private static RuntimeException refused(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartRefused refused) {
        return Failure.couldNot(String.valueOf(refused.getMessage()), thrown);
      }
      if (cause instanceof LedgerBroken broken) {
        return Failure.couldNot(
            "%s; `daybook verify` tells what else is wrong".formatted(broken.getMessage()), thrown);
      }
    }
    return thrown;
  }

  /** An address that is not there at all is refused as one that is in use is. */
  private static boolean isTaken(BindException refused) {
    return !String.valueOf(refused.getMessage()).contains("assign");
  }

  private static Failure noAddress(ServerSettings settings, RuntimeException thrown) {
    return Failure.couldNot(
        "`%s` is no address of this machine; choose one with --host, such as 127.0.0.1"
            .formatted(settings.host()),
        thrown);
  }
}
