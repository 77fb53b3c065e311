package dev.daybook.cli.review;

import dev.daybook.decision.Finding.Failing;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a rule's expression.
 *
 * @param mark carets below what of the line is in the part that made the rule fail; empty where
 *     nothing is
 */
public record Underlined(String text, String mark) {

  /** The lines of an expression. */
  public static List<Underlined> lines(Failing failing) {
    List<Underlined> lines = new ArrayList<>();
    int at = 0;
    for (String line : failing.expression().split("\n", -1)) {
      lines.add(new Underlined(line, mark(line, failing.begin() - at, failing.end() - at)));
      at += line.length() + 1;
    }
    return lines;
  }

  /** Whether the part that made the rule fail stands in it. */
  public boolean isMarked() {
    return !mark.isEmpty();
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
