package dev.daybook.views.catalog;

import dev.daybook.mesh.Folded;
import dev.daybook.mesh.Party;
import dev.daybook.product.ProductSpec;
import dev.daybook.views.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A data product as the catalog knows it.
 *
 * @param lifecycle {@code active}, {@code deprecated} or {@code retired}
 * @param sunset last day a deprecated product is served
 * @param owner the owner's id: a team's name, a mail address, or a name as written
 * @param outputPorts how it is read, one word a port: its type, else its name
 * @param spec the whole typed document
 * @param document SHA-256 of the original document's bytes
 * @param foldedOwner everything the owner is called, to be found by
 */
record ProductRow(
    String subject,
    String domain,
    String name,
    String version,
    String lifecycle,
    @Nullable LocalDate sunset,
    @Nullable String description,
    @Nullable String type,
    @Nullable String tier,
    @Nullable Boolean pii,
    @Nullable String owner,
    @Nullable String ownerKind,
    @Nullable String ownerName,
    @Nullable String ownerMail,
    List<String> tags,
    List<String> outputPorts,
    Json spec,
    @Nullable String document,
    Instant registeredAt,
    Instant changedAt,
    @Nullable String foldedTier,
    List<String> foldedOwner,
    List<String> foldedTags) {

  static final String ACTIVE = "active";
  static final String DEPRECATED = "deprecated";
  static final String RETIRED = "retired";

  static ProductRow of(
      ProductSpec spec, @Nullable String document, Instant registeredAt, Instant changedAt) {
    Party owner = spec.owner();
    String tier = spec.classification().tier();
    return new ProductRow(
        spec.subject().toString(),
        spec.domain(),
        spec.name(),
        spec.version().text(),
        ACTIVE,
        null,
        spec.description(),
        spec.classification().type(),
        tier,
        spec.classification().pii(),
        owner == null ? null : owner.id(),
        owner == null ? null : owner.kind().name().toLowerCase(Locale.ROOT),
        owner == null ? null : owner.name(),
        owner == null ? null : owner.mail(),
        spec.tags(),
        spec.outputPorts().stream().map(ProductRow::word).distinct().toList(),
        Json.of(spec),
        document,
        registeredAt,
        changedAt,
        tier == null ? null : Folded.name(tier),
        owner == null ? List.of() : owner.foldedNames(),
        spec.tags().stream().map(Folded::name).toList());
  }

  private static String word(ProductSpec.OutputPort port) {
    String type = port.type();
    return type == null ? port.name() : type;
  }

  ProductRow ownedBy(Party to, Instant at) {
    return new ProductRow(
        subject,
        domain,
        name,
        version,
        lifecycle,
        sunset,
        description,
        type,
        tier,
        pii,
        to.id(),
        to.kind().name().toLowerCase(Locale.ROOT),
        to.name(),
        to.mail(),
        tags,
        outputPorts,
        spec,
        document,
        registeredAt,
        at,
        foldedTier,
        to.foldedNames(),
        foldedTags);
  }

  ProductRow at(String stage, @Nullable LocalDate until, Instant at) {
    return new ProductRow(
        subject,
        domain,
        name,
        version,
        stage,
        until,
        description,
        type,
        tier,
        pii,
        owner,
        ownerKind,
        ownerName,
        ownerMail,
        tags,
        outputPorts,
        spec,
        document,
        registeredAt,
        at,
        foldedTier,
        foldedOwner,
        foldedTags);
  }
}
