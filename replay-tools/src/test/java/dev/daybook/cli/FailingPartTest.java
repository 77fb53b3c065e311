package dev.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the part of a rule that failed is shown inside it. */
class FailingPartTest {

  @Test
  void isUnderlinedWhereItStands() throws IOException {
    assertThat(lines("a == 1 && b == 2", 10, 16))
        .containsExactly("a == 1 && b == 2", "          ^^^^^^");
  }

  @Test
  void reachesOverSeveralLinesWithoutTheirIndentation() throws IOException {
    assertThat(lines("a\\n  && b\\n    == 2\\n  && c", 7, 18))
        .containsExactly("a", "  && b", "     ^", "    == 2", "    ^^^^", "  && c");
  }

  @Test
  void isBelowWhatIsOneCharacterThoughItTakesTwoUnits() throws IOException {
    assertThat(lines("'\ud83d\ude80' == a", 8, 9))
        .containsExactly("'\ud83d\ude80' == a", "       ^");
  }

  @Test
  void isNothingWhereARuleHasNoExpression() throws IOException {
    assertThat(FailingPart.lines(json("{}").path("failing"))).isEmpty();
  }

  private static List<String> lines(String expression, int begin, int end) throws IOException {
    return FailingPart.lines(
            json(
                "{\"expression\":\"%s\",\"begin\":%d,\"end\":%d}"
                    .formatted(expression, begin, end)))
        .stream()
        .flatMap(line -> List.of(line.text(), line.mark()).stream())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static JsonNode json(String text) throws IOException {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
