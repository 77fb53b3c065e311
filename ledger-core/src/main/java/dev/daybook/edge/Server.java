package dev.daybook.edge;

import dev.daybook.store.Ledger;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A running Daybook: one process, one HTTP port, and every controller on the class path behind it.
 * Started by {@link #start}, stopped by {@link #close}, which lets requests under way finish.
 */
public final class Server implements AutoCloseable {

  private final ApplicationContext context;
  private final EmbeddedServer http;

  private Server(ApplicationContext context, EmbeddedServer http) {
    this.context = context;
    this.http = http;
  }

  /** Starts and returns once requests are answered. */
  public static Server start(ServerSettings settings) {
    Optional<BearerToken> _ = AdminToken.find(settings.data()); // one that is none is told at once
    OpeningLedger opening = OpeningLedger.begin(settings.ledger());
    ApplicationContext context = context(settings, opening);
    try {
      context.start();
      // Most of it needs no ledger, which is on its way meanwhile.
      EmbeddedServer http = context.getBean(EmbeddedServer.class);
      TokenFollower tokens = context.getBean(TokenFollower.class);
      for (BeforeServing first : context.getBeansOfType(BeforeServing.class)) {
        first.prepare();
      }
      tokens.await(context.getBean(Ledger.class).head().position());
      http.start();
      return new Server(context, http);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      context.close();
      opening.close();
      throw new IllegalStateException("interrupted while starting", e);
    } catch (RuntimeException e) {
      context.close();
      opening.close();
      throw e;
    }
  }

  /** All parts, none of them started yet. */
  static ApplicationContext context(ServerSettings settings, OpeningLedger opening) {
    return ApplicationContext.builder()
        .mainClass(Server.class)
        .banner(false)
        .deduceEnvironment(false)
        .environmentPropertySource(false)
        .singletons(settings, opening)
        .properties(properties(settings))
        .build();
  }

  /** Where it listens: {@code http://127.0.0.1:8080}. */
  public URI url() {
    return URI.create("http://%s:%d".formatted(http.getHost(), http.getPort()));
  }

  /**
   * The file in the data folder with the ledger's admin token. Empty where that file is missing or
   * its token does not hold: another node began this ledger, or the token was replaced.
   */
  public Optional<Path> adminToken() {
    Path data = context.getBean(ServerSettings.class).data();
    return AdminToken.find(data)
        .filter(
            token ->
                context.getBean(TokenDirectory.class).find(token, Instant.now())
                    instanceof TokenDirectory.Answer.Known)
        .map(_ -> AdminToken.file(data));
  }

  /** The parts this server is made of, by their type. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }

  private static Map<String, Object> properties(ServerSettings settings) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("micronaut.server.host", settings.host());
    properties.put("micronaut.server.port", settings.port());
    properties.put("micronaut.server.max-request-size", settings.limits().bodyBytes());
    properties.put("micronaut.server.max-request-buffer-size", settings.limits().bodyBytes());
    properties.put("micronaut.server.netty.max-initial-line-length", UnreadableHead.MAX_LINE);
    properties.put("micronaut.server.netty.max-header-size", UnreadableHead.MAX_HEADERS);
    properties.put("micronaut.server.idle-timeout", settings.limits().idle());
    return properties;
  }
}
