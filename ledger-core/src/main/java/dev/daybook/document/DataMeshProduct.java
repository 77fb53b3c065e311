package dev.daybook.document;

import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.DatasetName;
import dev.daybook.mesh.Field;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.QualityCheck;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductSpec;
import dev.daybook.product.ProductSpec.AccessRule;
import dev.daybook.product.ProductSpec.Classification;
import dev.daybook.product.ProductSpec.Governance;
import dev.daybook.product.ProductSpec.InputPort;
import dev.daybook.product.ProductSpec.OutputPort;
import dev.daybook.product.ProductSpec.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code datamesh/v1 DataProduct}: ports, storage layout, objectives and governance of a product.
 * Only its name, domain and version have to be there; whether the rest is needed is for policies to
 * say.
 */
final class DataMeshProduct extends DataMeshDialect {

  @Override
  public List<String> apiVersions() {
    return List.of("datamesh/v1");
  }

  @Override
  public Supplier<SubjectCommand> read(Section document) {
    Section metadata = document.section("metadata");
    Identity product = Identity.of(metadata);
    Party owner = metadata.party("owner").orNull();
    List<String> tags = metadata.texts("tags");
    metadata.label("labels");

    Section spec = document.section("spec");
    String description = description(metadata, spec);
    Classification classification = MeshParts.classification(spec);
    List<InputPort> inputPorts = spec.sections("inputPorts", DataMeshProduct::inputPort);
    List<OutputPort> outputPorts = spec.sections("outputPorts", DataMeshProduct::outputPort);

    Section schema = spec.sectionIfPresent("schema");
    Storage storage = storage(schema);
    List<Field> fields = MeshParts.fields(schema);

    List<Objective> objectives = objectives(spec.sectionIfPresent("slos"));
    Section governing = spec.sectionIfPresent("governance");
    Governance governance = MeshParts.governance(governing);
    List<AccessRule> access = MeshParts.accessControl(governing);
    List<QualityCheck> quality =
        spec.sectionIfPresent("quality").sections("checks", MeshParts::assertion);
    Section lineage = spec.sectionIfPresent("lineage");
    List<DatasetName> upstream = upstream(inputPorts, MeshParts.datasets(lineage, "upstream"));
    List<DatasetName> downstream = MeshParts.datasets(lineage, "downstream");

    return () ->
        new PublishProduct(
            new ProductSpec(
                product.domain(),
                product.name(),
                product.version(),
                owner,
                description,
                classification,
                tags,
                inputPorts,
                outputPorts,
                storage,
                fields,
                objectives,
                governance,
                access,
                List.of(),
                quality,
                upstream,
                downstream,
                document.reading().labels()));
  }

  private static InputPort inputPort(Section port) {
    return new InputPort(
        port.text("name").required(),
        port.text("type").orNull(),
        port.text("source").orNull(),
        port.text("format").orNull(),
        port.text("schedule").orNull());
  }

  private static OutputPort outputPort(Section port) {
    return new OutputPort(
        port.text("name").required(),
        port.text("type").orNull(),
        port.text("engine").orNull(),
        port.text("catalog").orNull(),
        port.text("schema").orNull(),
        port.text("endpoint").orNull(),
        port.text("authentication").orNull(),
        port.text("topic").orNull(),
        port.text("format").orNull());
  }

  private static @Nullable Storage storage(Section schema) {
    Storage storage =
        new Storage(
            schema.text("format").orNull(),
            schema.text("location").orNull(),
            schema.texts("partitionBy"),
            schema.texts("sortBy"));
    return schema.isPresent() ? storage : null;
  }

  /** {@code slos: {freshness: {target, measurement, description}}}. */
  static List<Objective> objectives(Section slos) {
    Objectives objectives = new Objectives();
    return slos
        .each(
            (name, slot) -> {
              Section slo = slot.section();
              return objectives.read(
                  name,
                  slo.slot("target"),
                  slo.text("measurement").orNull(),
                  slo.text("description").orNull());
            })
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** What a product reads is what its ports read, and what it says besides. */
  private static List<DatasetName> upstream(List<InputPort> ports, List<DatasetName> declared) {
    List<DatasetName> all = new ArrayList<>();
    for (InputPort port : ports) {
      String source = port.source();
      if (source != null) {
        all.add(DatasetName.parse(source));
      }
    }
    all.addAll(declared);
    return MeshParts.distinct(all);
  }
}
