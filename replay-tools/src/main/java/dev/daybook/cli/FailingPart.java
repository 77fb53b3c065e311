package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.cli.review.Underlined;
import dev.daybook.decision.Finding.Failing;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** The expression of a rule that failed, the smallest part that made it so underlined. */
final class FailingPart {

  private static final String INDENT = " ".repeat(6);

  private FailingPart() {}

  static void print(Talk talk, JsonNode failing) {
    PrintWriter out = talk.data();
    for (Underlined line : lines(failing)) {
      out.println(INDENT + line.text());
      if (line.isMarked()) {
        out.println(INDENT + talk.paint(Palette.RED, line.mark()));
      }
    }
  }

  /** The lines of an expression; none where there is no expression. */
  static List<Underlined> lines(JsonNode failing) {
    return of(failing).map(Underlined::lines).orElse(List.of());
  }

  /** As a server tells it; empty where there is no expression. */
  static Optional<Failing> of(JsonNode failing) {
    return failing.isObject()
        ? Optional.of(
            new Failing(
                failing.path("expression").asText(),
                failing.path("begin").asInt(),
                failing.path("end").asInt()))
        : Optional.empty();
  }
}
