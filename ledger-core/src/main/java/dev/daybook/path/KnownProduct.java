package dev.daybook.path;

import dev.daybook.mesh.Field;
import dev.daybook.mesh.Flow;
import dev.daybook.mesh.Sensitivity;
import dev.daybook.path.LineageFact.Linked;
import dev.daybook.product.ProductFlows;
import dev.daybook.product.ProductSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a registered product in memory: as little as lineage tells.
 *
 * @param reads the nodes its data comes from
 * @param serves the nodes it is itself under other names
 * @param specAt the position its document is of
 * @param lifeAt the position its life is of
 */
record KnownProduct(
    String domain,
    String name,
    @Nullable String tier,
    @Nullable Sensitivity sensitivity,
    boolean pii,
    Set<String> reads,
    Set<String> serves,
    long specAt,
    String life,
    long lifeAt) {

  static final String LIVE = "live";
  static final String DEPRECATED = "deprecated";
  static final String RETIRED = "retired";

  static KnownProduct of(ProductSpec spec, long position) {
    List<Flow> flows = ProductFlows.of(spec);
    return new KnownProduct(
        spec.domain(),
        spec.name(),
        spec.classification().tier(),
        spec.governance().sensitivity(),
        Boolean.TRUE.equals(spec.classification().pii()) || holdsPersons(spec.fields()),
        flows.stream()
            .filter(flow -> flow.kind() == Flow.Kind.READS)
            .map(Flow::from)
            .collect(Collectors.toUnmodifiableSet()),
        flows.stream()
            .filter(flow -> flow.kind() == Flow.Kind.SERVES)
            .map(Flow::to)
            .collect(Collectors.toUnmodifiableSet()),
        position,
        LIVE,
        position);
  }

  String node() {
    return Flow.product(domain, name);
  }

  boolean isRetired() {
    return life.equals(RETIRED);
  }

  /** The same living otherwise from a position on. */
  KnownProduct living(String other, long position) {
    return new KnownProduct(
        domain, name, tier, sensitivity, pii, reads, serves, specAt, other, position);
  }

  Linked as(String dataset) {
    return new Linked(dataset, true, domain, name, life, tier, sensitivity, pii);
  }

  private static boolean holdsPersons(List<Field> fields) {
    return fields.stream()
        .anyMatch(field -> Boolean.TRUE.equals(field.pii()) || holdsPersons(field.fields()));
  }
}
