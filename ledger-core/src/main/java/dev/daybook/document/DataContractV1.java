package dev.daybook.document;

import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.contract.ContractSpec;
import dev.daybook.contract.ContractSpec.Consumer;
import dev.daybook.contract.ContractSpec.Model;
import dev.daybook.contract.ContractStatus;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.QualityCheck;
import dev.daybook.mesh.TimeSpan;
import dev.daybook.mesh.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code datacontract/v1 DataContract}: producer, named consumers, an Avro schema, objectives and
 * quality rules. The subject is {@code contract/<producer's domain>.<name>}; a contract without a
 * status is active.
 */
final class DataContractV1 implements Dialect {

  private static final Map<String, ContractStatus> STATUS = new LinkedHashMap<>();

  static {
    for (ContractStatus status : ContractStatus.values()) {
      STATUS.put(status.word(), status);
    }
  }

  @Override
  public List<String> apiVersions() {
    return List.of("datacontract/v1");
  }

  @Override
  public String kind() {
    return "DataContract";
  }

  @Override
  public Rank rank() {
    return Rank.CONTRACT;
  }

  @Override
  public Supplier<SubjectCommand> read(Section document) {
    Section metadata = document.section("metadata");
    String name = metadata.name("name").required();
    Version version = metadata.version("version").required();
    Value<Party> owner = metadata.party("owner");
    ContractStatus status = metadata.oneOf("status", STATUS).or(ContractStatus.ACTIVE);
    String description = metadata.text("description").orNull();
    List<String> tags = metadata.texts("tags");
    metadata.label("labels");

    Section producer = document.sectionIfPresent("producer");
    String domain = producer.domain("domain").orNull();
    String product = producer.text("dataProduct").orNull();
    Party team = producer.party("team").orNull();
    producer.label("team");
    Party contact = producer.party("contact").orNull();
    Party owning = owner.orNull() == null ? team : owner.orNull();

    List<Consumer> consumers =
        document.sections(
            "consumers",
            consumer ->
                new Consumer(
                    consumer.domain("domain").required(),
                    consumer.text("team").orNull(),
                    consumer.text("useCase").orNull()));

    Section schema = document.sectionIfPresent("schema");
    String schemaType = schema.oneOf("type", Words.same("avro")).orNull();
    List<Model> models = AvroSchema.models(schema.slot("specification"));

    List<Objective> objectives = DataMeshProduct.objectives(document.sectionIfPresent("slos"));
    List<QualityCheck> quality =
        document.sectionIfPresent("quality").sections("rules", MeshParts::rule);
    Section terms = document.sectionIfPresent("terms");
    String purpose = terms.text("purpose").orNull();
    String limitations = terms.text("limitations").orNull();
    TimeSpan retention = terms.span("retention").orNull();

    return () ->
        new PublishContract(
            new ContractSpec(
                domain,
                name,
                version,
                status,
                owning,
                product,
                contact,
                description,
                purpose,
                limitations,
                consumers,
                schemaType,
                models,
                objectives,
                quality,
                List.of(),
                List.of(),
                retention == null ? null : retention.text(),
                retention == null ? null : retention.days(),
                tags,
                document.reading().labels()));
  }
}
