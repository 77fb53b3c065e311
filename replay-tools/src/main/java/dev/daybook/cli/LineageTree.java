package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What flows where as a tree: under each node what it is made of, then, from the root on, what is
 * made of it. A node that several others lead to has its branch once, where it stands first.
 */
final class LineageTree {

  /** Which way a tree grows, by the names of an edge's ends. */
  private enum Way {
    UPSTREAM("<- ", "to", "from"),
    DOWNSTREAM("-> ", "from", "to");

    private final String arrow;
    private final String near;
    private final String far;

    Way(String arrow, String near, String far) {
      this.arrow = arrow;
      this.near = near;
      this.far = far;
    }
  }

  private final JsonNode edges;
  private final Map<String, JsonNode> nodes = new HashMap<>();
  private final List<List<String>> rows = new ArrayList<>();
  private final Set<String> shown = new HashSet<>();

  private LineageTree(JsonNode lineage) {
    edges = lineage.path("edges");
    for (String way : List.of("upstream", "downstream")) {
      lineage.path(way).forEach(node -> nodes.put(node.path("id").asText(), node));
    }
  }

  /** A table's rows, the headings first. */
  static List<List<String>> of(JsonNode lineage) {
    LineageTree tree = new LineageTree(lineage);
    String root = lineage.at("/product/id").asText();
    tree.rows.add(List.of("LINEAGE", "HOW", "VIA", "IS"));
    tree.rows.add(List.of(root, "", "", "product"));
    for (Way way : Way.values()) {
      tree.shown.clear();
      tree.shown.add(root);
      tree.branch(root, way, "");
    }
    return tree.rows;
  }

  private void branch(String node, Way way, String indent) {
    Map<String, List<JsonNode>> next =
        edges
            .valueStream()
            .filter(edge -> edge.path(way.near).asText().equals(node))
            .collect(
                Collectors.groupingBy(
                    edge -> edge.path(way.far).asText(), TreeMap::new, Collectors.toList()));
    next.forEach(
        (far, how) -> {
          boolean first = shown.add(far);
          rows.add(
              List.of(
                  indent + way.arrow + Table.harmless(name(far)) + (first ? "" : " (above)"),
                  joined(how, "kind"),
                  joined(how, "via"),
                  is(far)));
          if (first) {
            branch(far, way, indent + "   ");
          }
        });
  }

  private String name(String id) {
    JsonNode known = nodes.get(id);
    return known == null ? id : known.path("name").asText(id);
  }

  private static String joined(List<JsonNode> edges, String field) {
    return edges.stream()
        .map(edge -> Table.text(edge.path(field)))
        .filter(text -> !text.equals("-"))
        .distinct()
        .collect(Collectors.joining(","));
  }

  /** {@code product, gold}, {@code dataset} or {@code consumer}. */
  private String is(String node) {
    JsonNode known = nodes.get(node);
    return known == null
        ? "-"
        : Stream.of("kind", "tier", "lifecycle")
            .map(field -> Table.text(known.path(field)))
            .filter(text -> !text.equals("-") && !text.equals("active"))
            .collect(Collectors.joining(", "));
  }
}
