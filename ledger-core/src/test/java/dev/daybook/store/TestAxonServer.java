package dev.daybook.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Axon Server for tests, in its development mode, for its events are deleted before each test:
 * the one {@code DAYBOOK_TEST_AXON_SERVER} names, or else the official image where Docker is.
 */
public final class TestAxonServer {

  private static final int GRPC = 8_124;
  private static final int HTTP = 8_024;

  private static @Nullable TestAxonServer inUse;

  private final AxonServerSettings settings;
  private final URI http;

  private TestAxonServer(String host, int grpc, int http) {
    this.settings =
        new AxonServerSettings(
            List.of(new AxonServerSettings.Address(host, grpc)),
            AxonServerSettings.CONTEXT,
            null,
            AxonServerSettings.FOLLOWED_WITHIN,
            true);
    this.http = URI.create("http://%s:%d".formatted(host, http));
  }

  /** The JVM's one, looked for at first use. */
  private static final class Found {
    static final Optional<TestAxonServer> SERVER = find();

    private Found() {}
  }

  /** One, if there is any here; else whoever asks is skipped, which says why. */
  public static TestAxonServer orSkipped() {
    assumeTrue(Found.SERVER.isPresent(), TestAxonServer::missing);
    return Found.SERVER.get();
  }

  /** The one {@code DAYBOOK_TEST_AXON_SERVER} names, where tests take too long for any other. */
  public static TestAxonServer givenOrSkipped() {
    Optional<TestAxonServer> given = given();
    assumeTrue(
        given.isPresent(), "there is no Axon Server to try: DAYBOOK_TEST_AXON_SERVER names none");
    return given.get();
  }

  private static Optional<TestAxonServer> given() {
    String given = System.getenv("DAYBOOK_TEST_AXON_SERVER");
    if (given == null || given.isBlank()) {
      return Optional.empty();
    }
    AxonServerSettings.Address address =
        AxonServerSettings.fromEnvironment(Map.of("AXON_SERVERS", given)).servers().getFirst();
    // It listens for HTTP where it would if all its ports were moved alike.
    return Optional.of(
        new TestAxonServer(address.host(), address.port(), address.port() - GRPC + HTTP));
  }

  private static Optional<TestAxonServer> find() {
    Optional<TestAxonServer> given = given();
    if (given.isPresent()) {
      return given;
    }
    return AxonServerContainer.start(GRPC, HTTP)
        .map(
            container ->
                new TestAxonServer(
                    container.getHost(),
                    container.getMappedPort(GRPC),
                    container.getMappedPort(HTTP)));
  }

  private static String missing() {
    return "there is no Axon Server to try: Docker is not here or has no image %s, and DAYBOOK_TEST_AXON_SERVER (host:port) names none"
        .formatted(AxonServerContainer.IMAGE);
  }

  public AxonServerSettings settings() {
    return settings;
  }

  /** Runs {@code tests} on ledgers whose events live here. */
  public void during(Runnable tests) {
    inUse = this;
    try {
      tests.run();
    } finally {
      inUse = null;
    }
  }

  /** A ledger of its own whose events live here. */
  public TestLedger fresh(EventTypes types) {
    inUse = this;
    try {
      return TestLedger.fresh(types);
    } finally {
      inUse = null;
    }
  }

  /** Where ledgers made now have their events; null for PostgreSQL. */
  static @Nullable TestAxonServer inUse() {
    return inUse;
  }

  /** Deletes all events. */
  public void empty() {
    try {
      HttpResponse<Void> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(http.resolve("/v1/devmode/purge-events")).DELETE().build(),
                  HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            "%s keeps its events (%d): it is not in development mode"
                .formatted(http, answer.statusCode()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
