package dev.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.path.Slices;
import dev.daybook.store.TestLedger;
import dev.daybook.views.AllViews;
import dev.daybook.views.View;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueryBenchTest {

  @Test
  void aSmallHistoryIsAskedAboutNowAndThen() throws Exception {
    try (TestLedger test = TestLedger.fresh(Slices.eventTypes())) {
      QueryBench.Result result = QueryBench.run(test.settings(), 3_000, Duration.ofMillis(50));
      assertThat(result.entries()).isBetween(3_000L, 3_010L);
      assertThat(result.products()).isPositive();
      assertThat(result.questions()).hasSize(8).allMatch(asked -> asked.times() > 0);
      assertThat(result.storage())
          .extracting(QueryBench.Stored::view)
          .containsExactlyElementsOf(AllViews.views().stream().map(View::name).toList());
      assertThat(result.storage())
          .filteredOn(stored -> stored.past() > 0)
          .extracting(QueryBench.Stored::view)
          .contains("catalog", "contracts", "slos", "posture");
    }
  }
}
