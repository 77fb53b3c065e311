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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code datamesh.io/v1 DataProduct}: a product whose document is its contract too, with inline
 * fields, checks, lineage and access. {@code classification}, {@code governance}, {@code
 * description} and {@code tags} may stand in it as in {@code datamesh/v1}.
 */
final class DataMeshIoProduct extends DataMeshDialect {

  @Override
  public List<String> apiVersions() {
    return List.of("datamesh.io/v1");
  }

  @Override
  public Supplier<SubjectCommand> read(Section document) {
    Section metadata = document.section("metadata");
    Identity product = Identity.of(metadata);
    List<String> tags = metadata.texts("tags");
    metadata.label("labels");

    Section spec = document.section("spec");
    Party owner = spec.party("owner").orNull();
    String description = description(metadata, spec);
    Classification classification = MeshParts.classification(spec);
    List<Objective> objectives = objectives(spec.sectionIfPresent("sla"));

    Section schema = spec.sectionIfPresent("schema");
    schema.label("type");
    List<Field> fields = MeshParts.fields(schema);

    Section governing = spec.sectionIfPresent("governance");
    Governance governance = MeshParts.governance(governing);
    List<QualityCheck> quality =
        spec.sectionIfPresent("quality").sections("checks", MeshParts::assertion);
    Section lineage = spec.sectionIfPresent("lineage");
    List<DatasetName> upstream = MeshParts.datasets(lineage, "upstream");
    List<DatasetName> downstream = MeshParts.datasets(lineage, "downstream");
    Section accessing = spec.sectionIfPresent("access");
    List<AccessRule> access =
        accessing.texts("roles").stream().map(role -> new AccessRule(role, List.of())).toList();
    List<String> accessPolicies = accessing.texts("policies");

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
                List.of(),
                List.of(),
                null,
                fields,
                objectives,
                governance,
                access,
                accessPolicies,
                quality,
                upstream,
                downstream,
                document.reading().labels()));
  }

  /** {@code sla: {freshness: "15m"}}. */
  private static List<Objective> objectives(Section sla) {
    Objectives objectives = new Objectives();
    return sla.each((name, slot) -> objectives.read(name, slot, null, null)).stream()
        .flatMap(Optional::stream)
        .toList();
  }
}
