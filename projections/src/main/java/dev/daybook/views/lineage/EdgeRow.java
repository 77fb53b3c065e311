package dev.daybook.views.lineage;

import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * One declared flow of data between the nodes of a {@link dev.daybook.mesh.Flow}; and beside
 * products and datasets a consumer, as {@code consumer:domain/team}.
 *
 * @param kind {@code reads}, {@code feeds}, {@code serves} or {@code agreed}
 * @param via the port or contract that declares it; empty for none
 * @param declaredBy the product or contract whose document says so
 * @param version of that document
 * @param live whether it flows: not once the product is retired, nor under a contract version that
 *     is not in force
 */
record EdgeRow(
    String fromNode,
    String toNode,
    String kind,
    String via,
    String declaredBy,
    String version,
    boolean live) {

  /** What tells it from its stream's other edges. */
  String part() {
    String text = String.join("\n", fromNode, toNode, kind, via, version);
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }

  EdgeRow live(boolean flows) {
    return new EdgeRow(fromNode, toNode, kind, via, declaredBy, version, flows);
  }
}
