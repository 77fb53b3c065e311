package dev.daybook.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.store.OnAxonServer;
import dev.daybook.store.TestAxonServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views are derived, rebuilt and asked about the past where events live in Axon Server, too. */
class ReplayOnAxonServerTest {

  private static final List<String> REPLAY =
      List.of(
          "dev.daybook.views.AsOfTest",
          "dev.daybook.views.BlameTest",
          "dev.daybook.views.FollowingTest",
          "dev.daybook.views.TwoClocksTest",
          "dev.daybook.views.ViewRebuildsTest",
          "dev.daybook.views.ViewUpgradesTest");

  @Test
  void viewsComeOutTheSame() {
    assertThat(OnAxonServer.run(TestAxonServer.givenOrSkipped(), REPLAY)).isGreaterThan(20);
  }
}
