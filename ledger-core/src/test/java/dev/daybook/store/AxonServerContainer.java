package dev.daybook.store;

import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * An Axon Server in a container. Apart from {@link TestAxonServer}, which other modules load too:
 * they have no Testcontainers.
 */
final class AxonServerContainer {

  static final String IMAGE = "axoniq/axonserver:4.6.11";

  private AxonServerContainer() {}

  /** One that ends with this JVM; empty where Docker is not, or has no such image. */
  @SuppressWarnings("resource") // see above
  static Optional<GenericContainer<?>> start(int grpc, int http) {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.empty();
    }
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withEnv("AXONIQ_AXONSERVER_DEVMODE_ENABLED", "true")
            .withEnv("AXONIQ_AXONSERVER_HOSTNAME", "localhost")
            .withExposedPorts(grpc, http)
            .waitingFor(Wait.forHttp("/actuator/health").forPort(http));
    try {
      container.start();
    } catch (ContainerFetchException _) {
      return Optional.empty();
    }
    return Optional.of(container);
  }
}
