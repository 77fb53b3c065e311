package dev.daybook.views.lineage;

import dev.daybook.mesh.Flow;
import dev.daybook.mesh.SubjectName;
import dev.daybook.views.Moment;
import dev.daybook.views.Params;
import dev.daybook.views.ViewReader;
import dev.daybook.views.catalog.CatalogView;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks what flows where. */
@Singleton
public final class LineageQueries {

  /** The views these answers are read from. */
  public static final List<String> VIEWS = List.of(LineageView.NAME, CatalogView.NAME);

  /** Most steps from the product asked for. */
  public static final int MAX_DEPTH = 20;

  /** Most nodes in an answer. */
  static final int MAX_NODES = 1_000;

  /** Most edges in an answer. */
  static final int MAX_EDGES = 5_000;

  private static final String CONSUMER = "consumer:";

  private final ViewReader reader;

  public LineageQueries(ViewReader reader) {
    this.reader = reader;
  }

  /** Everything within {@code depth} steps of a product, known or not. */
  public Lineage of(Moment moment, SubjectName product, int depth) {
    String node = Flow.product(product.domainPart(), product.localPart());
    List<FoundNode> found =
        reader.list(
            LineageQueries.class,
            "nodes",
            Params.at(moment).and("node", node).and("depth", depth).and("limit", MAX_NODES + 2),
            FoundNode.class);
    // The product asked for comes first, and the most are of others.
    boolean truncated = found.size() > MAX_NODES + 1;
    List<FoundNode> shown = truncated ? found.subList(0, MAX_NODES + 1) : found;
    List<FoundEdge> edges =
        reader.list(
            LineageQueries.class,
            "edges",
            Params.at(moment)
                .and("nodes", shown.stream().map(FoundNode::node).toList())
                .and("limit", MAX_EDGES + 1),
            FoundEdge.class);
    return new Lineage(
        shown.getFirst().shown(),
        depth,
        in("upstream", shown),
        in("downstream", shown),
        edges.stream().limit(MAX_EDGES).map(FoundEdge::edge).toList(),
        truncated || edges.size() > MAX_EDGES);
  }

  private static List<Lineage.Node> in(String direction, List<FoundNode> nodes) {
    return nodes.stream()
        .filter(node -> node.direction().equals(direction))
        .map(FoundNode::shown)
        .toList();
  }

  /** A row of {@code nodes.sql}. */
  record FoundNode(
      String direction,
      String node,
      int distance,
      @Nullable String subject,
      @Nullable String domain,
      @Nullable String tier,
      @Nullable String lifecycle) {

    Lineage.Node shown() {
      String kind =
          subject != null ? "product" : node.startsWith(CONSUMER) ? "consumer" : "dataset";
      String name = kind.equals("consumer") ? node.substring(CONSUMER.length()) : node;
      return new Lineage.Node(node, name, kind, distance, subject, domain, tier, lifecycle);
    }
  }

  /** A row of {@code edges.sql}. */
  record FoundEdge(String fromNode, String toNode, String kind, String via, String declaredBy) {
    Lineage.Edge edge() {
      return new Lineage.Edge(fromNode, toNode, kind, via, declaredBy);
    }
  }
}
