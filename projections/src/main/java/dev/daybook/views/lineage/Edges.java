package dev.daybook.views.lineage;

import dev.daybook.contract.ContractSpec;
import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Folded;
import dev.daybook.product.ProductSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads flows out of documents. */
final class Edges {

  /** Longest node name kept, in characters: nodes are indexed. */
  private static final int MAX = 500;

  private Edges() {}

  /** The name a product goes by as a node. */
  static String product(String domain, String name) {
    return node(domain + "." + name);
  }

  static List<EdgeRow> of(ProductSpec spec) {
    String product = product(spec.domain(), spec.name());
    String declaredBy = spec.subject().toString();
    List<EdgeRow> edges = new ArrayList<>();
    for (ProductSpec.InputPort port : spec.inputPorts()) {
      String source = port.source();
      if (source != null && !source.isBlank()) {
        edges.add(new EdgeRow(node(source), product, "reads", port.name(), declaredBy, "", true));
      }
    }
    for (DatasetName dataset : spec.upstream()) {
      edges.add(new EdgeRow(node(dataset), product, "reads", "", declaredBy, "", true));
    }
    for (DatasetName dataset : spec.downstream()) {
      edges.add(new EdgeRow(product, node(dataset), "feeds", "", declaredBy, "", true));
    }
    for (ProductSpec.OutputPort port : spec.outputPorts()) {
      String topic = port.topic();
      if (topic != null && !topic.isBlank()) {
        edges.add(new EdgeRow(product, node(topic), "serves", port.name(), declaredBy, "", true));
      }
    }
    return edges.stream().filter(edge -> !edge.fromNode().equals(edge.toNode())).toList();
  }

  /** Which of a product's readers a contract version names; none where it names no product. */
  static List<EdgeRow> of(ContractSpec spec, boolean live) {
    String domain = spec.domain();
    String product = spec.product();
    if (domain == null || product == null) {
      return List.of();
    }
    return spec.consumers().stream()
        .map(
            consumer ->
                new EdgeRow(
                    product(domain, product),
                    consumer(consumer.domain(), consumer.team()),
                    "agreed",
                    spec.subject().toString(),
                    spec.subject().toString(),
                    spec.version().text(),
                    live))
        .toList();
  }

  private static String consumer(String domain, @Nullable String team) {
    return node("consumer:" + domain + (team == null ? "" : "/" + team));
  }

  private static String node(DatasetName dataset) {
    return node(
        dataset.namespace().isEmpty()
            ? dataset.name()
            : dataset.namespace() + "." + dataset.name());
  }

  static String node(String name) {
    String folded = Folded.name(name.strip());
    return folded.substring(0, Math.min(folded.length(), MAX));
  }
}
