package dev.daybook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Test classes run once more, on ledgers whose events live in an Axon Server. */
public final class OnAxonServer {

  private OnAxonServer() {}

  /**
   * Runs them, and fails with all that fails.
   *
   * @param tests their full names, as packages keep their tests to themselves
   * @return how many tests there were
   */
  public static long run(TestAxonServer server, List<String> tests) {
    LauncherDiscoveryRequest all =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(tests.stream().map(test -> selectClass(test)).toList())
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    server.during(() -> LauncherFactory.create().execute(all, listener));
    assertThat(listener.getSummary().getFailures())
        .extracting(OnAxonServer::said)
        .as("what fails on Axon Server")
        .isEmpty();
    return listener.getSummary().getTestsSucceededCount();
  }

  private static String said(TestExecutionSummary.Failure failure) {
    return "%s: %s".formatted(failure.getTestIdentifier().getUniqueId(), failure.getException());
  }
}
