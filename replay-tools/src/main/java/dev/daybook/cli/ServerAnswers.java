package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.cli.review.Level;
import dev.daybook.cli.review.Remark;
import dev.daybook.cli.review.Reviewed;
import dev.daybook.decision.BuiltInRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A server's answers to commands and documents, as what the command line tells of them. */
final class ServerAnswers {

  private ServerAnswers() {}

  /**
   * One result of a server.
   *
   * @param file the file the document stands in, empty where there is none
   * @param index its place in that file
   * @param firstLine the line of the file its first line is
   */
  static Reviewed reviewed(JsonNode result, String file, int index, int firstLine) {
    List<Long> positions = new ArrayList<>();
    result.path("positions").forEach(position -> positions.add(position.asLong()));
    List<Remark> remarks = new ArrayList<>();
    result.path("findings").forEach(finding -> remarks.add(remark(finding, firstLine)));
    for (JsonNode note : result.path("notes")) {
      remarks.add(
          new Remark(
              BuiltInRule.NOTE.id(),
              "fail",
              Level.WARN,
              note.path("message").asText(),
              note.path("pointer").asText(),
              line(note, firstLine),
              number(note, "column"),
              null,
              null,
              null,
              null,
              null,
              List.of(),
              null,
              null,
              null,
              null));
    }
    return new Reviewed(
        file,
        index,
        text(result, "subject"),
        Reviewed.Outcome.valueOf(result.path("outcome").asText().toUpperCase(Locale.ROOT)),
        text(result, "decision"),
        positions,
        remarks);
  }

  private static Remark remark(JsonNode finding, int firstLine) {
    String outcome = finding.path("outcome").asText();
    return new Remark(
        finding.path("rule").asText(),
        outcome,
        // A live waiver takes a failing rule's teeth, whatever its effect would be.
        outcome.equals("waived") ? Level.AUDIT : level(finding.path("effect")),
        finding.path("message").asText(),
        finding.path("pointer").asText(),
        line(finding, firstLine),
        number(finding, "column"),
        text(finding, "seen"),
        text(finding, "wanted"),
        text(finding, "fix"),
        text(finding, "contact"),
        text(finding, "documentation"),
        controls(finding),
        text(finding, "reason"),
        FailingPart.of(finding.path("failing")).orElse(null),
        finding.hasNonNull("uncapped") ? level(finding.path("uncapped")) : null,
        finding.hasNonNull("waiver")
            ? "%s until %s"
                .formatted(
                    finding.at("/waiver/subject").asText(), finding.at("/waiver/until").asText())
            : null);
  }

  private static Level level(JsonNode effect) {
    return Level.valueOf(effect.asText().toUpperCase(Locale.ROOT));
  }

  private static List<String> controls(JsonNode finding) {
    List<String> controls = new ArrayList<>();
    finding.path("controls").forEach(control -> controls.add(control.asText()));
    return controls;
  }

  private static @Nullable Integer line(JsonNode at, int firstLine) {
    Integer line = number(at, "line");
    return line == null ? null : Integer.valueOf(line + firstLine - 1);
  }

  private static @Nullable Integer number(JsonNode node, String name) {
    return node.path(name).isInt() ? Integer.valueOf(node.path(name).intValue()) : null;
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isTextual() ? value.asText() : null;
  }
}
