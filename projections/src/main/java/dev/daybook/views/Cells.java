package dev.daybook.views;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record as cells: its components by their names, and what is inside of JSON by its place. */
final class Cells<R extends Record> {

  /** What tells the elements of a list apart, where each has one of its own. */
  private static final List<String> NAMES = List.of("name", "id");

  private final Columns<R> columns;
  private final List<String> fields;
  private final boolean deep;

  /**
   * @param deep whether the values inside of JSON are cells too: {@code
   *     spec/outputPorts/sql/engine}
   */
  Cells(Class<R> row, Columns<R> columns, boolean deep) {
    this.columns = columns;
    this.fields =
        Arrays.stream(row.getRecordComponents()).map(component -> component.getName()).toList();
    this.deep = deep;
  }

  /** The cells of a row, in the order of its columns. */
  Map<String, @Nullable Object> of(R row) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    List<@Nullable Object> values = columns.values(row);
    for (int i = 0; i < fields.size(); i++) {
      Object value = values.get(i);
      cells.put(fields.get(i), value);
      if (deep && value instanceof Json json) {
        inside(json.tree(), fields.get(i), cells);
      }
    }
    return cells;
  }

  /** The values of a row as texts. */
  List<String> texts(R row) {
    return columns.values(row).stream().map(String::valueOf).toList();
  }

  private static void inside(JsonNode node, String place, Map<String, @Nullable Object> cells) {
    if (node.isObject()) {
      node.properties().forEach(each -> below(each.getValue(), place + "/" + each.getKey(), cells));
    } else if (node.isArray()) {
      String name = nameOfElements(node);
      for (int i = 0; i < node.size(); i++) {
        String key = name.isEmpty() ? Integer.toString(i) : node.get(i).path(name).asText();
        below(node.get(i), place + "/" + key, cells);
      }
    }
  }

  private static void below(JsonNode node, String place, Map<String, @Nullable Object> cells) {
    if (node.isContainerNode() && !node.isEmpty()) {
      inside(node, place, cells);
    } else {
      cells.put(place, new Json(node.toString()));
    }
  }

  /** What each element has one of its own of; empty for elements that are told by their place. */
  private static String nameOfElements(JsonNode array) {
    for (String name : NAMES) {
      Set<String> seen = new HashSet<>();
      boolean each = true;
      for (JsonNode element : array) {
        each &= element.path(name).isTextual() && seen.add(element.path(name).asText());
      }
      if (each) {
        return name;
      }
    }
    return "";
  }
}
