package dev.daybook.moment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.edge.ProblemException;
import dev.daybook.moment.AsOf.AtPosition;
import dev.daybook.moment.AsOf.AtTag;
import dev.daybook.moment.AsOf.AtTime;
import dev.daybook.moment.AsOf.BeforeLast;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a moment is written. */
class AsOfTest {

  @Test
  void whoWritesNothingMeansNow() {
    assertThat(read(null)).isEqualTo(AsOf.NOW);
  }

  @Test
  void aSizeEndsWithTheEntryAtThatPosition() {
    assertThat(read("42")).isEqualTo(new AtPosition(42));
    assertThat(read("size:42")).isEqualTo(new AtPosition(42));
  }

  @Test
  void headIsTheLastEntryAndItIsCountedBackFromThere() {
    assertThat(read("HEAD")).isEqualTo(new BeforeLast(0));
    assertThat(read("head")).isEqualTo(new BeforeLast(0));
    assertThat(read("HEAD~3")).isEqualTo(new BeforeLast(3));
  }

  @Test
  void aTimeIsReadWithItsOffsetEvenWhereAUrlAteItsPlus() {
    Instant time = Instant.parse("2026-03-31T21:59:59.5Z");
    assertThat(read("2026-03-31T23:59:59.5+02:00")).isEqualTo(new AtTime(time));
    assertThat(read("2026-03-31T23:59:59.5 02:00")).isEqualTo(new AtTime(time));
    assertThat(read(" 2026-03-31T21:59:59.5Z ")).isEqualTo(new AtTime(time));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-31, UTC,                2026-03-31T23:59:59.999999Z",
    "2026-03-31, Europe/Berlin,      2026-03-31T21:59:59.999999Z",
    "2026-03-31, Asia/Kolkata,       2026-03-31T18:29:59.999999Z",
    "2026-03-31, America/Los_Angeles,2026-04-01T06:59:59.999999Z",
    "2024-02-29, UTC,                2024-02-29T23:59:59.999999Z",
  })
  void aDayEndsWhereItsZoneSaysSo(String day, String zone, String end) {
    assertThat(AsOf.parse(day, ZoneId.of(zone))).isEqualTo(new AtTime(Instant.parse(end)));
  }

  @ParameterizedTest
  @CsvSource({
    // 23 hours long, and 25
    "2026-03-29, Europe/Berlin,     2026-03-29T21:59:59.999999Z",
    "2026-10-25, Europe/Berlin,     2026-10-25T22:59:59.999999Z",
    // the day after begins at one, for midnight is left out
    "2018-11-03, America/Sao_Paulo, 2018-11-04T02:59:59.999999Z",
    // Samoa left out a whole day
    "2011-12-29, Pacific/Apia,      2011-12-30T09:59:59.999999Z",
  })
  void aDayOnWhichClocksChangeEndsWhereTheNextBegins(String day, String zone, String end) {
    assertThat(AsOf.parse(day, ZoneId.of(zone))).isEqualTo(new AtTime(Instant.parse(end)));
  }

  @Test
  void whereSomethingBeginsADayIsItsFirstMoment() {
    assertThat(AsOf.beginning("from", "2026-03-31", ZoneId.of("Europe/Berlin")))
        .isEqualTo(new AtTime(Instant.parse("2026-03-30T22:00:00Z")));
    assertThat(AsOf.beginning("from", "2026-03-31T00:00:00Z", ZoneId.of("Europe/Berlin")))
        .isEqualTo(new AtTime(Instant.parse("2026-03-31T00:00:00Z")));
    assertThat(AsOf.beginning("from", "HEAD~3", ZoneId.of("UTC"))).isEqualTo(new BeforeLast(3));
  }

  @Test
  void anyOtherNameIsATags() {
    assertThat(read("quarter-2026Q1")).isEqualTo(new AtTag("quarter-2026Q1"));
    assertThat(read("header")).isEqualTo(new AtTag("header"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-31T23:59:59 | a time needs its offset: `2026-03-31T23:59:59Z` in UTC",
        "2026-02-30          | the calendar has no such day",
        "HEAD~x              | HEAD~3",
        "HEAD^               | HEAD~3",
        "size:               | size:1234",
        "-1                  | a ledger position",
        "1234567890123456789 | a ledger position",
        "2026Q1              | a tag's name",
        "-999999999-01-01T00:00:00Z | a time with offset",
        "+12026-01-01T00:00:00Z | a time with offset",
        "0000-01-01          | the calendar has no such day",
      })
  void whatIsNoMomentIsRefusedWithWhatIs(String text, String next) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.details().detail()).isEqualTo("`asOf` cannot be `" + text + "`");
              assertThat(refused.details().next()).contains(next);
            });
  }

  @Test
  void aRequestSaysBothInItsQuery() {
    assertThat(AsOf.of(request("x", "y"))).isEqualTo(AsOf.NOW);
    assertThat(AsOf.of(request("asOf", "2026-03-31", "zone", "Europe/Berlin")))
        .isEqualTo(new AtTime(Instant.parse("2026-03-31T21:59:59.999999Z")));
    assertThat(AsOf.of(request("asOf", "2026-03-31")))
        .isEqualTo(new AtTime(Instant.parse("2026-03-31T23:59:59.999999Z")));
  }

  @Test
  void aZoneNobodyKnowsIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> AsOf.of(request("asOf", "42", "zone", "Europe/Berln")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.details().detail()).isEqualTo("`zone` cannot be `Europe/Berln`");
              assertThat(refused.details().next()).contains("did you mean `Europe/Berlin`?");
            });
  }

  private static HttpRequest<?> request(String... query) {
    MutableHttpRequest<?> request = HttpRequest.GET("/x");
    for (int i = 0; i < query.length; i += 2) {
      request.getParameters().add(query[i], query[i + 1]);
    }
    return request;
  }

  private static AsOf read(@Nullable String text) {
    return AsOf.parse(text, ZoneId.of("UTC"));
  }
}
