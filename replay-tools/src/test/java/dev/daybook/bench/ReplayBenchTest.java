package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.path.Slices;
import dev.daybook.store.TestLedger;
import dev.daybook.views.AllViews;
import dev.daybook.views.View;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayBenchTest {

  @Test
  void aSmallHistoryIsReadDecodedAndRebuilt() throws Exception {
    try (TestLedger test = TestLedger.fresh(Slices.eventTypes())) {
      ReplayBench.Result result = ReplayBench.run(test.settings(), 3_000);
      assertThat(result.entries()).isBetween(3_000L, 3_010L);
      assertThat(result.decode().entriesPerSecond()).isPositive();
      assertThat(result.rebuild().ratio()).isPositive();
      assertThat(result.views())
          .extracting(ReplayBench.ViewPace::view)
          .containsExactlyElementsOf(AllViews.views().stream().map(View::name).toList());
    }
  }

  @Test
  void aHistoryThatTookTheWayOfEveryCommandIsReadDecodedAndRebuilt(@TempDir Path folder)
      throws Exception {
    ReplayBench.Result result = ReplayBench.runThroughCommands(folder, 2_000);
    assertThat(result.entries()).isGreaterThan(2_000);
    assertThat(result.views())
        .filteredOn(view -> view.rows() > 0)
        .extracting(ReplayBench.ViewPace::view)
        .contains("catalog", "contracts", "policies", "decisions", "coverage", "slos", "posture");
  }
}
