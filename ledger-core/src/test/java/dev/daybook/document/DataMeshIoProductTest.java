package dev.daybook.document;

import static dev.daybook.document.Reads.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.QualityCheck;
import dev.daybook.product.ProductSpec;
import dev.daybook.product.ProductSpec.AccessRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataMeshIoProductTest {

  @Test
  void theContractInsideTheProductIsRead() {
    ProductSpec spec = product(Samples.INLINE);
    assertThat(spec.subject()).hasToString("product/orders.orders-domain.order_events");
    assertThat(spec.owner())
        .isEqualTo(
            new Party(
                "team-orders@company.example",
                Party.Kind.MAIL,
                null,
                "team-orders@company.example"));
    assertThat(spec.objectives())
        .extracting(Objective::name, Objective::text, Objective::target)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("freshness", "15m", new BigDecimal("900000")),
            org.assertj.core.groups.Tuple.tuple("availability", "99.9%", new BigDecimal("0.999")));
    assertThat(spec.fields())
        .containsExactly(
            new Field(
                "order_id",
                "string",
                null,
                false,
                false,
                true,
                null,
                null,
                null,
                List.of(),
                List.of()),
            new Field(
                "event_ts",
                "timestamp",
                null,
                false,
                false,
                false,
                null,
                null,
                null,
                List.of(),
                List.of()),
            new Field(
                "customer_id",
                "string",
                null,
                null,
                false,
                false,
                true,
                "hash",
                null,
                List.of(),
                List.of()));
    assertThat(spec.quality())
        .containsExactly(
            new QualityCheck(
                null,
                null,
                "order_id",
                "expect_column_values_to_not_be_null",
                new BigDecimal("0.99"),
                null,
                Map.of()),
            new QualityCheck(
                null,
                null,
                "event_ts",
                "expect_column_values_to_be_between",
                BigDecimal.ONE,
                null,
                Map.of("min_value", "2023-01-01", "max_value", "2025-12-31")));
    assertThat(spec.upstream()).containsExactly(new DatasetName("raw.kafka", "order_events"));
    assertThat(spec.downstream())
        .containsExactly(
            new DatasetName("analytics", "order_facts"),
            new DatasetName("billing", "order_aggregates"));
    assertThat(spec.access())
        .containsExactly(
            new AccessRule("analyst", List.of()), new AccessRule("data-scientist", List.of()));
    assertThat(spec.accessPolicies()).containsExactly("PII-RED-ACT");
    assertThat(spec.labels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "/spec/schema/type", "avro", "/spec/schema/fields/1/constraints/timezone", "UTC"));
  }

  @Test
  void itMaySayOfGovernanceWhatTheOtherDialectSays() {
    ProductSpec spec =
        product(
            """
            apiVersion: datamesh.io/v1
            kind: DataProduct
            metadata: {name: orders, domain: sales, version: 1.0.0, tags: [a]}
            spec:
              description: Orders.
              classification: {tier: silver}
              governance: {retentionPeriod: 730, encryptionAtRest: true, auditLogging: false}
            """);
    assertThat(spec.governance().retentionDays()).isEqualTo(730);
    assertThat(spec.governance().encryptedAtRest()).isTrue();
    assertThat(spec.governance().auditLogging()).isFalse();
    assertThat(spec.classification().tier()).isEqualTo("silver");
  }
}
