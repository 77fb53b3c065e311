package dev.daybook.product;

import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Flow;
import java.util.ArrayList;
import java.util.List;

/** Reads out of a product's document what it reads, what it feeds, and as what it is served. */
public final class ProductFlows {

  private ProductFlows() {}

  /** In the order of the document; none from the product to itself. */
  public static List<Flow> of(ProductSpec spec) {
    String product = Flow.product(spec.domain(), spec.name());
    List<Flow> flows = new ArrayList<>();
    for (ProductSpec.InputPort port : spec.inputPorts()) {
      String source = port.source();
      if (source != null && !source.isBlank()) {
        flows.add(new Flow(Flow.node(source), product, Flow.Kind.READS, port.name()));
      }
    }
    for (DatasetName dataset : spec.upstream()) {
      flows.add(new Flow(Flow.node(dataset), product, Flow.Kind.READS, ""));
    }
    for (DatasetName dataset : spec.downstream()) {
      flows.add(new Flow(product, Flow.node(dataset), Flow.Kind.FEEDS, ""));
    }
    for (ProductSpec.OutputPort port : spec.outputPorts()) {
      String topic = port.topic();
      if (topic != null && !topic.isBlank()) {
        flows.add(new Flow(product, Flow.node(topic), Flow.Kind.SERVES, port.name()));
      }
    }
    return flows.stream().filter(flow -> !flow.from().equals(flow.to())).toList();
  }
}
