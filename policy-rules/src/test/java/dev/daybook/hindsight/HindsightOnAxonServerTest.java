package dev.daybook.hindsight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.store.OnAxonServer;
import dev.daybook.store.TestAxonServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Decisions are judged again and drafts tried where events live in Axon Server, too. */
class HindsightOnAxonServerTest {

  private static final List<String> HINDSIGHT =
      List.of(
          "dev.daybook.hindsight.BacktestTest",
          "dev.daybook.hindsight.CounterfactualTest",
          "dev.daybook.hindsight.PostureDiffTest",
          "dev.daybook.hindsight.RedecisionTest");

  @Test
  void whatWasDecidedComesOutTheSame() {
    assertThat(OnAxonServer.run(TestAxonServer.givenOrSkipped(), HINDSIGHT)).isGreaterThan(30);
  }
}
