package dev.daybook.views.lineage;

import dev.daybook.contract.ContractSpec;
import dev.daybook.mesh.Flow;
import dev.daybook.product.ProductFlows;
import dev.daybook.product.ProductSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads flows out of documents. */
final class Edges {

  private Edges() {}

  static List<EdgeRow> of(ProductSpec spec) {
    String declaredBy = spec.subject().toString();
    return ProductFlows.of(spec).stream()
        .map(
            flow ->
                new EdgeRow(
                    flow.from(), flow.to(), flow.kind().word(), flow.via(), declaredBy, "", true))
        .toList();
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
                    Flow.product(domain, product),
                    consumer(consumer.domain(), consumer.team()),
                    "agreed",
                    spec.subject().toString(),
                    spec.subject().toString(),
                    spec.version().text(),
                    live))
        .toList();
  }

  private static String consumer(String domain, @Nullable String team) {
    return Flow.node("consumer:" + domain + (team == null ? "" : "/" + team));
  }
}
