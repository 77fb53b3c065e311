package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The store's contract again, on servers that are not our own: the oldest PostgreSQL that Daybook
 * takes, and the official image.
 */
class OtherServersTest {

  private static final List<Class<?>> CONTRACT =
      List.of(
          LedgerTest.class,
          LedgerEventStoreTest.class,
          AxonEngineContractTest.class,
          AppendOnlyTest.class,
          StartRefusalsTest.class,
          NodesTest.class,
          CutConnectionTest.class,
          LargeEntriesTest.class);

  /** The build copies it here where it can run: on Linux with an Intel processor. */
  private static final Path OLDEST = Path.of("target", "postgres-14", "programs.jar");

  private static final String OFFICIAL = "postgres:18";

  @Test
  void theOldestPostgresqlKeepsTheContract() throws Exception {
    assumeTrue(
        Files.exists(OLDEST),
        () ->
            "there is no PostgreSQL 14 for this machine: the build brings one for Linux on Intel");
    URI programs = URI.create("jar:%s!/postgres-linux-x86_64.txz".formatted(OLDEST.toUri()));
    try (Postgres postgres =
        Postgres.start(TestLedger.folder(), 0, PostgresPrograms.of(programs.toURL()))) {
      postgres.createDatabase();
      keepsTheContract(
          14, new TestLedger.Server(postgres.url(), postgres.user(), postgres.password()));
    }
  }

  @Test
  void theOfficialImageKeepsTheContract() throws Exception {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        () -> "Docker is not here, so the image %s cannot be tried".formatted(OFFICIAL));
    try (PostgreSQLContainer container =
        new PostgreSQLContainer(OFFICIAL)
            .withDatabaseName("daybook")
            // Otherwise a test's server, with fsync off, which Daybook refuses.
            .withCommand("postgres", "-c", "fsync=on")) {
      container.start();
      keepsTheContract(
          18,
          new TestLedger.Server(
              container.getJdbcUrl(), container.getUsername(), container.getPassword()));
    }
  }

  private static void keepsTheContract(int version, TestLedger.Server server) throws Exception {
    try (Connection connection = server.connect("postgres")) {
      assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(version);
    }
    LauncherDiscoveryRequest all =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(CONTRACT.stream().map(test -> selectClass(test)).toList())
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    server.during(() -> LauncherFactory.create().execute(all, listener));
    assertThat(listener.getSummary().getFailures())
        .extracting(OtherServersTest::said)
        .as("what fails on PostgreSQL %d", version)
        .isEmpty();
    assertThat(listener.getSummary().getTestsSucceededCount()).isGreaterThan(60);
  }

  private static String said(TestExecutionSummary.Failure failure) {
    return "%s: %s".formatted(failure.getTestIdentifier().getUniqueId(), failure.getException());
  }
}
