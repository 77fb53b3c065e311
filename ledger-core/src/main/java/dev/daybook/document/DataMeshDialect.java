package dev.daybook.document;

import dev.daybook.mesh.Version;
import org.jspecify.annotations.Nullable;

/** What both forms of a {@code DataProduct} have in common. */
abstract sealed class DataMeshDialect implements Dialect
    permits DataMeshProduct, DataMeshIoProduct {

  /** What has to stand in {@code metadata}. */
  record Identity(String name, String domain, Version version) {
    static Identity of(Section metadata) {
      return new Identity(
          metadata.name("name").required(),
          metadata.domain("domain").required(),
          metadata.version("version").required());
    }
  }

  @Override
  public final String kind() {
    return "DataProduct";
  }

  @Override
  public final Rank rank() {
    return Rank.PRODUCT;
  }

  /** The description stands in {@code spec}, or, as some checks expect, in {@code metadata}. */
  static @Nullable String description(Section metadata, Section spec) {
    Value<String> inMetadata = metadata.text("description");
    Value<String> inSpec = spec.text("description");
    if (inMetadata.slot().isPresent() && inSpec.slot().isPresent()) {
      inMetadata
          .slot()
          .problem(
              "`description` stands in `metadata` and in `spec`", "one description", "keep one");
    }
    String text = inSpec.orNull();
    return text == null ? inMetadata.orNull() : text;
  }
}
