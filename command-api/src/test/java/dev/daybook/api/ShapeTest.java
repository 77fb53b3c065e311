package dev.daybook.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.document.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The strict reading of one JSON object's fields. */
class ShapeTest {

  private final List<Problem> problems = new ArrayList<>();

  private Shape of(Object measuredAt) {
    String json = "{\"measuredAt\": \"%s\"}".formatted(measuredAt);
    return new Shape(Bodies.object(json.getBytes(StandardCharsets.UTF_8)), problems);
  }

  @Test
  void whatWasMeasuredWasMeasuredBefore() {
    Instant moment = Instant.now().minusSeconds(5);

    assertThat(of(moment).past("measuredAt")).isEqualTo(moment);
    assertThat(problems).isEmpty();
  }

  @Test
  void clocksMayDifferByAMinute() {
    Instant moment = Instant.now().plusSeconds(30);

    assertThat(of(moment).past("measuredAt")).isEqualTo(moment);
  }

  @Test
  void aMeasurementCannotComeFromTheFuture() {
    assertThat(of(Instant.now().plusSeconds(90)).past("measuredAt")).isNull();
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message()).contains("lies in the future").contains("clock"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-11-20", "2026-11-20T09:30:00"})
  void aMomentHasADateATimeAndAnOffset(String text) {
    assertThat(of(text).past("measuredAt")).isNull();
    assertThat(problems).hasSize(1);
  }
}
