package dev.daybook.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.path.Precondition;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntityTagsTest {

  private static Precondition asked(String... headers) {
    var request = HttpRequest.POST("/", "");
    for (String header : headers) {
      request.header(HttpHeaders.IF_MATCH, header);
    }
    return EntityTags.precondition(request);
  }

  private static Precondition at(Long... sequences) {
    return new Precondition.At(Set.of(sequences));
  }

  @Test
  void withoutTheHeaderNothingIsAsked() {
    assertThat(asked()).isEqualTo(new Precondition.Anywhere());
  }

  @Test
  void aTagIsReadBackAsWhatItWasMadeOf() {
    assertThat(asked(EntityTags.of(0))).isEqualTo(at(0L));
    assertThat(asked(EntityTags.of(4711))).isEqualTo(at(4711L));
  }

  @Test
  void anyOfSeveralTagsWillDo() {
    assertThat(asked("\"3\", \"5\"")).isEqualTo(at(3L, 5L));
    assertThat(asked("\"3\"", "\"5\"")).isEqualTo(at(3L, 5L));
  }

  @Test
  void aStarAsksForWhateverExists() {
    Precondition exists = asked("*");
    assertThat(exists.holds(0)).isTrue();
    assertThat(exists.holds(-1)).isFalse();
  }

  @Test
  void aWeakTagAndOneThatIsNotOursNeverMatch() {
    for (String tag :
        List.of("W/\"7\"", "\"abc\"", "\"\"", "\"07\"", "\"-1\"", "\"" + "9".repeat(30) + "\"")) {
      assertThat(asked(tag)).describedAs(tag).isEqualTo(at());
    }
    assertThat(at().holds(-1)).isFalse();
  }

  @Test
  void whatIsNoListOfTagsIsRefused() {
    for (String header :
        List.of(
            "7",
            "",
            "\"7",
            "7\"",
            "\"7\" \"8\"",
            "\"7\",",
            ",",
            "*, \"7\"",
            "\"7\", x",
            "'7'",
            "w/\"7\"",
            "\"" + "7".repeat(2_000) + "\"")) {
      assertThatThrownBy(() -> asked(header))
          .describedAs(header)
          .isInstanceOfSatisfying(
              ProblemException.class,
              problem -> {
                assertThat(problem.details().status()).isEqualTo(400);
                assertThat(problem.details().next()).contains("ETag");
              });
    }
  }
}
