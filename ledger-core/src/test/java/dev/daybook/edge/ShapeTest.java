package dev.daybook.edge;

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
    return of("measuredAt", measuredAt);
  }

  private Shape of(String key, Object value) {
    String json = "{\"%s\": \"%s\"}".formatted(key, value);
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

  @ParameterizedTest
  @ValueSource(strings = {"0001-01-01", "1969-12-31", "+10000-01-01", "+999999999-12-31"})
  void aDayLiesInTheYearsADatabaseKeepsAndPeopleMean(String day) {
    assertThat(of("sunset", day).date("sunset")).isNull();
    assertThat(of("expiresAt", day + "T12:00:00Z").instantOrAbsent("expiresAt")).isNull();
    assertThat(problems)
        .extracting(Problem::message)
        .containsExactly(
            "`%s` lies outside the years 1970 to 9999".formatted(day),
            "`%sT12:00:00Z` lies outside the years 1970 to 9999".formatted(day));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01", "9999-12-31"})
  void theFirstAndTheLastOfThoseYearsAreTaken(String day) {
    assertThat(of("sunset", day).date("sunset")).isEqualTo(day);
    assertThat(of("expiresAt", day + "T12:00:00Z").instantOrAbsent("expiresAt"))
        .isEqualTo(day + "T12:00:00Z");
    assertThat(problems).isEmpty();
  }
}
