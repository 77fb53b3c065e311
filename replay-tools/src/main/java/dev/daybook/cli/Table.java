package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Rows under headings, columns two blanks apart: for eyes, {@code column} and {@code awk}. */
final class Table {

  /** Widest cell but for the last column's, in characters; longer ones end in an ellipsis. */
  private static final int MAX_CELL = 60;

  private Table() {}

  /** One column: its heading, and what it shows of a row. */
  record Column(String heading, Function<JsonNode, String> cell) {

    /** What stands at a JSON pointer, {@code -} where nothing does; lists joined by commas. */
    static Column at(String heading, String pointer) {
      return new Column(heading, row -> Table.text(row.at(pointer)));
    }
  }

  static void print(PrintWriter out, JsonNode rows, List<Column> columns) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(column -> column.heading().toUpperCase(Locale.ROOT)).toList());
    for (JsonNode row : rows) {
      cells.add(columns.stream().map(column -> cell(column, row)).toList());
    }
    print(out, cells);
  }

  /** Prints rows of plain cells, the first being the headings. */
  static void print(PrintWriter out, List<List<String>> cells) {
    int columns = cells.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : cells) {
      for (int i = 0; i < columns - 1; i++) {
        widths[i] = Math.max(widths[i], length(cut(row.get(i))));
      }
    }
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns - 1; i++) {
        String cell = cut(row.get(i));
        line.append(cell).append(" ".repeat(widths[i] - length(cell) + 2));
      }
      out.println((line + row.getLast()).stripTrailing());
    }
  }

  static String text(JsonNode value) {
    if (value.isMissingNode()
        || value.isNull()
        || (value.isTextual() && value.asText().isEmpty())) {
      return "-";
    }
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(part -> parts.add(text(part)));
      return parts.isEmpty() ? "-" : String.join(",", parts);
    }
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    return harmless(value.isValueNode() ? value.asText() : Json.line(value));
  }

  /** Values are other people's: nothing in them may steer the reader's terminal. */
  static String harmless(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "�");
  }

  private static String cell(Column column, JsonNode row) {
    return column.cell().apply(row).replaceAll("\\s+", " ").strip();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String cut(String text) {
    return length(text) <= MAX_CELL
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_CELL - 1)) + "…";
  }
}
