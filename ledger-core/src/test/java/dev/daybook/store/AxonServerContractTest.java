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

/** The contracts of store, path and seal again, on ledgers whose events live in Axon Server. */
class AxonServerContractTest {

  /** Of other packages too, which keep their tests to themselves. */
  private static final List<String> CONTRACT =
      List.of(
          "store.LedgerTest",
          "store.LedgerEventStoreTest",
          "store.NodesTest",
          "store.KilledProcessTest",
          "store.LargeEntriesTest",
          "store.ErasuresTest",
          "path.CommandPathTest",
          "path.ErasedHolderTest",
          "sealer.SealTest",
          "sealer.RotationTest");

  @Test
  void axonServerKeepsTheContract() {
    TestAxonServer server = TestAxonServer.orSkipped();
    LauncherDiscoveryRequest all =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(CONTRACT.stream().map(test -> selectClass("dev.daybook." + test)).toList())
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    server.during(() -> LauncherFactory.create().execute(all, listener));
    assertThat(listener.getSummary().getFailures())
        .extracting(AxonServerContractTest::said)
        .as("what fails on Axon Server")
        .isEmpty();
    assertThat(listener.getSummary().getTestsSucceededCount()).isGreaterThan(80);
  }

  private static String said(TestExecutionSummary.Failure failure) {
    return "%s: %s".formatted(failure.getTestIdentifier().getUniqueId(), failure.getException());
  }
}
