package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The expression of a rule that failed, the smallest part that made it so underlined. */
final class FailingPart {

  private static final String INDENT = " ".repeat(6);

  private FailingPart() {}

  static void print(Talk talk, JsonNode failing) {
    PrintWriter out = talk.data();
    for (Line line : lines(failing)) {
      out.println(INDENT + line.text());
      if (!line.mark().isEmpty()) {
        out.println(INDENT + talk.paint(Palette.RED, line.mark()));
      }
    }
  }

  /**
   * A line of the expression.
   *
   * @param mark carets below what of the line is in the part; empty where nothing is
   */
  record Line(String text, String mark) {}

  /** The lines of an expression; none where there is no expression. */
  static List<Line> lines(JsonNode failing) {
    List<Line> lines = new ArrayList<>();
    int at = 0;
    for (String line : failing.path("expression").asText().split("\n", -1)) {
      lines.add(
          new Line(
              line,
              mark(line, failing.path("begin").asInt() - at, failing.path("end").asInt() - at)));
      at += line.length() + 1;
    }
    return failing.isObject() ? lines : List.of();
  }

  /** Carets below what stands from {@code begin} to {@code end}, but for white space around it. */
  private static String mark(String line, int begin, int end) {
    int from = Math.max(0, begin);
    int to = Math.min(line.length(), end);
    while (from < to && Character.isWhitespace(line.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(line.charAt(to - 1))) {
      to--;
    }
    if (from >= to) {
      return "";
    }
    int before = line.codePointCount(0, from);
    return " ".repeat(before) + "^".repeat(line.codePointCount(from, to));
  }
}
