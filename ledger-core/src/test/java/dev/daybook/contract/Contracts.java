package dev.daybook.contract;

import dev.daybook.contract.ContractSpec.Consumer;
import dev.daybook.contract.ContractSpec.Model;
import dev.daybook.contract.ContractSpec.Role;
import dev.daybook.contract.ContractSpec.Server;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Objectives;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.QualityCheck;
import dev.daybook.mesh.Version;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contracts for tests: {@link #transactions()} says everything a contract can say. */
public final class Contracts {

  private Contracts() {}

  public static ContractSpec transactions() {
    return transactions("1.2.0", ContractStatus.ACTIVE);
  }

  public static ContractSpec transactions(String version, @Nullable ContractStatus status) {
    return transactions(
        version, status, "every paid order", List.of(Objectives.completeness("0.999")));
  }

  public static ContractSpec transactions(
      String version,
      @Nullable ContractStatus status,
      String description,
      List<Objective> objectives) {
    return new ContractSpec(
        "sales",
        "customer-transactions-contract",
        new Version(version),
        status,
        Party.team("sales-data-team"),
        "customer-transactions",
        new Party("sales-data@example.com", Party.Kind.MAIL, null, "sales-data@example.com"),
        description,
        "revenue reporting",
        "not for credit decisions",
        List.of(new Consumer("finance", "reporting", "monthly close")),
        "avro",
        List.of(
            new Model(
                "transaction",
                "sales.transactions",
                "one paid order",
                List.of(
                    new Field(
                        "channel",
                        "enum",
                        "where it was bought",
                        false,
                        false,
                        false,
                        false,
                        null,
                        null,
                        List.of("WEB", "MOBILE", "STORE", "API"),
                        List.of())))),
        objectives,
        List.of(
            new QualityCheck(
                null, null, "customer_id", "not_null", BigDecimal.ONE, null, Map.of())),
        List.of(new Server("production", "kafka", "prod", "broker:9092/sales.transactions")),
        List.of(new Role("analyst", "read")),
        "2 years",
        730L,
        List.of("sales"),
        Map.of("/metadata/tenant", "emea"));
  }

  /** The same contract in another domain. */
  public static ContractSpec in(String domain, ContractSpec spec) {
    return copy(spec, domain, spec.labels());
  }

  /** The same contract with other labels. */
  public static ContractSpec labelled(ContractSpec spec, Map<String, String> labels) {
    return copy(spec, spec.domain(), labels);
  }

  private static ContractSpec copy(
      ContractSpec spec, @Nullable String domain, Map<String, String> labels) {
    return new ContractSpec(
        domain,
        spec.name(),
        spec.version(),
        spec.status(),
        spec.owner(),
        spec.product(),
        spec.contact(),
        spec.description(),
        spec.purpose(),
        spec.limitations(),
        spec.consumers(),
        spec.schemaType(),
        spec.models(),
        spec.objectives(),
        spec.quality(),
        spec.servers(),
        spec.roles(),
        spec.retention(),
        spec.retentionDays(),
        spec.tags(),
        labels);
  }
}
