package dev.daybook.rules;

import dev.daybook.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A document's values as policies hold them: {@code Long}, {@code Double}, {@code String}, {@code
 * Boolean}, lists and sorted maps. What is null is left out.
 */
final class NodeValues {

  private NodeValues() {}

  static Object of(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> map(mapping);
      case Node.Sequence sequence -> {
        List<Object> values = new ArrayList<>();
        for (Node item : sequence.items()) {
          if (!isNull(item)) {
            values.add(of(item));
          }
        }
        yield List.copyOf(values);
      }
      case Node.Scalar scalar ->
          switch (scalar.type()) {
            case TEXT -> scalar.text();
            case INTEGER -> integer(scalar.text());
            case DECIMAL -> decimal(scalar.text());
            case BOOLEAN -> Boolean.parseBoolean(scalar.text());
            case NULL -> "";
          };
    };
  }

  static SortedMap<String, Object> map(Node.Mapping mapping) {
    SortedMap<String, Object> values = new TreeMap<>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!isNull(entry.value())) {
                values.put(key, of(entry.value()));
              }
            });
    return values;
  }

  private static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && scalar.isNull();
  }

  /** Integers are at most 2^53 (the parser refuses larger ones); YAML also has 0x and 0o. */
  private static Object integer(String text) {
    try {
      if (text.startsWith("0x")) {
        return Long.valueOf(text.substring(2), 16);
      }
      if (text.startsWith("0o")) {
        return Long.valueOf(text.substring(2), 8);
      }
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private static Object decimal(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
