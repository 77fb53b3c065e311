package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The store's contract again, on ledgers whose events live in Axon Server. */
class AxonServerContractTest {

  private static final List<Class<?>> CONTRACT =
      List.of(
          LedgerTest.class,
          LedgerEventStoreTest.class,
          NodesTest.class,
          KilledProcessTest.class,
          LargeEntriesTest.class);

  @Test
  void axonServerKeepsTheContract() {
    TestAxonServer server = TestAxonServer.orSkipped();
    LauncherDiscoveryRequest all =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(CONTRACT.stream().map(test -> selectClass(test)).toList())
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    server.during(() -> LauncherFactory.create().execute(all, listener));
    assertThat(listener.getSummary().getFailures())
        .extracting(AxonServerContractTest::said)
        .as("what fails on Axon Server")
        .isEmpty();
    assertThat(listener.getSummary().getTestsSucceededCount()).isGreaterThan(20);
  }

  private static String said(TestExecutionSummary.Failure failure) {
    return "%s: %s".formatted(failure.getTestIdentifier().getUniqueId(), failure.getException());
  }
}
