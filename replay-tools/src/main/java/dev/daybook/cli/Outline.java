package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;

/** One thing as indented names and values: what a table is for a list. */
final class Outline {

  private Outline() {}

  static void print(PrintWriter out, JsonNode thing) {
    print(out, thing, "");
  }

  private static void print(PrintWriter out, JsonNode thing, String indent) {
    if (thing.isArray()) {
      for (JsonNode item : thing) {
        item(out, item, indent);
      }
      return;
    }
    int width =
        thing.properties().stream()
            .filter(each -> isFlat(each.getValue()))
            .mapToInt(each -> each.getKey().length())
            .max()
            .orElse(0);
    for (Map.Entry<String, JsonNode> each : thing.properties()) {
      JsonNode value = each.getValue();
      if (value.isNull() || (value.isContainerNode() && value.isEmpty())) {
        continue;
      }
      if (isFlat(value)) {
        String text = Table.text(value).strip();
        String margin = indent + " ".repeat(width + 2);
        out.println(
            indent
                + each.getKey()
                + " ".repeat(width - each.getKey().length() + 2)
                + text.replace("\n", "\n" + margin));
      } else {
        out.println(indent + each.getKey());
        print(out, value, indent + "  ");
      }
    }
  }

  private static void item(PrintWriter out, JsonNode item, String indent) {
    if (item.isObject() && !item.isEmpty() && item.properties().stream().allMatch(Outline::brief)) {
      StringBuilder line = new StringBuilder(indent).append("-");
      item.properties().stream()
          .filter(each -> !each.getValue().isNull() && !Table.text(each.getValue()).equals("-"))
          .forEach(
              each ->
                  line.append(' ')
                      .append(each.getKey())
                      .append('=')
                      .append(Table.text(each.getValue())));
      out.println(line);
    } else if (item.isContainerNode()) {
      out.println(indent + "-");
      print(out, item, indent + "  ");
    } else {
      out.println(indent + "- " + Table.text(item));
    }
  }

  private static boolean isFlat(JsonNode value) {
    if (value.isArray()) {
      for (JsonNode item : value) {
        if (item.isContainerNode() || item.asText().length() > 40) {
          return false;
        }
      }
      return true;
    }
    return value.isValueNode();
  }

  /** Whether a value fits into a line with others. */
  private static boolean brief(Map.Entry<String, JsonNode> each) {
    return isFlat(each.getValue()) && Table.text(each.getValue()).length() <= 40;
  }
}
