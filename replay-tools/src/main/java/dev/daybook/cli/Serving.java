package dev.daybook.cli;

import dev.daybook.edge.Server;
import dev.daybook.edge.ServerSettings;
import dev.daybook.store.StartRefused;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A server inside this process, from its start to its graceful stop. A second SIGTERM does not wait
 * any longer than the first: requests under way are finished, then the database is stopped.
 */
final class Serving implements AutoCloseable {

  private final Server server;
  private final Path tokenFile;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Serving(Server server, Path tokenFile) {
    this.server = server;
    this.tokenFile = tokenFile;
  }

  /** Starts; whatever an operator can put right becomes a sentence. */
  static Serving start(ServerSettings settings) {
    try {
      Serving serving =
          new Serving(
              Server.start(settings), settings.data().resolve("admin.token").toAbsolutePath());
      Runtime.getRuntime().addShutdownHook(new Thread(serving::close, "stop"));
      return serving;
    } catch (RuntimeException e) {
      throw explained(settings, e);
    }
  }

  Server server() {
    return server;
  }

  Path tokenFile() {
    return tokenFile;
  }

  /** Says that it answers, and where the token is, in two lines that scripts can wait for. */
  void announce(Talk talk) {
    talk.data().println("ready on " + server.url());
    talk.data()
        .println(
            Files.exists(tokenFile)
                ? "token in " + tokenFile
                : "no token in %s; use the one of the first start, or see `daybook token recover`"
                    .formatted(tokenFile));
    talk.data().flush();
  }

  void awaitStop() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void close() {
    if (stopped.getCount() > 0) {
      try {
        server.close();
      } finally {
        stopped.countDown();
      }
    }
  }

  /** What an operator can put right, as a sentence; anything else as it came. */
  static RuntimeException explained(ServerSettings settings, RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return Failure.couldNot(
            "cannot listen on %s:%d (%s). Another server may be running there; stop it, or choose"
                    .formatted(settings.host(), settings.port(), cause.getMessage())
                + " another port with --port (0 takes any free one)",
            thrown);
      }
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return Failure.couldNot(
            "`%s` is no address of this machine; choose one with --host, such as 127.0.0.1"
                .formatted(settings.host()),
            thrown);
      }
      if (cause instanceof StartRefused refused) {
        return Failure.couldNot(String.valueOf(refused.getMessage()), thrown);
      }
      if (cause instanceof AccessDeniedException denied) {
        return Failure.couldNot(
            "the data folder `%s` cannot be used: no right to %s. Choose another with --data"
                .formatted(settings.data(), denied.getFile()),
            thrown);
      }
    }
    return thrown;
  }
}
