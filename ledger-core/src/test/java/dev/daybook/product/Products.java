package dev.daybook.product;

import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objectives;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.QualityCheck;
import dev.daybook.mesh.Sensitivity;
import dev.daybook.mesh.Version;
import dev.daybook.product.ProductSpec.AccessRule;
import dev.daybook.product.ProductSpec.Classification;
import dev.daybook.product.ProductSpec.Governance;
import dev.daybook.product.ProductSpec.InputPort;
import dev.daybook.product.ProductSpec.OutputPort;
import dev.daybook.product.ProductSpec.Storage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Products for tests: {@link #customer360()} says everything a product can say. */
public final class Products {

  private Products() {}

  public static ProductSpec customer360() {
    return customer360("2.1.0", Objectives.freshness(4), Objectives.completeness("0.995"));
  }

  public static ProductSpec customer360(String version, Objective... objectives) {
    return new ProductSpec(
        "sales",
        "customer-360",
        new Version(version),
        new Party("sales-data-team", Party.Kind.TEAM, "Sales Data", "sales-data@example.com"),
        "Everything known about a customer, in one place.",
        new Classification("aggregate", "gold", true),
        List.of("customer", "crm"),
        List.of(
            new InputPort("crm-contacts", "batch", "salesforce", "parquet", "0 */4 * * *"),
            new InputPort("web-events", "stream", "segment", "json", null)),
        List.of(
            new OutputPort(
                "sql", "sql", "trino", "sales", "customer_360", null, "oauth2", null, null),
            new OutputPort(
                "events", "kafka", null, null, null, null, null, "sales.customer-360.v2", "avro")),
        new Storage(
            "iceberg",
            "s3://data-lake/sales/customer-360",
            List.of("year(updated_at)"),
            List.of("customer_id")),
        List.of(
            new Field(
                "customer_id",
                "string",
                "the customer's key",
                false,
                true,
                true,
                false,
                null,
                "internal",
                List.of(),
                List.of()),
            new Field(
                "contact",
                "record",
                null,
                true,
                false,
                false,
                true,
                null,
                null,
                List.of(),
                List.of(
                    new Field(
                        "email",
                        "string",
                        null,
                        true,
                        false,
                        false,
                        true,
                        "hash",
                        "confidential",
                        List.of(),
                        List.of())))),
        List.of(objectives),
        new Governance(Sensitivity.CONFIDENTIAL, "7y", 2557L, true, true, true),
        List.of(new AccessRule("sales-analyst", List.of("read"))),
        List.of("PII-RED-ACT"),
        List.of(
            new QualityCheck(
                "customer id looks right",
                "customer_360",
                "customer_id",
                "regex",
                BigDecimal.ONE,
                "error",
                Map.of("pattern", "^CUS-[A-Z0-9]{8}$"))),
        List.of(new DatasetName("raw.kafka", "order_events")),
        List.of(new DatasetName("", "tableau")),
        Map.of("/metadata/costCenter", "4711"));
  }

  /** The same product with another description. */
  public static ProductSpec described(ProductSpec spec, String description) {
    return new ProductSpec(
        spec.domain(),
        spec.name(),
        spec.version(),
        spec.owner(),
        description,
        spec.classification(),
        spec.tags(),
        spec.inputPorts(),
        spec.outputPorts(),
        spec.storage(),
        spec.fields(),
        spec.objectives(),
        spec.governance(),
        spec.access(),
        spec.accessPolicies(),
        spec.quality(),
        spec.upstream(),
        spec.downstream(),
        spec.labels());
  }

  /** The same product in another domain. */
  public static ProductSpec in(String domain, ProductSpec spec) {
    return new ProductSpec(
        domain,
        spec.name(),
        spec.version(),
        spec.owner(),
        spec.description(),
        spec.classification(),
        spec.tags(),
        spec.inputPorts(),
        spec.outputPorts(),
        spec.storage(),
        spec.fields(),
        spec.objectives(),
        spec.governance(),
        spec.access(),
        spec.accessPolicies(),
        spec.quality(),
        spec.upstream(),
        spec.downstream(),
        spec.labels());
  }

  /** The same product with another owner. */
  public static ProductSpec owned(ProductSpec spec, Party owner) {
    return spec.withOwner(owner);
  }
}
