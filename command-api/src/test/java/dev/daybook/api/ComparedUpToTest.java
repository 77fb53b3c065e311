package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.api.TestServer.Reply;
import dev.daybook.edge.ProblemException;
import dev.daybook.hindsight.PostureDiff;
import dev.daybook.hindsight.PostureMoment;
import java.net.URLEncoder;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a page of a comparison of posture ended, and what the next one need not do again. */
class ComparedUpToTest {

  private static final Instant FIRST = Instant.parse("2026-03-31T21:59:59.999999Z");
  private static final Instant SECOND = Instant.parse("2026-06-30T12:00:00Z");

  @Test
  void theNextPageIsJudgedAtTheTimesOfTheFirst() {
    ComparedUpTo ended = new ComparedUpTo(FIRST, SECOND, "product/sales.one ports/rule");
    assertThat(ComparedUpTo.parse(ended.text())).isEqualTo(ended);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "product/sales.one ports/rule", "2026-03-31T21:59:59Z today x y"})
  void whatNoPageEndedWithIsRefused(String text) {
    assertThatThrownBy(() -> ComparedUpTo.parse(text))
        .isInstanceOf(ProblemException.class)
        .hasMessage("`after` cannot be `%s`", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2030-01-01T00:00:00Z 2020-01-01T00:00:00Z x y",
        "-1000000000-01-01T00:00:00Z +1000000000-12-31T23:59:59Z x y",
      })
  void whatAPageOfAnotherComparisonEndedWithIsRefused(String after) {
    Reply forged =
        call("/api/v1/posture/diff?from=1&asOf=2&after=" + URLEncoder.encode(after, UTF_8)).get();
    assertThat(forged.status()).isEqualTo(400);
    assertThat(forged.text()).contains("positions 1 and 2 were not the last ones");
  }

  @Test
  void aComparisonThatWasAskedForLastIsGoneOnWith() {
    Comparisons comparisons = TestServer.shared().part(Comparisons.class);
    PostureMoment from = new PostureMoment(0, FIRST);
    PostureMoment to = new PostureMoment(1, SECOND);
    PostureDiff made = comparisons.of(from, to);
    assertThat(comparisons.of(from, to)).isSameAs(made);
    assertThat(comparisons.of(from, new PostureMoment(1, FIRST))).isNotSameAs(made);
    for (int other = 2; other < 5; other++) {
      assertThat(comparisons.of(from, new PostureMoment(other, SECOND))).isNotSameAs(made);
    }
    assertThat(comparisons.of(from, to)).as("four others were asked for since").isNotSameAs(made);
  }
}
