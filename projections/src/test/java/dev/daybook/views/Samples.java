package dev.daybook.views;

import dev.daybook.contract.ContractSpec;
import dev.daybook.contract.ContractStatus;
import dev.daybook.decision.Effect;
import dev.daybook.decision.Finding;
import dev.daybook.decision.Outcome;
import dev.daybook.decision.Severity;
import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductSpec;
import dev.daybook.slo.SloEvent.ObjectiveDeclared;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Documents and events to make a history of. */
final class Samples {

  private Samples() {}

  static SubjectName product(String path) {
    return new SubjectName(SubjectKind.PRODUCT, path);
  }

  static ProductSpec spec(String path, String version) {
    return spec(path, version, "gold", List.of(), List.of());
  }

  static ProductSpec spec(
      String path, String version, String tier, List<String> tags, List<String> sources) {
    return spec(path, version, tier, tags, sources, List.of());
  }

  static ProductSpec spec(
      String path,
      String version,
      String tier,
      List<String> tags,
      List<String> sources,
      List<DatasetName> upstream) {
    SubjectName name = product(path);
    return new ProductSpec(
        name.domainPart(),
        name.localPart(),
        new Version(version),
        Party.team(name.domainPart() + "-data-team"),
        "All there is to know about %s".formatted(name.localPart()),
        new ProductSpec.Classification("aggregate", tier, false),
        tags,
        sources.stream()
            .map(source -> new ProductSpec.InputPort(source, "batch", source, null, null))
            .toList(),
        List.of(
            new ProductSpec.OutputPort(
                "warehouse", "sql", "trino", null, null, null, null, null, null)),
        null,
        List.of(),
        List.of(),
        new ProductSpec.Governance(null, null, null, null, null, null),
        List.of(),
        List.of(),
        List.of(),
        upstream,
        List.<DatasetName>of(),
        Map.of());
  }

  static ProductRegistered registered(String path) {
    return registered(spec(path, "1.0.0"));
  }

  static ProductRegistered registered(ProductSpec spec) {
    return new ProductRegistered(spec, ObjectiveChange.none());
  }

  static ContractSpec contract(String path, String version, String product) {
    SubjectName name = new SubjectName(SubjectKind.CONTRACT, path);
    return new ContractSpec(
        name.domainPart(),
        name.localPart(),
        new Version(version),
        ContractStatus.ACTIVE,
        null,
        product,
        null,
        "What %s promises".formatted(product),
        null,
        null,
        List.of(new ContractSpec.Consumer("marketing", "campaigns", "targeting")),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        List.of(),
        Map.of());
  }

  static Finding finding(String rule) {
    return new Finding(
        rule,
        Outcome.FAIL,
        Effect.DENY,
        Severity.ERROR,
        "the name has capitals",
        "/metadata/name",
        3,
        9,
        "Bad_Name",
        "bad-name",
        "write it in lower case",
        "governance",
        "https://example.org/names",
        List.of("BCBS239-P3"),
        "Capitals",
        Map.of("en", "the name has capitals", "de", "der Name hat Großbuchstaben"),
        List.of(),
        null,
        null,
        null);
  }

  static SubjectName slo(String path) {
    return new SubjectName(SubjectKind.SLO, path);
  }

  static Objective completeness() {
    return new Objective(
        "completeness",
        "99%",
        Objective.Comparison.AT_LEAST,
        new BigDecimal("0.99"),
        Objective.Unit.FRACTION,
        "non_null_ratio",
        null);
  }

  static ObjectiveDeclared declared(String productPath) {
    return new ObjectiveDeclared(
        slo(productPath + "/completeness"), product(productPath), completeness());
  }
}
